import { z } from 'zod';
import { contract, endpoint, nothing } from '#platform/http/contract.ts';
import { userLanguage } from '../users/user-fields.contract.ts';

export const organisationName = z.string().trim().min(1).max(120);

/** An IANA name such as `Asia/Shanghai`; bare offsets are refused, since they know no summer time. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone')
  .meta({ description: 'An IANA time zone such as Asia/Shanghai.' });

/** An ISO 4217 code that is in use. */
export const organisationCurrency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'must be an ISO 4217 currency')
  .meta({ description: 'An ISO 4217 code such as CNY.' });

export const organisation = z.object({
  name: z.string(),
  currency: z.string(),
  timeZone: z.string(),
  language: userLanguage,
});

const organisationSettings = organisation.extend({ version: z.number().int() });

export const organisationContract = contract('admin', {
  organisation: endpoint({
    method: 'GET',
    path: '/organisation',
    summary: 'Shows the settings of the organisation.',
    needs: 'signedIn',
    input: nothing,
    output: organisationSettings,
    fails: ['admin.not_set_up'],
  }),
  changeOrganisation: endpoint({
    method: 'PATCH',
    path: '/organisation',
    summary: 'Changes name, time zone or language; the currency stays, since all totals are counted in it.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({
      name: organisationName.optional(),
      timeZone: timeZone.optional(),
      language: userLanguage.optional(),
    }),
    output: organisationSettings,
    fails: ['admin.not_set_up', 'admin.version_conflict'],
  }),
});

function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
