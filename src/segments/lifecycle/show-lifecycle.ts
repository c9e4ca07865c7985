import { readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { addDays, startOfDay } from '../rules/moment.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import { brokenAmong, sentencesOf } from '../rules/told-rules.ts';
import { wholeOfStored } from '../segments/rules-behind.ts';
import { namedPage, withReadTotals } from '../standing/standing.ts';
import type { lifecycleContract } from './lifecycle.contract.ts';
import { readLifecycle } from './lifecycle.queries.ts';
import { settingsOf } from './lifecycle.ts';
import { countFlows, countStages, isReached, pageOfChanges, pageOfStaged } from './show-lifecycle.queries.ts';
import { stage as everyStage, type Stage } from './stages.contract.ts';

type Endpoints = (typeof lifecycleContract)['endpoints'];

/**
 * Whom the actor may be told stages of. Fails as the asking of their rules does, those that they will be worked out by next
 * and those that they were by last, where they read what is kept from the actor.
 */
async function reachOfStages(ctx: Context) {
  const stored = await readLifecycle(ctx);
  const settings = settingsOf(stored);
  const rules = settings.stages.map(({ rule }) => rule);
  const applied = (stored.applied ?? []).map(({ rule }) => rule);
  const { known, whole } = await wholeOfStored(ctx, [...rules, ...applied]);
  refuseUnreadable(ctx, whole ?? known);
  return { settings, rules, state: stored.state, reach: reachedByRule(ctx, whole) };
}

/** The stages, their rules in words, and how many reached customers are in each. */
export async function showLifecycle(ctx: Context): Promise<OutputOf<Endpoints['lifecycle']>> {
  const { settings, rules, state, reach } = await reachOfStages(ctx);
  const { rows, asOf } = await countStages(ctx, reach);
  const seesSpend = readsField(ctx, 'spendMinor');
  const stageAt = (at: number) => settings.stages[at]!.stage;
  return {
    settings,
    sentences: (await sentencesOf(ctx, rules)).map((sentence, at) => ({ stage: stageAt(at), ...sentence })),
    broken: (await brokenAmong(ctx, rules)).map(stageAt),
    state,
    customers: rows.reduce((total, { customers }) => total + customers, 0),
    stages: everyStage.options.map((stage) => {
      const {
        customers = 0,
        spendMinor = '0',
        medianDays = null,
      } = rows.find((row) => row.stage === stage) ?? {};
      return { stage, customers, spendMinor: seesSpend ? spendMinor : null, medianDays };
    }),
    asOf: asOf.toISOString(),
  };
}

/** Stages when a period began and when it ended, both days included. Fails with segments.period_ends_first. */
export async function showFlow(
  ctx: Context,
  { from, to }: { from: string; to: string },
): Promise<OutputOf<Endpoints['flow']>> {
  if (to < from) throw fail('invalid', 'segments.period_ends_first');
  const { reach } = await reachOfStages(ctx);
  const { timeZone } = await ctx.organisation();
  const period = { from: startOfDay(from, timeZone), until: startOfDay(addDays(to, 1), timeZone) };
  return { from, to, flows: await countFlows(ctx, period, reach) };
}

/** One page of the customers of a stage. */
export async function listStaged(
  ctx: Context,
  input: { stage?: Stage | undefined; cursor?: string | undefined; limit: number },
): Promise<OutputOf<Endpoints['stagedCustomers']>> {
  const { reach } = await reachOfStages(ctx);
  const { stage, cursor, limit } = input;
  const sort = `stages ${stage ?? ''}`;
  const after = decodeCursor(cursor, sort, 'instant');
  const found = await pageOfStaged(ctx, { stage, after, limit }, reach);
  const { items, ...rest } = await namedPage(ctx, found, { limit, sort, by: ({ since }) => since });
  return { items: items.map((row) => withReadTotals(ctx, row)), ...rest };
}

/** One page of the changes of a customer, the newest first. Fails with customers.not_found for one that the actor does not reach. */
export async function listChanges(
  ctx: Context,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<OutputOf<Endpoints['stageChanges']>> {
  const { reach } = await reachOfStages(ctx);
  if (!(await isReached(ctx, id, reach))) throw fail('notFound', 'customers.not_found');
  const sort = `stage changes ${id}`;
  const rows = await pageOfChanges(ctx, { id, after: decodeCursor(cursor, sort), limit });
  const items = rows.slice(0, limit).map((row) => ({
    ...row,
    orders: readsField(ctx, 'orders') ? row.orders : null,
    lastOrderAt: readsField(ctx, 'lastOrderAt') ? row.lastOrderAt : null,
  }));
  const last = items.at(-1);
  const next = rows.length > limit && last ? encodeCursor({ sort, value: null, id: last.id }) : null;
  return { items, next };
}
