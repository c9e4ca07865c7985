import { z } from 'zod';
import { contract, count, endpoint, id } from '#platform/http/contract.ts';
import { unreadable } from './imports.contract.ts';

/** A customer as the rows would leave it; `before` is null where there was nothing. */
const rehearsedCustomer = z.object({
  outcome: z.enum(['created', 'updated']),
  /** Absent for one who does not exist yet. */
  customerId: id.nullable(),
  name: z.string(),
  /** The first row of the file that names it. */
  row: z.number().int(),
  /** By field of the golden record; contact points under `phone`, `email`, `wechat`, `website`, tags under `tags`. */
  changes: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});

export const rehearsal = z.object({
  /** Rows that were looked at, from the first on. */
  rows: count,
  /** These rows are the whole file. */
  whole: z.boolean(),
  /** Rows by what would become of them. */
  outcomes: z.object({
    created: count,
    updated: count,
    unchanged: count,
    skipped: count,
    failed: count,
  }),
  customersCreated: count,
  customersUpdated: count,
  /** How many known customers would get another value, by field, most first. */
  fields: z.array(z.object({ field: z.string(), customers: count })),
  possibleDuplicates: count,
  /** Up to 50 customers, the changed ones first. */
  examples: z.array(rehearsedCustomer),
});
export type Rehearsal = z.infer<typeof rehearsal>;

export const rehearsalContract = contract('ingestion', {
  rehearse: endpoint({
    method: 'POST',
    path: '/imports/:id/rehearse',
    summary:
      'Stores the first 2,000 rows of a draft for a try, tells what would be created and changed, and takes it all back.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({ id }),
    output: rehearsal,
    fails: [
      'ingestion.import_not_found',
      'ingestion.not_a_draft',
      'ingestion.fields_missing',
      'ingestion.upload_expired',
      ...unreadable,
    ],
  }),
});
