import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { moveTeamSegments } from './segments.queries.ts';

const payloadShape = z.object({ teamId: z.string(), into: z.string() });

/** Segments that a team shares go on with the one above it, where its users are now. */
export const onTeamRemoved: Reaction = {
  event: 'admin.team_removed',
  name: 'segments.share_segments_above',
  async run(ctx, payload) {
    const { teamId, into } = payloadShape.parse(payload);
    await ctx.transact((inner) => moveTeamSegments(inner, teamId, into));
  },
};
