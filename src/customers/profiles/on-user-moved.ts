import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { followOwner } from './assign-customers.queries.ts';
import { changeInBatches } from './in-batches.ts';

const payloadShape = z.object({ userId: z.string() });

/** Customers belong to the team of their owner: they follow into the one that the owner is in now. */
export const onUserMoved: Reaction = {
  event: 'admin.user_moved',
  name: 'customers.follow_owner',
  async run(ctx, payload) {
    const { userId } = payloadShape.parse(payload);
    await changeInBatches(ctx, async (inner, limit) => {
      const owner = await inner.assignee(userId);
      return owner ? followOwner(inner, userId, owner.teamId, limit) : [];
    });
  },
};
