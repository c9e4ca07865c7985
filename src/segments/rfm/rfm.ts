import { refuseNarrowReach } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { decodeCursor } from '#platform/http/cursor.ts';
import { intervalOf, momentAt } from '../rules/moment.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { namedPage } from '../standing/standing.ts';
import type { RfmDefinition, RfmOverview, RfmSettings, rfmContract, ScoreBar } from './rfm.contract.ts';
import {
  askForScores,
  countMoves,
  countReached,
  holdScores,
  noteComputed,
  pageOfScored,
  type RfmFilters,
  readRfm,
  type ScoreSums,
  type StoredScores,
  scoresOfOne,
  storeScores,
  sumScores,
  writeSettings,
} from './rfm.queries.ts';
import { groupOf, rfmGroup, rfmKind, scores } from './rfm-groups.contract.ts';
import type { RfmMoment } from './rfm-scores.queries.ts';

const everyScore: Rule = { type: 'rfm', measure: 'recency', operator: 'is', values: ['1'] };

/** Whom the actor may be told scores of. Fails as the asking of a rule about them does. */
function reachOfScores(ctx: Context) {
  refuseUnreadable(ctx, everyScore);
  return reachedByRule(ctx, everyScore);
}

/** The map of recency and frequency, its groups and the spread of each score, of those whom the actor reaches. */
export async function showRfm(ctx: Context): Promise<RfmOverview> {
  const reach = reachOfScores(ctx);
  const { settings, state, averages } = await readRfm(ctx);
  const { rows, asOf } = await sumScores(ctx, reach);
  const total = summed(rows);
  return {
    settings,
    state,
    ...total,
    unscored: Math.max(0, (await countReached(ctx, reach)) - total.customers),
    cells: scores.flatMap((recency) =>
      scores.map((frequency) => {
        const within = rows.filter((row) => row.recency === recency && row.frequency === frequency);
        return { recency, frequency, group: groupOf(recency, frequency), ...summed(within) };
      }),
    ),
    groups: rfmGroup.options.map((key) => ({ key, ...summed(rows.filter((row) => row.group === key)) })),
    kinds: rfmKind.options.map((key) => ({ key, ...summed(rows.filter((row) => row.kind === key)) })),
    averages,
    bars: {
      recency: barsOf(rows, 'recency', ({ firstDay, lastDay }) => [
        BigInt(daysBetween(lastDay, state.computedFor ?? lastDay)),
        BigInt(daysBetween(firstDay, state.computedFor ?? lastDay)),
      ]),
      frequency: barsOf(rows, 'frequency', ({ fewest, most }) => [BigInt(fewest), BigInt(most)]),
      spend: barsOf(rows, 'spend', ({ least, greatest }) => [BigInt(least), BigInt(greatest)]),
    },
    asOf: asOf.toISOString(),
  };
}

function summed(rows: readonly ScoreSums[]): { customers: number; spendMinor: string } {
  return {
    customers: rows.reduce((total, row) => total + row.customers, 0),
    spendMinor: String(rows.reduce((total, row) => total + BigInt(row.spendMinor), 0n)),
  };
}

/** How many have each score of a measure, and between which values they lie. */
function barsOf(
  rows: readonly ScoreSums[],
  measure: 'recency' | 'frequency' | 'spend',
  ends: (row: ScoreSums) => [bigint, bigint],
): ScoreBar[] {
  return scores.flatMap((score) => {
    const within = rows.filter((row) => row[measure] === score);
    if (within.length === 0) return [];
    const values = within.flatMap(ends);
    const from = values.reduce((least, value) => (value < least ? value : least));
    const to = values.reduce((most, value) => (value > most ? value : most));
    return [{ score, customers: summed(within).customers, from: String(from), to: String(to) }];
  });
}

const dayMs = 86_400_000;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** One page of those with these scores. */
export async function listScored(
  ctx: Context,
  input: RfmFilters & { cursor?: string | undefined; limit: number },
): Promise<OutputOf<typeof rfmContract.endpoints.rfmCustomers>> {
  const reach = reachOfScores(ctx);
  const { cursor, limit, ...filters } = input;
  const sort = `rfm ${JSON.stringify(filters)}`;
  const after = decodeCursor(cursor, sort, 'bigint');
  const found = await pageOfScored(ctx, filters, { after, limit }, reach);
  return namedPage(ctx, found, { limit, sort, by: ({ spendMinor }) => spendMinor });
}

/** The scores of one customer. Fails with customers.not_found for one that the actor does not reach. */
export async function showScores(
  ctx: Context,
  { id }: { id: string },
): Promise<OutputOf<typeof rfmContract.endpoints.customerScores>> {
  const found = await scoresOfOne(ctx, id, reachOfScores(ctx));
  if (!found) throw fail('notFound', 'customers.not_found');
  return found;
}

/** How the groups would look by other settings, of those whom the actor reaches. */
export async function previewRfm(ctx: Context, definition: RfmDefinition) {
  const reach = reachOfScores(ctx);
  const { rows: moves, asOf } = await countMoves(ctx, definition, await rfmMoment(ctx, definition), reach);
  const count = (holds: (move: (typeof moves)[number]) => boolean) =>
    moves.filter(holds).reduce((total, { customers }) => total + customers, 0);
  return {
    customers: count(({ after }) => after !== null),
    moved: count(({ before, after }) => before !== null && after !== null && before !== after),
    scored: count(({ before }) => before === null),
    unscored: count(({ after }) => after === null),
    groups: rfmGroup.options.map((key) => ({
      key,
      before: count(({ before }) => before === key),
      after: count(({ after }) => after === key),
    })),
    asOf: asOf.toISOString(),
  };
}

/**
 * Changes how scores are worked out, of everybody: hence by those who may change all. Fails with customers.needs_all and
 * segments.version_conflict.
 */
export async function editRfm(ctx: Context, definition: RfmDefinition): Promise<RfmSettings> {
  refuseNarrowReach(ctx);
  const settings = await writeSettings(ctx, ctx.ifMatch ?? '', definition);
  if (!settings) throw fail('conflict', 'segments.version_conflict');
  await ctx.audit('segments.rfm_changed', 'rfm', { ...definition });
  await ctx.enqueue('segments.compute_rfm', {}, { key: 'segments.compute_rfm' });
  return settings;
}

/** Asks for the scores anew. */
export async function askForRfm(ctx: Context): Promise<RfmOverview['state']> {
  await askForScores(ctx);
  await ctx.enqueue('segments.compute_rfm', {}, { key: 'segments.compute_rfm' });
  return (await readRfm(ctx)).state;
}

/**
 * Works the scores out where somebody asked for them or a new day has begun in the organisation's time zone; gives nothing
 * where they stand. Whoever comes at the same time waits and finds nothing left to do.
 */
export async function computeRfm(ctx: Context): Promise<StoredScores | undefined> {
  await holdScores(ctx);
  const { settings, state, asked } = await readRfm(ctx);
  const moment = await rfmMoment(ctx, settings);
  if (!state.computing && state.computedFor === moment.today) return undefined;
  const began = performance.now();
  const stored = await storeScores(ctx, settings, moment);
  const tookMs = Math.round(performance.now() - began);
  await noteComputed(ctx, { asked, day: moment.today, tookMs, averages: stored.averages });
  await ctx.emit('rfm.computed', { customers: stored.customers, changed: stored.changed });
  return stored;
}

/** Now, and the window that ends now. */
async function rfmMoment(ctx: Context, { windowDays }: RfmDefinition): Promise<RfmMoment> {
  const moment = momentAt(ctx.clock.now(), (await ctx.organisation()).timeZone);
  const within = intervalOf({ days: windowDays ?? 1 }, moment);
  return { ...moment, within: windowDays === null ? { until: within.until } : within };
}
