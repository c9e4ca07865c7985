import { z } from 'zod';
import { contract, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';

/** By what ways values of customers change. */
export const way = z.enum([
  'hand',
  'work',
  'import',
  'undo',
  'source',
  'split',
  'trust',
  'release',
  'handover',
]);
export type Way = z.output<typeof way>;

/** Several choices come as a list, flags as true or false. */
const value = z.union([z.string(), z.boolean(), z.array(z.string())]).nullable();

const valueChange = z.object({
  id,
  field: z.string().meta({
    description:
      'As in the customer: `postalCode`; `phone` and the like for contact points, `tags` for one tag, `field.<key>` for custom fields, `custom.<name>` for further columns.',
  }),
  at: instant,
  before: value.meta({ description: 'Null = nothing stood there, or what did is not for the caller.' }),
  after: value.meta({ description: 'Null = nothing stands there any more, or it is not for the caller.' }),
  by: z.string().meta({ description: '`user:12`, `system` or `operator`.' }),
  way: way.meta({
    description:
      '`hand`, `work` (bulk work), `import`, `undo` (an import was taken back), `source` (another record arrived), `split`, `trust` (a source is trusted otherwise), `release` (records decide again), `handover` (the owner left).',
  }),
  workId: id.nullable(),
  importId: id.nullable().meta({ description: 'The import that changed it or was taken back.' }),
  from: z
    .object({ importId: id, rowNo: z.string().nullable() })
    .nullable()
    .meta({ description: 'The row of a file that gave the new value, unless its import was taken back.' }),
});
export type ValueChange = z.output<typeof valueChange>;

/** What the values of customers were before. */
export const historyContract = contract('customers', {
  history: endpoint({
    method: 'GET',
    path: '/customers/:id/history',
    summary: 'Lists what values of a customer changed, the newest first: from what to what, by whom and how.',
    needs: 'customers.read',
    input: z.strictObject({
      id,
      ...pageInput,
      field: z.string().min(1).max(200).optional().meta({ description: 'Of this field alone.' }),
    }),
    output: page(valueChange),
    countsReads: 'changes',
    fails: ['customers.not_found', 'customers.field_not_readable', 'platform.wrong_cursor'],
  }),
});
