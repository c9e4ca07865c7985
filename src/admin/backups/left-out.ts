/**
 * Tables that no backup holds: what opens an account, so that a copy lets nobody in who has not signed in to it; counts of
 * calls and guesses, which are over in a day; what a columnar copy has yet to follow; and the backups of this machine.
 */
export const leftOutTables = [
  'admin.sessions',
  'admin.half_sessions',
  'admin.two_step_setups',
  'admin.provider_sign_ins',
  'admin.setup_links',
  'admin.password_links',
  'admin.backups',
  'platform.rate_windows',
  'platform.guesses',
  'platform.fact_changes',
  'platform.fact_readers',
] as const;
