import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { endOf, startOf } from '#platform/db/days.queries.ts';
import type { CompiledRule } from '../rules/compile-rule.queries.ts';
import { reachedBy } from '../rules/rule-reach.queries.ts';
import type { CountedBy } from '../segments/shown-segments.ts';

/** Ids of segments by what keeps the actor to some of their members. */
export type SegmentsAsked = Record<CountedBy, readonly string[]>;

const isAmong = (ids: readonly string[]) => sql`exists (select from segments.members m
  where m.customer_id = c.id and m.segment_id = any(${ids}::bigint[]))`;

/** Over a customer `c`: they are in any of these, and the actor may be told so. */
export function isMember(ctx: Context, { customers, orders }: SegmentsAsked): RawBuilder<unknown> {
  if (orders.length === 0) return isAmong(customers);
  const withOrders = sql`(${isAmong(orders)} and ${reachedBy(ctx, 'orders')})`;
  return customers.length === 0 ? withOrders : sql`(${isAmong(customers)} or ${withOrders})`;
}

/** The same: they are in none of these. */
export function isNoMember(ctx: Context, { customers, orders }: SegmentsAsked): RawBuilder<unknown> {
  const none = sql`not ${isAmong([...customers, ...orders])}`;
  return orders.length === 0 ? none : sql`(${none} and ${reachedBy(ctx, 'orders')})`;
}

/** The same: they came into a segment, or left it, on a day. */
export function movedOn(
  ctx: Context,
  segmentId: string,
  { entered, day, timeZone, by }: { entered: boolean; day: string; timeZone: string; by: CountedBy },
): RawBuilder<unknown> {
  return sql`(exists (select from segments.movements m where m.customer_id = c.id and m.segment_id = ${segmentId}
      and m.entered = ${entered} and m.moved_at >= ${startOf(day, timeZone)} and m.moved_at < ${endOf(day, timeZone)})
    and ${reachedBy(ctx, by)})`;
}

/** Whom a rule means of those of `reach`: ids joined with commas, in rows of some thousands, and how many they are. */
export function meantStatement(
  { from, holds }: CompiledRule,
  reach: RawBuilder<boolean>,
  most: number,
): RawBuilder<{ ids: string; count: string }> {
  return sql<{ ids: string; count: string }>`
    select string_agg(cast(m.id as text), ',') as "ids", cast(count(*) as text) as "count" from (
      select c.id from ${from} where ${reach} and ${holds} limit cast(${String(most + 1)} as integer)
    ) m group by m.id % 64`;
}

/** Over a customer `c`: they are one of these. */
export function isOneOf(ids: readonly string[]): RawBuilder<unknown> {
  return sql`c.id = any(${ids}::bigint[])`;
}
