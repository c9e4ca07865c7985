import { z } from 'zod';
import { contract, count, endpoint, id, instant } from '#platform/http/contract.ts';

/** What arrived about a customer, as it arrived. */
export const sourceRecord = z.object({
  id,
  sourceId: id,
  sourceName: z.string(),
  keyKind: z.enum(['external', 'phone', 'email', 'content']),
  keyValue: z.string(),
  importId: id.nullable(),
  rowNo: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  receivedAt: instant,
});

/** A value that leads to this customer: an external id of a source, a phone, an e-mail address. */
export const customerIdentity = z.object({
  kind: z.enum(['external', 'phone', 'email']),
  sourceId: id.nullable().meta({ description: 'Null where the value means the same in every source.' }),
  sourceName: z.string().nullable(),
  value: z.string(),
});

export const source = z.object({ id, name: z.string(), trust: count, createdAt: instant });

export const recordsContract = contract('customers', {
  sources: endpoint({
    method: 'GET',
    path: '/sources',
    summary: 'Lists the sources that customers and orders came from.',
    needs: 'customers.read',
    input: z.strictObject({}),
    output: z.object({ items: z.array(source) }),
  }),
});

export type SourceRecord = z.output<typeof sourceRecord>;
export type Source = z.output<typeof source>;
