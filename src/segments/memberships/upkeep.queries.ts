import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import type { Finding } from '../rules/rules.contract.ts';
import { storedRule } from '../rules/stored-rule.ts';
import { inOrder } from './in-order.ts';
import type { QueueCause } from './queue.queries.ts';

const upkeepLock = 5_120_032;

/** Until the transaction ends nobody else works out members. */
export async function holdUpkeep(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(${upkeepLock})`.execute(ctx.tx);
}

export interface RuledSegment {
  id: string;
  name: string;
  kind: 'dynamic' | 'static';
  /** Undefined where this version cannot read it. */
  rule: Rule | undefined;
  findings: Finding[];
  ownerId: string | null;
  filledRule: number | null;
  ruleVersion: number;
  /** When it is looked through next, and why. */
  dueAt: string | null;
  dueCause: QueueCause;
}

const ruled = sql`select id, name, kind, rule, findings, owner_id as "ownerId", filled_rule as "filledRule",
  rule_version as "ruleVersion", due_at as "dueAt", due_cause as "dueCause" from segments.segments where rule is not null and archived_at is null`;

const readable = <Row extends { rule: unknown }>(row: Row) => ({ ...row, rule: storedRule(row.rule) });

/** Dynamic segments in use, each after those it stands on; they, and whether they are in use, stay as they are until the end. */
export async function dynamicSegments(ctx: Context): Promise<RuledSegment[]> {
  const { rows } = await sql<RuledSegment>`${ruled} and kind = 'dynamic' order by id for share`.execute(
    ctx.tx,
  );
  return inOrder(rows.map(readable));
}

/** Segments in use whose rule counts: it goes on to hold, or is to be asked yet. They stay as they are until the end. */
export async function segmentsToCheck(ctx: Context): Promise<RuledSegment[]> {
  const { rows } = await sql<RuledSegment>`${ruled}
    and (kind = 'dynamic' or filled_rule is distinct from rule_version) order by id for share`.execute(
    ctx.tx,
  );
  return rows.map(readable);
}

/** Segments whose members are to be worked out, of those that can be, each after those it stands on. */
export async function segmentsToFill(ctx: Context): Promise<string[]> {
  const { rows } = await sql<RuledSegment>`${ruled}
    and findings = '[]' and filled_rule is distinct from rule_version order by id`.execute(ctx.tx);
  return inOrder(rows.map(readable)).map(({ id }) => id);
}

/** Dynamic segments in use whose rules name this one. */
export function segmentsNaming(ctx: Context, id: string): Promise<string[]> {
  return segmentsWhoseRule(ctx, (rule) => segmentsNamedBy(rule).includes(id));
}

/** Dynamic segments in use whose rules are so. */
export async function segmentsWhoseRule(ctx: Context, isSo: (rule: Rule) => boolean): Promise<string[]> {
  const { rows } = await sql<RuledSegment>`${ruled} and kind = 'dynamic' order by id`.execute(ctx.tx);
  return rows
    .map(readable)
    .filter(({ rule }) => rule && isSo(rule))
    .map(({ id }) => id);
}

/** A segment in use that has a rule. */
export async function readRuled(
  ctx: Context,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<RuledSegment | undefined> {
  const { rows } = await sql<RuledSegment>`${ruled} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    ctx.tx,
  );
  return rows.map(readable)[0];
}

/** Members are as the rule says by now; looks again at `dueAt`. */
export async function writeFilled(
  ctx: Context,
  { id, ruleVersion }: RuledSegment,
  dueAt: string,
): Promise<void> {
  const now = ctx.clock.now();
  await sql`update segments.segments set filled_rule = ${ruleVersion}, filled_by = rule, filled_at = ${now}, passed_at = ${now},
    due_at = ${dueAt}, due_cause = 'time' where id = ${id}`.execute(ctx.tx);
}

/** It was looked through; where it became due anew since its `dueAt` was read it stays so. */
export async function writePassed(ctx: Context, { id, dueAt }: RuledSegment, next: string): Promise<void> {
  const stays = sql`due_at is distinct from ${dueAt}::timestamptz`;
  await sql`update segments.segments set passed_at = ${ctx.clock.now()},
    due_cause = case when ${stays} then due_cause else 'time' end,
    due_at = case when ${stays} then due_at else ${next}::timestamptz end where id = ${id}`.execute(ctx.tx);
}

export interface Due {
  id: string;
  dueAt: string;
  /** What made it due at that time was committed before. */
  since: Date;
}

/** Dynamic segments that stand as filled, whose time has come. */
export async function segmentsDue(ctx: Context): Promise<Due[]> {
  const { rows } = await sql<Pick<Due, 'id' | 'dueAt'>>`select id, due_at as "dueAt" from segments.segments
    where kind = 'dynamic' and archived_at is null and findings = '[]' and filled_rule = rule_version
      and due_at <= ${ctx.clock.now()} order by due_at, id`.execute(ctx.tx);
  const since = await databaseTime(ctx);
  return rows.map((row) => ({ ...row, since }));
}

/** Whoever looks through one that was due already sees that it became so anew: its time is another. */
const sooner = (ctx: Context, at: RawBuilder<unknown>) =>
  sql`case when due_at <= ${ctx.clock.now()} then due_at - interval '1 microsecond' else least(due_at, ${at}) end`;

/** Something changed of too many to name them: all segments are looked through soon, each once a minute at most. */
export async function lookThroughSoon(ctx: Context): Promise<void> {
  const soon = sql`greatest(${ctx.clock.now()}::timestamptz, passed_at + interval '1 minute')`;
  await sql`update segments.segments set due_at = ${sooner(ctx, soon)}, due_cause = 'changed'
    where kind = 'dynamic'`.execute(ctx.tx);
}

/** Has these looked through at once. */
export async function lookThroughNow(ctx: Context, ids: readonly string[]): Promise<void> {
  const now = sql`${ctx.clock.now()}::timestamptz`;
  await sql`update segments.segments set due_at = ${sooner(ctx, now)}, due_cause = 'changed'
    where id = any(${ids}::bigint[])`.execute(ctx.tx);
}

/** Notes what is wrong with this rule; where it is mended members are worked out anew. False where the rule is another by now. */
export async function writeFindings(
  ctx: Context,
  { id, ruleVersion }: RuledSegment,
  findings: readonly Finding[],
): Promise<boolean> {
  const { rows } = await sql`update segments.segments set findings = ${JSON.stringify(findings)}::jsonb,
    filled_rule = case when ${findings.length > 0} or kind = 'static' then filled_rule end
    where id = ${id} and rule_version = ${ruleVersion} returning id`.execute(ctx.tx);
  return rows.length > 0;
}

/** When the database's own clock says it is: snapshots are told by it. */
export async function databaseTime(ctx: Context): Promise<Date> {
  const { rows } = await sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(ctx.tx);
  return new Date(Math.ceil(rows[0]!.now));
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
