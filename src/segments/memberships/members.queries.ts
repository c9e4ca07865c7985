import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import { reachedBy } from '../rules/rule-reach.queries.ts';
import { seenSegments } from '../segments/seen-segments.queries.ts';
import {
  formerRule,
  type RulesAsStored,
  type RulesOfSegment,
  withRules,
} from '../segments/segments.queries.ts';

export interface MemberRow {
  customerId: string;
  enteredAt: string;
}

/** Members beyond the cursor whom the actor reaches, who came last first. */
export async function membersPage(
  ctx: Context,
  segmentId: string,
  { by, cursor, limit }: { by: 'customers' | 'orders'; cursor: Cursor | undefined; limit: number },
): Promise<MemberRow[]> {
  const after = cursor
    ? sql`and (m.entered_at, m.customer_id) < (${cursor.value}::timestamptz, ${cursor.id}::bigint)`
    : sql``;
  const { rows } = await sql<MemberRow>`
    select m.customer_id as "customerId", m.entered_at as "enteredAt"
    from segments.members m join facts.customers c on c.id = m.customer_id
    where m.segment_id = ${segmentId} and ${reachedBy(ctx, by)} ${after}
    order by m.entered_at desc, m.customer_id desc limit ${limit}`.execute(ctx.tx);
  return rows;
}

/** Those of these customers whom the actor reaches. */
export async function reachedAmong(
  ctx: Context,
  ids: readonly string[],
  by: 'customers' | 'orders',
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select c.id from facts.customers c
    where c.id = any(${ids}::bigint[]) and ${reachedBy(ctx, by)}`.execute(ctx.tx);
  return new Set(rows.map(({ id }) => id));
}

/** Those of these customers who are members, whoever asks. */
export async function membersOfThese(
  ctx: Context,
  segmentId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from segments.members
    where segment_id = ${segmentId} and customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
  return new Set(rows.map(({ id }) => id));
}

/** Null for whom is no member. */
export async function enteredAt(ctx: Context, segmentId: string, customerId: string): Promise<string | null> {
  const { rows } = await sql<{ at: string }>`select entered_at as at from segments.members
    where segment_id = ${segmentId} and customer_id = ${customerId}`.execute(ctx.tx);
  return rows[0]?.at ?? null;
}

/** The segments in use that the actor sees, and that a customer is a member of, by name. */
export async function segmentsOf(
  ctx: Context,
  customerId: string,
): Promise<(RulesOfSegment & { segmentId: string; name: string; enteredAt: string })[]> {
  const { rows } = await sql<
    RulesAsStored & { segmentId: string; name: string; enteredAt: string }
  >`select s.id as "segmentId", s.name, m.entered_at as "enteredAt", s.rule, ${formerRule}
    from segments.members m join segments.segments s on s.id = m.segment_id
    where m.customer_id = ${customerId} and s.archived_at is null and ${seenSegments(ctx.actor)}
    order by s.name collate "zh-x-icu", s.id`.execute(ctx.tx);
  return rows.map(withRules);
}
