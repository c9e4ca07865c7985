type Code =
  | 'bundled_database_unsupported'
  | 'bundled_database_not_runnable'
  | 'bundled_database_not_started'
  | 'bundled_database_not_stopped'
  | 'bundled_database_missing'
  | 'bundled_database_of_another_folder'
  | 'bundled_database_version';

/** Why the bundled PostgreSQL cannot serve; the message says what to do about it. */
export class BundledDatabaseError extends Error {
  code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.name = 'BundledDatabaseError';
    this.code = code;
  }
}
