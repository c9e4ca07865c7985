import { reachOf, type UserActor } from '#platform/access/actor.ts';
import type { Context, NotificationKind } from '#platform/db/context.ts';
import { rulesIn } from '../grades/given-scheme.contract.ts';
import { resumeGrades } from '../grades/grades.ts';
import { readGrades } from '../grades/stored-grades.queries.ts';
import { givenStages } from '../lifecycle/given-stages.ts';
import { readLifecycle } from '../lifecycle/lifecycle.queries.ts';
import { resumeStages } from '../lifecycle/lifecycle.ts';
import { brokenAmong } from '../rules/told-rules.ts';
import { noteStandsStill, type StandingKind, standings, standsStill } from './standing-still.queries.ts';

/** The rules of stages and of grades as they are stored. */
export const rulesOfStanding: Record<StandingKind, (ctx: Context) => Promise<unknown[]>> = {
  stages: async (ctx) => ((await readLifecycle(ctx)).stages ?? givenStages).map(({ rule }) => rule),
  grades: async (ctx) => rulesIn((await readGrades(ctx)).scheme),
};
const needs = 'segments.write';

/**
 * Looks whether the rules of stages and of grades still name what is there. Whoever may change them is told once where they
 * do not; where they do again they are gone on with. The context is that of the system.
 */
export async function checkStanding(ctx: Context): Promise<void> {
  for (const of of standings) {
    const still = (await brokenAmong(ctx, await rulesOfStanding[of](ctx))).length > 0;
    if (still === (await standsStill(ctx, of))) continue;
    await noteStandsStill(ctx, of, still);
    if (still) await tellWhoMayMend(ctx, of);
    else if (of === 'grades') await resumeGrades(ctx);
  }
  await resumeStages(ctx);
}

async function tellWhoMayMend(ctx: Context, of: StandingKind): Promise<void> {
  const users = await ctx.activeUsers();
  const colleagues = await Promise.all(users.map(({ id }) => ctx.colleague(id)));
  await ctx.notify(
    colleagues
      .filter((user) => user !== undefined)
      .filter(mayMend)
      .map(({ userId }) => ({ userId, kind: kindOf(of), key: kindOf(of), subject: {} })),
  );
}

function mayMend(user: UserActor): boolean {
  const { change, unassigned } = reachOf(user, 'customers');
  return user.permissions.has(needs) && change === 'all' && unassigned;
}

const kindOf = (of: StandingKind) => `segments.${of}_broken`;
const pages: Record<StandingKind, string> = { stages: '/segments/lifecycle', grades: '/segments/grades' };

/** Tells for as long as stages, or grades, stand still. */
export const standingBrokenKinds = standings.map(
  (of): NotificationKind => ({
    kind: kindOf(of),
    needs,
    async describe(ctx, notifications) {
      if (!(await standsStill(ctx, of))) return new Map();
      return new Map(notifications.map(({ id }) => [id, { values: {}, to: pages[of] }]));
    },
  }),
);
