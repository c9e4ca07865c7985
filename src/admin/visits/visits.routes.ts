import type { Context } from '#platform/db/context.ts';
import { bind } from '#platform/http/bind.ts';
import { ownUserId } from '../sessions/own-user-id.ts';
import { visitsContract } from './visits.contract.ts';
import { visitBefore, writeVisit } from './visits.queries.ts';

const since = async (ctx: Context) => ({ since: await visitBefore(ctx, ownUserId(ctx.actor)) });

export const visitRoutes = bind(visitsContract, {
  visit: since,
  async noteVisit(ctx) {
    await writeVisit(ctx, ownUserId(ctx.actor));
    return since(ctx);
  },
});
