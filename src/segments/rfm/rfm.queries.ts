import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { type Aside, layDifferingAside } from '../standing/differing.queries.ts';
import type { RfmDefinition, RfmOverview, RfmSettings, ScoredCustomer } from './rfm.contract.ts';
import type { RfmGroup, RfmKind, Score } from './rfm-groups.contract.ts';
import { type RfmMoment, scoredCustomers } from './rfm-scores.queries.ts';

/** The settings with what came of them last. */
export interface StoredRfm {
  settings: RfmSettings;
  state: RfmOverview['state'];
  averages: RfmOverview['averages'];
  asked: string;
}

export async function readRfm(ctx: Context): Promise<StoredRfm> {
  const { rows } = await sql<StoredRfm>`select
      json_build_object('windowDays', window_days, 'scoring', scoring, 'version', version) as settings,
      jsonb_build_object('computedFor', computed_for, 'tookMs', took_ms, 'computing', asked > answered) as state,
      averages, asked, computed_at as "computedAt"
    from segments.rfm_settings`.execute(ctx.tx);
  const { computedAt, ...row } = rows[0]! as StoredRfm & { computedAt: string | null };
  return { ...row, state: { ...row.state, computedAt } };
}

/** The changed settings, or undefined where `version` is not the stored one any more. Asks for the scores anew. */
export async function writeSettings(
  ctx: Context,
  version: string,
  { windowDays, scoring }: RfmDefinition,
): Promise<RfmSettings | undefined> {
  const { rows } = await sql<RfmSettings>`update segments.rfm_settings
    set window_days = ${windowDays}, scoring = ${JSON.stringify(scoring)}::jsonb, version = version + 1, asked = asked + 1
    where version::text = ${version}
    returning window_days as "windowDays", scoring, version`.execute(ctx.tx);
  return rows[0];
}

export async function askForScores(ctx: Context): Promise<void> {
  await sql`update segments.rfm_settings set asked = asked + 1`.execute(ctx.tx);
}

/** Whoever works the scores out has them for themselves until the transaction ends. */
export async function holdScores(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('segments.rfm'))`.execute(ctx.tx);
}

export interface StoredScores {
  customers: number;
  /** Rows that were written or taken away; all others are as they were. */
  changed: number;
  averages: RfmOverview['averages'];
}

const valueTypes = {
  ...{ last_day: 'date', purchases: 'integer', spend_minor: 'bigint' },
  ...{ recency: 'smallint', frequency: 'smallint', spend: 'smallint', rfm_group: 'text', rfm_kind: 'text' },
};
const aside: Aside = { table: 'aside_scores', columns: { customer_id: 'bigint', ...valueTypes } };

/** Scores that are to become others; of whoever is to have none any more without values. */
function differingScores(definition: RfmDefinition, moment: RfmMoment): RawBuilder<unknown> {
  const names = Object.keys(valueTypes);
  const fresh = names.map((name) => sql.ref(`f.${name}`));
  const others = names.map((name) => sql`${sql.ref(`f.${name}`)} is distinct from ${sql.ref(`s.${name}`)}`);
  return sql`select coalesce(f.customer_id, s.customer_id) as customer_id, ${sql.join(fresh)}
    from (${scoredCustomers(definition, moment)}) f full join facts.rfm s on s.customer_id = f.customer_id
    where ${sql.join(others, sql` or `)}`;
}

/** Brings the stored scores in step with one state of all orders, and writes differences only. */
export async function storeScores(
  ctx: Context,
  definition: RfmDefinition,
  moment: RfmMoment,
): Promise<StoredScores> {
  await layDifferingAside(ctx, aside, differingScores(definition, moment));
  const names = Object.keys(valueTypes);
  const columns = sql.join(names.map((name) => sql.id(name)));
  const excluded = sql.join(names.map((name) => sql.ref(`excluded.${name}`)));
  const { rows: written } = await sql<{ changed: number }>`
    with gone as (
      delete from segments.rfm old using aside_scores fresh
      where fresh.recency is null and old.customer_id = fresh.customer_id returning 1
    ), written as (
      insert into segments.rfm (customer_id, ${columns})
      select customer_id, ${columns} from aside_scores fresh
      where recency is not null and exists (select from facts.customers c where c.id = fresh.customer_id)
      on conflict (customer_id) do update set (${columns}) = (select ${excluded})
      returning 1
    )
    select (select count(*) from gone)::int + (select count(*) from written)::int as changed`.execute(ctx.tx);
  const { rows } = await sql<{ customers: number } & Record<'r' | 'f' | 's', number | null>>`
    select count(*)::int as customers, avg(recency)::float8 as r, avg(frequency)::float8 as f, avg(spend)::float8 as s
    from segments.rfm`.execute(ctx.tx);
  const { customers, r, f, s } = rows[0]!;
  const averages = r === null ? null : { recency: r, frequency: f!, spend: s! };
  return { customers, changed: written[0]!.changed, averages };
}

export async function noteComputed(
  ctx: Context,
  how: { asked: string; day: string; tookMs: number; averages: RfmOverview['averages'] },
): Promise<void> {
  await sql`update segments.rfm_settings set answered = ${how.asked}::bigint, computed_at = ${ctx.clock.now()},
    computed_for = ${how.day}::date, took_ms = ${how.tookMs}, averages = ${JSON.stringify(how.averages)}::jsonb`.execute(
    ctx.tx,
  );
}

/** Reached customers with the same scores. */
export interface ScoreSums {
  recency: Score;
  frequency: Score;
  spend: Score;
  group: RfmGroup;
  kind: RfmKind;
  customers: number;
  spendMinor: string;
  firstDay: string;
  lastDay: string;
  fewest: string;
  most: string;
  least: string;
  greatest: string;
}

/** Sums over whom `reach`, over facts.customers `c`, lets through; so below. */
export async function sumScores(
  ctx: Context,
  reach: RawBuilder<boolean>,
): Promise<{ rows: ScoreSums[]; asOf: Date }> {
  const { rows, asOf } = await ctx.facts.ask(sql<ScoreSums>`
    select r.recency, r.frequency, r.spend, r.rfm_group as "group", r.rfm_kind as "kind", count(*)::int as customers,
      sum(r.spend_minor)::bigint as "spendMinor", min(r.last_day) as "firstDay", max(r.last_day) as "lastDay",
      min(r.purchases)::bigint as fewest, max(r.purchases)::bigint as most, min(r.spend_minor) as least,
      max(r.spend_minor) as greatest
    from facts.rfm r join facts.customers c on c.id = r.customer_id
    where ${reach}
    group by r.recency, r.frequency, r.spend, r.rfm_group, r.rfm_kind`);
  return { rows, asOf };
}

/** How many customers the actor reaches, those without scores too. */
export async function countReached(ctx: Context, reach: RawBuilder<boolean>): Promise<number> {
  const { rows } = await ctx.facts.ask(sql<{ customers: number }>`
    select count(*)::int as customers from facts.customers c where ${reach}`);
  return rows[0]!.customers;
}

/** How many reached customers would change from which group to which; null = no scores. */
export interface Move {
  before: RfmGroup | null;
  after: RfmGroup | null;
  customers: number;
}

export async function countMoves(
  ctx: Context,
  definition: RfmDefinition,
  moment: RfmMoment,
  reach: RawBuilder<boolean>,
): Promise<{ rows: Move[]; asOf: Date }> {
  return await ctx.facts.ask(sql<Move>`
    select r.rfm_group as "before", fresh.rfm_group as "after", count(*)::int as customers
    from facts.customers c
    left join facts.rfm r on r.customer_id = c.id
    left join (${scoredCustomers(definition, moment)}) fresh on fresh.customer_id = c.id
    where (r.customer_id is not null or fresh.customer_id is not null) and ${reach}
    group by r.rfm_group, fresh.rfm_group`);
}

export interface RfmFilters {
  recency?: Score | undefined;
  frequency?: Score | undefined;
  spend?: Score | undefined;
  group?: RfmGroup | undefined;
  kind?: RfmKind | undefined;
}

/** The scores of a customer, null where there are none; undefined for one who is not reached. */
export async function scoresOfOne(
  ctx: Context,
  id: string,
  reach: RawBuilder<boolean>,
): Promise<{ scores: Scores | null } | undefined> {
  const { rows } = await sql<{ scores: Scores | null }>`
    select case when r.customer_id is not null then jsonb_build_object('id', c.id::text, 'lastDay', r.last_day,
      'purchases', r.purchases, 'spendMinor', r.spend_minor::text, 'recency', r.recency, 'frequency', r.frequency,
      'spend', r.spend, 'group', r.rfm_group, 'rfmKind', r.rfm_kind) end as scores
    from facts.customers c left join facts.rfm r on r.customer_id = c.id
    where c.id = ${id}::bigint and ${reach}`.execute(ctx.tx);
  return rows[0];
}

type Scores = Omit<ScoredCustomer, 'name' | 'kind'>;

/** A page of those who have these scores, those who spent most first; one row more than `limit` where there are more. */
export async function pageOfScored(
  ctx: Context,
  filters: RfmFilters,
  { after, limit }: { after: Cursor | undefined; limit: number },
  reach: RawBuilder<boolean>,
): Promise<{ rows: Omit<ScoredCustomer, 'name'>[]; asOf: Date }> {
  const { recency, frequency, spend, group, kind } = filters;
  const wanted = Object.entries({ recency, frequency, spend, rfm_group: group, rfm_kind: kind })
    .filter(([, value]) => value !== undefined)
    .map(([column, value]) => sql`${sql.ref(`r.${column}`)} = ${sql.lit(value)}`);
  const beyond = after
    ? sql`(r.spend_minor < ${after.value}::bigint or (r.spend_minor = ${after.value}::bigint and r.customer_id < ${after.id}::bigint))`
    : sql`true`;
  return ctx.facts.ask(sql<Omit<ScoredCustomer, 'name'>>`
    select r.customer_id as id, c.kind as "kind", r.last_day as "lastDay", r.purchases, r.spend_minor as "spendMinor",
      r.recency, r.frequency, r.spend, r.rfm_group as "group", r.rfm_kind as "rfmKind"
    from facts.rfm r join facts.customers c on c.id = r.customer_id
    where ${sql.join([...wanted, reach, beyond], sql` and `)}
    order by r.spend_minor desc, r.customer_id desc limit ${sql.lit(limit + 1)}`);
}
