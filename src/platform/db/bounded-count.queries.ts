import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Context } from './context.ts';

export interface BoundedCount {
  count: number;
  exact: boolean;
}

/** Whether a query gives more than so many rows; reads no more than it needs to tell. */
export async function givesMoreThan(
  ctx: Context,
  most: number,
  query: RawBuilder<unknown>,
): Promise<boolean> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from (select 1 from (${query}) every limit ${most + 1}) counted`.execute(ctx.tx);
  return Number(rows[0]!.count) > most;
}

/** Beyond this a count of a list is the planner's estimate: counting millions would take longer than the list. */
export const exactUpTo = 10_000;

/** Counts the rows of a query: exactly up to `upTo`, else as the planner estimates them. */
export async function boundedCount<DB, Tables extends keyof DB, Row>(
  ctx: Context,
  query: SelectQueryBuilder<DB, Tables, Row>,
  upTo = exactUpTo,
): Promise<BoundedCount> {
  const plain = query.select(sql`1`.as('one'));
  const { rows } = await sql<{ count: string }>`
    select count(*) from (${plain.limit(upTo + 1)}) counted`.execute(ctx.tx);
  const count = Number(rows[0]!.count);
  if (count <= upTo) return { count, exact: true };
  const plan = await sql<{
    'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }];
  }>`explain (format json) ${plain}`.execute(ctx.tx);
  return { count: Math.max(plan.rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'], upTo + 1), exact: false };
}
