import { sql } from 'kysely';
import { type BoundedCount, exactUpTo } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';
import type { CustomerFilters } from './customer-filters.contract.ts';
import { filteredCustomers } from './customer-filters.queries.ts';

/**
 * How many customers a list holds: exact up to 10,000, for those that an import met, and for those whom a segment or a rule
 * keeps; beyond that what the planner expects.
 */
export async function countCustomers(ctx: Context, filters: CustomerFilters): Promise<BoundedCount> {
  const { metByImport, segment, segmentMove, rule } = filters;
  const isKnown = [metByImport, segment, segmentMove, rule].some((value) => value !== undefined);
  const upTo = isKnown ? Number.MAX_SAFE_INTEGER : exactUpTo;
  const { from, where, search } = await filteredCustomers(ctx, filters, { totals: false });
  const matching = search
    ? sql`select 1 from ${from} join customers.search s on s.customer_id = c.id where ${where} and ${search}`
    : sql`select 1 from ${from} where ${where}`;
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from (${matching} limit ${upTo + 1}) few`.execute(ctx.tx);
  const count = Number(rows[0]!.count);
  if (count <= upTo) return { count, exact: true };
  const plan = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`
    explain (format json) ${matching}`.execute(ctx.tx);
  return { count: Math.max(upTo + 1, plan.rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']), exact: false };
}
