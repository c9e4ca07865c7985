import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import type { Finding } from '../rules/rules.contract.ts';

const upkeepLock = 5_120_032;

/** Until the transaction ends nobody else works out members. */
export async function holdUpkeep(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(${upkeepLock})`.execute(ctx.tx);
}

/** Customers by id to be judged anew; guests are nobody. Waits for whoever judges one of them just now. */
export async function queueCustomers(
  ctx: Context,
  ids: readonly string[],
  cause: 'changed' | 'time' = 'changed',
): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into segments.to_judge (customer_id, cause)
    select distinct id, ${cause} from unnest(${ids}::bigint[]) id where id <> 0 order by 1
    on conflict (customer_id) do nothing`.execute(ctx.tx);
}

/** The same for whom these documents belong to by now. */
export async function queueOfOrders(ctx: Context, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`insert into segments.to_judge (customer_id, cause)
    select distinct customer_id, 'changed' from facts.orders where id = any(${orderIds}::bigint[]) and customer_id <> 0
    order by 1 on conflict (customer_id) do nothing`.execute(ctx.tx);
}

/** Takes some off the queue, before anything is read of them: what changes from now on puts them there again. */
export async function takeQueued(
  ctx: Context,
  limit: number,
): Promise<{ customerId: string; cause: 'changed' | 'time' }[]> {
  const { rows } = await sql<{ customerId: string; cause: 'changed' | 'time' }>`
    delete from segments.to_judge where customer_id in (
      select customer_id from segments.to_judge order by customer_id limit ${limit} for update skip locked)
    returning customer_id as "customerId", cause`.execute(ctx.tx);
  return rows;
}

export interface RuledSegment {
  id: string;
  name: string;
  kind: 'dynamic' | 'static';
  rule: Rule;
  findings: Finding[];
  ownerId: string | null;
  filledRule: number | null;
  ruleVersion: number;
}

const columns = sql`id, name, kind, rule, findings, owner_id as "ownerId", filled_rule as "filledRule",
  rule_version as "ruleVersion"`;

/** Dynamic segments in use; they, and whether they are in use, stay as they are until the end. */
export async function dynamicSegments(ctx: Context): Promise<RuledSegment[]> {
  const { rows } = await sql<RuledSegment>`select ${columns} from segments.segments
    where kind = 'dynamic' and archived_at is null order by id for share`.execute(ctx.tx);
  return rows;
}

/** Segments whose members are to be worked out, of those that can be. */
export async function segmentsToFill(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from segments.segments
    where rule is not null and archived_at is null and findings = '[]' and filled_rule is distinct from rule_version
    order by id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** A segment in use that has a rule. */
export async function readRuled(
  ctx: Context,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RuledSegment | undefined> {
  const { rows } = await sql<RuledSegment>`select ${columns} from segments.segments
    where id = ${id} and rule is not null and archived_at is null ${lock ? sql`for update` : sql``}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Members are as the rule says by now; looks again at `dueAt`. */
export async function writeFilled(
  ctx: Context,
  { id, ruleVersion }: RuledSegment,
  dueAt: string,
): Promise<void> {
  const now = ctx.clock.now();
  await sql`update segments.segments set filled_rule = ${ruleVersion}, filled_at = ${now}, passed_at = ${now},
    due_at = ${dueAt} where id = ${id}`.execute(ctx.tx);
}

export async function writePassed(ctx: Context, id: string, dueAt: string): Promise<void> {
  await sql`update segments.segments set passed_at = ${ctx.clock.now()}, due_at = ${dueAt} where id = ${id}`.execute(
    ctx.tx,
  );
}

/** Dynamic segments that stand as filled, whose time has come. */
export async function segmentsDue(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from segments.segments
    where kind = 'dynamic' and archived_at is null and findings = '[]' and filled_rule = rule_version
      and due_at <= ${ctx.clock.now()} order by due_at, id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Something changed of too many to name them: all segments are looked through soon, each once a minute at most. */
export async function lookThroughSoon(ctx: Context): Promise<void> {
  await sql`update segments.segments
    set due_at = least(due_at, greatest(${ctx.clock.now()}::timestamptz, passed_at + interval '1 minute'))
    where kind = 'dynamic'`.execute(ctx.tx);
}

/** Notes what a rule names in vain; where it is mended members are worked out anew. */
export async function writeFindings(ctx: Context, id: string, findings: readonly Finding[]): Promise<void> {
  await sql`update segments.segments set findings = ${JSON.stringify(findings)}::jsonb,
    filled_rule = case when ${findings.length > 0} then filled_rule end where id = ${id}`.execute(ctx.tx);
}

/** When the database's own clock says it is: snapshots are told by it. */
export async function databaseTime(ctx: Context): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(ctx.tx);
  return new Date(rows[0]!.now);
}

export async function membersAmong(
  ctx: Context,
  ids: readonly string[],
): Promise<{ segmentId: string; customerId: string }[]> {
  const { rows } = await sql<{ segmentId: string; customerId: string }>`
    select segment_id as "segmentId", customer_id as "customerId" from segments.members
    where customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
  return rows;
}
