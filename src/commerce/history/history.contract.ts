import { z } from 'zod';
import { customValue } from '#customers/public.contract.ts';
import { contract, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';

const value = customValue.nullable();

const orderChange = z.object({
  id,
  field: z.string().meta({
    description:
      'As in the order: `orderedAt`, `kind`, `store`, `channel`, `brand`, `seller`, `originalNumber`, `customerId`; `field.<key>` for custom fields.',
  }),
  at: instant,
  before: value.meta({
    description: 'Null = nothing stood there, or what did is not for the caller, as a customer out of reach.',
  }),
  after: value.meta({ description: 'Null = nothing stands there any more, or it is not for the caller.' }),
  by: z.string().meta({ description: '`user:12`, `system` or `operator`.' }),
  way: z.enum(['hand', 'import', 'undo']).meta({
    description: '`hand`, `import`, `undo` (an import was taken back).',
  }),
  importId: id.nullable().meta({ description: 'The import that changed it or was taken back.' }),
});
export type OrderChange = z.output<typeof orderChange>;

/** What the values of orders were before. */
export const orderHistoryContract = contract('commerce', {
  history: endpoint({
    method: 'GET',
    path: '/orders/:id/history',
    summary: 'Lists what values of an order changed, the newest first: from what to what, by whom and how.',
    needs: 'commerce.read',
    input: z.strictObject({
      id,
      ...pageInput,
      field: z.string().min(1).max(200).optional().meta({ description: 'Of this field alone.' }),
    }),
    output: page(orderChange),
    countsReads: 'changes',
    fails: ['commerce.order_not_found', 'commerce.field_not_readable', 'platform.wrong_cursor'],
  }),
});
