import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { forgetMovements } from './movements.queries.ts';

const payloadShape = z.object({ ids: z.array(z.string()).optional() });

/** Of customers who are gone for good nothing is kept of where they belonged; whoever judges takes them out. */
export const onCustomersRemoved: Reaction = {
  event: 'customers.removed',
  name: 'segments.forget_movements',
  async run(ctx, payload) {
    const { ids } = payloadShape.parse(payload);
    // Of very many the event does not say who they are.
    await ctx.transact((inner) =>
      ids
        ? forgetMovements(inner, ids)
        : inner.enqueue('forget-removed-members', {}, { key: 'forget-removed-members' }),
    );
  },
};
