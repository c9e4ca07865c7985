import type { Reaction } from '#platform/domains/domain.ts';
import { stageEverybodySoon } from '../lifecycle/lifecycle.ts';
import { lookThroughSoon } from './upkeep.queries.ts';

/** Rules mean teams with those below them: where one lies elsewhere they mean others, although no customer changed. */
export const onTeamMoved: Reaction = {
  event: 'admin.team_moved',
  name: 'segments.follow_moved_team',
  async run(ctx) {
    await ctx.transact(async (inner) => {
      await lookThroughSoon(inner);
      await stageEverybodySoon(inner);
    });
  },
};
