import type { TFunction } from 'i18next';

/** Names of what orders, activities and other systems tell of a customer; a file's own columns keep their names. */
const known: Record<string, string> = {
  external_id: 'identities.external',
  externalId: 'identities.external',
  name: 'field.name',
  given_name: 'field.givenName',
  givenName: 'field.givenName',
  family_name: 'field.familyName',
  familyName: 'field.familyName',
  phone: 'identities.phone',
  phones: 'identities.phone',
  email: 'identities.email',
  emails: 'identities.email',
  company: 'field.company',
  kind: 'field.kind',
  gender: 'field.gender',
  birthday: 'field.birthday',
  language: 'field.language',
  country: 'field.country',
  region: 'field.region',
  city: 'field.city',
  district: 'field.district',
  address: 'field.address',
  postal_code: 'field.postalCode',
  postalCode: 'field.postalCode',
};

/** A path within a source record (`phones 1 number`) as people read it. */
export function payloadLabel(path: string, t: TFunction<'customers'>): string {
  const [first = '', ...rest] = path.split(' ');
  const key = Object.hasOwn(known, first) ? known[first] : undefined;
  return key ? [t(key), ...rest].join(' ') : path;
}
