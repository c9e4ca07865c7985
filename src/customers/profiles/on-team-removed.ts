import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { moveTeamRows } from './assign-customers.queries.ts';
import { changeInBatches } from './in-batches.ts';

const payloadShape = z.object({ teamId: z.string(), into: z.string() });

/** Customers of a team that is gone belong to the one above it, as their owners do. */
export const onTeamRemoved: Reaction = {
  event: 'admin.team_removed',
  name: 'customers.join_team_above',
  async run(ctx, payload) {
    const { teamId, into } = payloadShape.parse(payload);
    await changeInBatches(ctx, (inner, limit) => moveTeamRows(inner, teamId, into, limit));
  },
};
