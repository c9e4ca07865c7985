import { z } from 'zod';
import type { GivenField } from '../fields/customer-fields.contract.ts';

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
] as const satisfies readonly GivenField[]);

export type MeasuredField = z.output<typeof measuredField>;
