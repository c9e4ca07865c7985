import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import type { StageChange, StagedCustomer } from './lifecycle.contract.ts';
import type { Flow } from './lifecycle.queries.ts';
import type { Stage } from './stages.contract.ts';

export interface StageCount {
  /** Null: in no stage. */
  stage: Stage | null;
  customers: number;
  spendMinor: string;
  /** Days that the one in the middle has been in the stage. */
  medianDays: number | null;
}

/** How many reached customers are in which stage, and since when; `reach` is over facts.customers `c`. */
export async function countStages(
  ctx: Context,
  reach: RawBuilder<boolean>,
): Promise<{ rows: StageCount[]; asOf: Date }> {
  const now = ctx.clock.now().toISOString();
  const { rows, asOf } = await ctx.facts.ask(sql<StageCount>`
    select s.stage, count(*)::int as customers, coalesce(sum(c.spend_minor), 0)::bigint as "spendMinor",
      floor(percentile_cont(0.5) within group (order by extract(epoch from ${now}::timestamptz) - extract(epoch from s.since))
        / 86400)::int as "medianDays"
    from facts.customers c left join facts.stages s on s.customer_id = c.id
    where ${reach} group by s.stage`);
  return { rows, asOf };
}

/**
 * How many reached customers were in which stage at the start of a period and in which at its end. Those who did not move are
 * part of it; null = in none, or not known yet.
 */
export async function countFlows(
  ctx: Context,
  { from, until }: { from: string; until: string },
  reach: RawBuilder<boolean>,
): Promise<Flow[]> {
  const { rows } = await sql<Flow>`
    with later as (
      select distinct on (customer_id) customer_id, from_stage from segments.stage_changes
      where changed_at >= ${until}::timestamptz order by customer_id, id
    ), within as (
      select distinct on (customer_id) customer_id, from_stage from segments.stage_changes
      where changed_at >= ${from}::timestamptz order by customer_id, id
    ), ended as (
      select c.id as customer_id, case when l.customer_id is null then s.stage else l.from_stage end as stage
      from facts.customers c left join segments.stages s on s.customer_id = c.id left join later l on l.customer_id = c.id
      where ${reach}
    )
    select case when w.customer_id is null then e.stage else w.from_stage end as "from", e.stage as "to",
      count(*)::int as customers
    from ended e left join within w on w.customer_id = e.customer_id
    group by 1, 2 order by 1, 2`.execute(ctx.tx);
  return rows.filter(({ from: first, to }) => first !== null || to !== null);
}

/** A page of reached customers of a stage, those who came into it last first; one row more where there are more. */
export async function pageOfStaged(
  ctx: Context,
  { stage, after, limit }: { stage: Stage | undefined; after: Cursor | undefined; limit: number },
  reach: RawBuilder<boolean>,
): Promise<{ rows: Omit<StagedCustomer, 'name'>[]; asOf: Date }> {
  const beyond = after
    ? sql`(s.since < ${after.value}::timestamptz or (s.since = ${after.value}::timestamptz and s.customer_id < ${after.id}::bigint))`
    : sql`true`;
  return ctx.facts.ask(sql<Omit<StagedCustomer, 'name'>>`
    select s.customer_id as id, c.kind as "kind", s.stage, s.since, c.orders, c.spend_minor as "spendMinor", c.last_order_at as "lastOrderAt"
    from facts.stages s join facts.customers c on c.id = s.customer_id
    where ${reach} and ${beyond} and ${stage === undefined ? sql`true` : sql`s.stage = ${sql.lit(stage)}`}
    order by s.since desc, s.customer_id desc limit ${sql.lit(limit + 1)}`);
}

/** Whether a customer is reached. */
export async function isReached(ctx: Context, id: string, reach: RawBuilder<boolean>): Promise<boolean> {
  const { rows } = await sql`select from facts.customers c where c.id = ${id}::bigint and ${reach}`.execute(
    ctx.tx,
  );
  return rows.length > 0;
}

/** A page of the changes of a customer, the newest first; one row more where there are more. */
export async function pageOfChanges(
  ctx: Context,
  { id, after, limit }: { id: string; after: Cursor | undefined; limit: number },
): Promise<StageChange[]> {
  const beyond = after ? sql`id < ${after.id}::bigint` : sql`true`;
  const { rows } =
    await sql<StageChange>`select id, changed_at as "changedAt", from_stage as "from", to_stage as "to", cause,
      orders, last_order_at as "lastOrderAt"
    from segments.stage_changes where customer_id = ${id}::bigint and ${beyond}
    order by id desc limit ${limit + 1}`.execute(ctx.tx);
  return rows;
}
