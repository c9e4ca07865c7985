import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { compileRules } from '../rules/compile-rule.queries.ts';
import type { Moment } from '../rules/moment.ts';
import type { RuleNames } from '../rules/rule-names.ts';
import { type Aside, layDifferingAside } from '../standing/differing.queries.ts';
import type { WorkedOut } from '../standing/standing.contract.ts';
import { givenStages, type StageRule } from './given-stages.ts';
import type { Stage } from './stages.contract.ts';

/** A stage with its rule as it was stored once. */
export interface StoredStage {
  stage: Stage;
  rule: unknown;
}

/** The settings with what came of them last. */
export interface StoredLifecycle {
  /** Null: as the product gives them. */
  stages: StoredStage[] | null;
  version: number;
  /** Null before stages were worked out at all. */
  appliedVersion: number | null;
  /** By which stages were worked out last. */
  applied: readonly StoredStage[] | null;
  asked: string;
  state: WorkedOut;
}

export async function readLifecycle(ctx: Context): Promise<StoredLifecycle> {
  const { rows } = await sql<Omit<StoredLifecycle, 'state'> & WorkedOut>`select stages, version,
      applied_version as "appliedVersion", applied_stages as applied, asked, asked > answered as computing, computed_at as "computedAt",
      computed_for as "computedFor", took_ms as "tookMs"
    from segments.lifecycle_settings`.execute(ctx.tx);
  const { computing, computedAt, computedFor, tookMs, ...row } = rows[0]!;
  const applied = row.appliedVersion === null ? null : (row.applied ?? givenStages);
  return { ...row, applied, state: { computing, computedAt, computedFor, tookMs } };
}

/** False where `version` is not the stored one any more. Asks for the stages anew. */
export async function writeStageRules(
  ctx: Context,
  version: string,
  stages: readonly StageRule[] | null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update segments.lifecycle_settings
    set stages = ${stages === null ? null : JSON.stringify(stages)}::jsonb, version = version + 1, asked = asked + 1, stands_still = false
    where version::text = ${version}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

export async function askForStages(ctx: Context): Promise<void> {
  await sql`update segments.lifecycle_settings set asked = asked + 1`.execute(ctx.tx);
}

/** What rules are asked with. */
export interface Asking {
  moment: Moment;
  names: RuleNames;
}

/** The stage of every customer of facts.customers, as `customer_id, stage`: the first rule that holds decides, null where none does. */
function stagedCustomers(stages: readonly StageRule[], { moment, names }: Asking): RawBuilder<unknown> {
  const { from, holds } = compileRules(
    stages.map(({ rule }) => rule),
    moment,
    names,
  );
  const cases = stages.map(({ stage }, at) => sql`when ${holds[at]} then ${sql.lit(stage)}`);
  return sql`select c.id as customer_id, case ${sql.join(cases, sql` `)} end as stage, c.orders, c.cancellations,
      c.last_order_at
    from ${from}`;
}

/** Customers who moved the same way at once, some thousands at most. */
export interface Moved {
  from: Stage | null;
  to: Stage | null;
  ids: string[];
}

/** As many as are told at once. */
export const mostAtOnce = 5_000;

const aside: Aside = {
  table: 'aside_stages',
  columns: {
    ...{ customer_id: 'bigint', stage: 'text', orders: 'integer', cancellations: 'integer' },
    ...{ last_order_at: 'timestamptz', present: 'boolean' },
  },
};

/** Stages that are to become others, or whose documents are others than when they were worked out; of who is gone nothing is present. */
function differingStages(stages: readonly StageRule[], asking: Asking): RawBuilder<unknown> {
  return sql`select coalesce(f.customer_id, s.customer_id) as customer_id, f.stage, f.orders, f.cancellations, f.last_order_at,
      f.customer_id is not null as present
    from (${stagedCustomers(stages, asking)}) f full join facts.stages s on s.customer_id = f.customer_id
    where f.stage is distinct from s.stage or (f.stage is not null
      and (f.orders is distinct from s.orders or f.cancellations is distinct from s.cancellations))`;
}

/**
 * Brings the stored stages of everybody in step with one state of all facts. Gives back how many moved;
 * who they are is laid aside until the transaction ends, for `movedStages`: the server itself never holds all of very many.
 * Once a transaction.
 */
export async function storeStages(
  ctx: Context,
  stages: readonly StageRule[],
  asking: Asking,
  { byRules }: { byRules: boolean },
): Promise<number> {
  await sql`create temp table if not exists moved_stages
    (place bigint primary key, from_stage text, to_stage text, customer_id bigint) on commit delete rows`.execute(
    ctx.tx,
  );
  await layDifferingAside(ctx, aside, differingStages(stages, asking));
  const fresh = sql`select * from aside_stages where present`;
  const among = sql`customer_id in (select customer_id from aside_stages)`;
  const written = stagesWritten(ctx, { fresh, among, byRules });
  const { rows } = await sql<{ moved: number }>`${written}, aside as (
      insert into moved_stages
      select row_number() over (order by from_stage, to_stage, customer_id), from_stage, to_stage, customer_id
      from changed returning 1
    ) select count(*)::integer as moved from aside`.execute(ctx.tx);
  return rows[0]!.moved;
}

/** Some of those who moved, after so many. */
export async function movedStages(ctx: Context, { after }: { after: number }): Promise<Moved[]> {
  const { rows } = await sql<Moved>`
    select from_stage as "from", to_stage as "to", array_agg(customer_id::text order by place) as ids
    from moved_stages where place > ${after} and place <= ${after + mostAtOnce}
    group by from_stage, to_stage order by min(place)`.execute(ctx.tx);
  return rows;
}

/** A customer as judged, with what is known of their documents. */
export interface Staged {
  customer_id: string;
  stage: string | null;
  orders: string | null;
  cancellations: string | null;
  last_order_at: string | null;
}

/** The same of these few customers alone, who are given back; who is not among the judged any more leaves their stage. */
export async function writeJudgedStages(
  ctx: Context,
  ids: readonly string[],
  judged: readonly Staged[],
): Promise<Moved[]> {
  const fresh = sql`select * from json_to_recordset(${JSON.stringify(judged)}::json)
    as j(customer_id bigint, stage text, orders int, cancellations int, last_order_at timestamptz)`;
  const among = sql`customer_id = any(${ids}::bigint[])`;
  const { rows } = await sql<Moved>`${stagesWritten(ctx, { fresh, among, byRules: false })}
    select from_stage as "from", to_stage as "to", array_agg(customer_id::text order by customer_id) as ids
    from changed group by from_stage, to_stage order by from_stage, to_stage`.execute(ctx.tx);
  return rows;
}

interface Writing {
  /** As `customer_id, stage, orders, cancellations, last_order_at`. */
  fresh: RawBuilder<unknown>;
  /** Which of the stored stages are compared. */
  among: RawBuilder<unknown>;
  byRules: boolean;
}

/** Differences alone are written, and each change is kept with its cause; who moved is in `changed`, for a query behind it. */
function stagesWritten(ctx: Context, { fresh, among, byRules }: Writing): RawBuilder<unknown> {
  const now = ctx.clock.now();
  return sql`with fresh as materialized (${fresh}),
    stored as (select * from segments.stages where ${among}),
    looked as materialized (
      select coalesce(f.customer_id, s.customer_id) as customer_id, s.stage as from_stage, f.stage as to_stage, f.orders,
        f.cancellations, f.last_order_at,
        f.customer_id is not null and (s.orders, s.cancellations) is distinct from (f.orders, f.cancellations) as traded
      from fresh f full join stored s on s.customer_id = f.customer_id
      where f.stage is not null or s.customer_id is not null
    ), changed as materialized (
      select * from looked where from_stage is distinct from to_stage
    ), gone as (
      delete from segments.stages s using changed c where c.to_stage is null and s.customer_id = c.customer_id
    ), written as (
      insert into segments.stages (customer_id, stage, since, orders, cancellations)
      select customer_id, to_stage, ${now}::timestamptz, orders, cancellations from looked
      where to_stage is not null and (from_stage is distinct from to_stage or traded)
      on conflict (customer_id) do update set orders = excluded.orders, cancellations = excluded.cancellations,
        stage = excluded.stage,
        since = case when stages.stage = excluded.stage then stages.since else excluded.since end
    ), noted as (
      insert into segments.stage_changes (customer_id, changed_at, from_stage, to_stage, cause, orders, last_order_at)
      select customer_id, ${now}::timestamptz, from_stage, to_stage,
        case when from_stage is null then 'first' when ${byRules}::boolean then 'rules' when traded then 'orders' else 'other' end,
        orders, last_order_at
      from changed
    )`;
}

/** Keeps nothing of how these customers moved. */
export async function forgetStageChanges(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`delete from segments.stage_changes where customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
}

export async function noteStaged(
  ctx: Context,
  { asked, version, stages }: Pick<StoredLifecycle, 'asked' | 'version' | 'stages'>,
  how: { day: string; tookMs: number },
): Promise<void> {
  await sql`update segments.lifecycle_settings set answered = ${asked}::bigint, applied_version = ${version},
    applied_stages = ${stages === null ? null : JSON.stringify(stages)}::jsonb,
    computed_at = ${ctx.clock.now()}, computed_for = ${how.day}::date, took_ms = ${how.tookMs}`.execute(
    ctx.tx,
  );
}

export interface Flow {
  from: Stage | null;
  to: Stage | null;
  customers: number;
}

/** How reached customers would move by other rules. */
export async function countMoves(
  ctx: Context,
  stages: readonly StageRule[],
  asking: Asking,
  reach: RawBuilder<boolean>,
): Promise<{ rows: Flow[]; asOf: Date }> {
  return await ctx.facts.ask(sql<Flow>`
    select s.stage as "from", fresh.stage as "to", count(*)::int as customers
    from facts.customers c
    join (${stagedCustomers(stages, asking)}) fresh on fresh.customer_id = c.id
    left join facts.stages s on s.customer_id = c.id
    where ${reach}
    group by s.stage, fresh.stage`);
}
