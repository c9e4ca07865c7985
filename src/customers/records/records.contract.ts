import { z } from 'zod';
import { contract, endpoint, id, instant } from '#platform/http/contract.ts';

/** What arrived about a customer, as it arrived. */
export const sourceRecord = z.object({
  id,
  sourceId: id,
  sourceName: z.string(),
  keyKind: z.enum(['external', 'phone', 'email', 'content']),
  keyValue: z.string().nullable().meta({ description: 'Null for whom that field is hidden.' }),
  importId: id.nullable(),
  rowNo: z.string().nullable(),
  unifiedBy: z.enum(['external', 'phone', 'email', 'content', 'person']).nullable().meta({
    description: 'What it was brought together with this customer by; null = it made the customer.',
  }),
  payload: z.record(z.string(), z.unknown()).nullable().meta({
    description: 'As it arrived, whatever fields it tells of: null for whom any field is hidden or masked.',
  }),
  receivedAt: instant,
});

/** A value that leads to this customer: an external id of a source, a phone, an e-mail address. */
export const customerIdentity = z.object({
  kind: z.enum(['external', 'phone', 'email']),
  sourceId: id.nullable().meta({ description: 'Null where the value means the same in every source.' }),
  sourceName: z.string().nullable(),
  value: z.string(),
});

/** Source records of customers. */
export const recordsContract = contract('customers', {
  split: endpoint({
    method: 'POST',
    path: '/customers/:id/split',
    summary:
      'Splits source records off into a customer of their own and gives its id; orders and activities stay.',
    needs: 'customers.write',
    input: z.strictObject({ id, recordIds: z.array(id).min(1).max(1_000) }),
    output: z.object({ id }),
    fails: ['customers.not_found', 'customers.not_yours', 'customers.split_not_possible'],
  }),
});

export type SourceRecord = z.output<typeof sourceRecord>;
