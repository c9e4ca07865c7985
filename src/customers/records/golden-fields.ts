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

/** Where somebody lives: told together, since parts of two places make a third that does not exist. */
export const placeFields = [
  'country',
  'region',
  'city',
  'district',
  'address',
  'postal_code',
] as const satisfies readonly GoldenField[];

/** Of these, the fields by which two places are told apart. */
export const placeNames = ['country', 'region', 'city', 'district'] as const;

export type GoldenField = (typeof goldenFields)[number];
