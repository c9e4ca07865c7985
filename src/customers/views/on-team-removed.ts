import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { moveTeamViews } from './views.queries.ts';

const payloadShape = z.object({ teamId: z.string(), into: z.string() });

/** Views that a team shares go on with the one above it, where its users are now. */
export const onTeamRemovedViews: Reaction = {
  event: 'admin.team_removed',
  name: 'customers.share_views_above',
  async run(ctx, payload) {
    const { teamId, into } = payloadShape.parse(payload);
    await ctx.transact((inner) => moveTeamViews(inner, teamId, into));
  },
};
