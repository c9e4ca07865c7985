import { z } from 'zod';

/** What data quality is measured of: the fields of the golden record, and phone and e-mail. */
export const measuredField = z.enum([
  'displayName',
  'phone',
  'email',
  'familyName',
  'givenName',
  'gender',
  'birthday',
  'company',
  'occupation',
  'creditCode',
  'language',
  'country',
  'region',
  'city',
  'district',
  'address',
  'postalCode',
  'cameFrom',
]);

export type MeasuredField = z.output<typeof measuredField>;

/** Fields that only one kind of customer can have: nobody expects the birthday of a company. */
const ofOneKind: Partial<Record<MeasuredField, 'person' | 'organisation'>> = {
  familyName: 'person',
  givenName: 'person',
  gender: 'person',
  birthday: 'person',
  company: 'person',
  occupation: 'person',
  creditCode: 'organisation',
};

/** The kind of customer that a field belongs to; undefined = to both. */
export function kindOfField(field: MeasuredField): 'person' | 'organisation' | undefined {
  return ofOneKind[field];
}

/** The name of a field in tables, records and notes: `postalCode` is `postal_code`. */
export function storedName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
