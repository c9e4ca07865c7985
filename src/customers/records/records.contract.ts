import { z } from 'zod';
import { id, instant } from '#platform/http/contract.ts';

/** What arrived about a customer, as it arrived. */
export const sourceRecord = z.object({
  id,
  sourceId: id,
  sourceName: z.string(),
  keyKind: z.enum(['external', 'phone', 'email', 'content']),
  keyValue: z.string(),
  importId: id.nullable(),
  rowNo: z.string().nullable(),
  unifiedBy: z.enum(['external', 'phone', 'email', 'content', 'person']).nullable().meta({
    description: 'What it was brought together with this customer by; null = it made the customer.',
  }),
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

export type SourceRecord = z.output<typeof sourceRecord>;
