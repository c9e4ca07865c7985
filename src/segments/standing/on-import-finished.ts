import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { askForGrades } from '../grades/grades.ts';
import { askForRfm } from '../rfm/rfm.ts';

const payloadShape = z.object({ orders: z.number(), cancellations: z.number(), customers: z.number() });

/** Whoever brought a file need not wait for the next day to see scores and grades of it. */
export const onImportFinished: Reaction = {
  event: 'import.finished',
  name: 'segments.standings_follow_imports',
  async run(ctx, payload) {
    const { orders, cancellations, customers } = payloadShape.parse(payload);
    const hasOrders = orders + cancellations > 0;
    if (!hasOrders && customers === 0) return;
    await ctx.transact(async (inner) => {
      if (hasOrders) await askForRfm(inner);
      await askForGrades(inner);
    });
  },
};
