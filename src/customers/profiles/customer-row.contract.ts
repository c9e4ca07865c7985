import { z } from 'zod';
import { amountMinor, count, id, instant } from '#platform/http/contract.ts';
import { customValues } from '../custom-fields/custom-value.contract.ts';
import { tag } from '../tags/tags.contract.ts';
import { countryCode, customerKind } from './customer-edit.contract.ts';

/** What every list tells of a customer. Amounts are in the organisation's currency. Hidden fields are null. */
export const customerSummary = z.object({
  id,
  kind: customerKind,
  displayName: z.string(),
  company: z.string().nullable(),
  country: countryCode.nullable(),
  region: z.string().nullable(),
  city: z.string().nullable(),
  ownerId: id.nullable(),
  mayChange: z.boolean().meta({ description: 'Whether the one who asks may change it.' }),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  tags: z.array(tag),
  customFields: customValues.meta({
    description:
      'Values of the custom fields in use, by their keys; `GET /custom-fields` says what they are.',
  }),
  orders: count.nullable(),
  cancellations: count.nullable(),
  spendMinor: amountMinor.nullable(),
  firstOrderAt: instant.nullable(),
  lastOrderAt: instant.nullable(),
  version: count,
  createdAt: instant,
  updatedAt: instant,
  binnedAt: instant.nullable(),
});

/** Whether every row of a list tells this field, asked for or not. */
export function isInEveryRow(field: string): boolean {
  return field.startsWith('field.') || Object.hasOwn(customerSummary.shape, field);
}

/** One line of a list of customers. */
export const customerRow = customerSummary.extend({
  columns: z.record(z.string(), z.string().nullable()).meta({
    description: 'What `columns` asks for beside the fields that every row has, by field.',
  }),
});
export type CustomerRow = z.output<typeof customerRow>;

export type CustomerSummary = z.output<typeof customerSummary>;
