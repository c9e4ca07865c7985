/** The columns of the golden record that arrivals may set. */
export const goldenFields = [
  'kind',
  'display_name',
  'given_name',
  'family_name',
  'gender',
  'birthday',
  'language',
  'country',
  'region',
  'city',
  'district',
  'address',
  'postal_code',
  'company',
  'occupation',
  'credit_code',
  'came_from',
] as const;

export type GoldenField = (typeof goldenFields)[number];
