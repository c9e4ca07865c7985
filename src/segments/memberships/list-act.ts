import { z } from 'zod';
import type { BulkAct } from '#platform/db/context.ts';
import { id } from '#platform/http/contract.ts';
import { moveByHand } from './move-by-hand.ts';

const task = z.object({ segmentId: id });

/** Puts many customers into a list made by hand, as work in the background. */
export const listAct: BulkAct = {
  name: 'customers.list',
  needs: 'segments.write',
  doTo: (ctx, given, ids) => moveByHand(ctx, { id: task.parse(given).segmentId, ids }, 'enter'),
};
