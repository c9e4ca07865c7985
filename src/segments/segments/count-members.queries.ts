import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { reachedBy } from '../rules/rule-reach.queries.ts';

export async function countCustomers(ctx: Context, by: 'customers' | 'orders'): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from facts.customers c where ${reachedBy(ctx, by)}`.execute(ctx.tx);
  return Number(rows[0]!.count);
}

/** Members of these segments whom the actor reaches, by segment. */
export async function countMembers(
  ctx: Context,
  segments: readonly string[],
  by: 'customers' | 'orders',
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; count: string }>`
    select m.segment_id as id, count(*) as count from facts.customers c
    join segments.members m on m.customer_id = c.id and m.segment_id = any(${segments}::bigint[])
    where ${reachedBy(ctx, by)} group by m.segment_id`.execute(ctx.tx);
  return new Map(rows.map(({ id, count }) => [id, Number(count)]));
}

/** The count of each of the last days of each segment, oldest first, from the first day that it was counted on. */
export async function lastDays(
  ctx: Context,
  segments: readonly string[],
  today: string,
  days: number,
): Promise<Map<string, { day: string; members: number; entered: number; left: number }[]>> {
  if (segments.length === 0) return new Map();
  const { rows } = await sql<{ id: string; day: string; members: string; entered: string; left: string }>`
    select s.id::text as id, d.day::date::text as day, last.members,
      case when last.day = d.day::date then last.entered else 0 end as entered,
      case when last.day = d.day::date then last."left" else 0 end as "left"
    from unnest(${segments}::bigint[]) s(id)
    cross join generate_series(${today}::date - ${days - 1}::int, ${today}::date, interval '1 day') d(day)
    cross join lateral (select * from segments.daily_counts n where n.segment_id = s.id and n.day <= d.day::date
      order by n.day desc limit 1) last
    order by s.id, d.day`.execute(ctx.tx);
  return Map.groupBy(
    rows.map(({ members, entered, left, ...row }) => ({
      ...row,
      ...{ members: Number(members), entered: Number(entered), left: Number(left) },
    })),
    ({ id }) => id,
  ) as Map<string, { day: string; members: number; entered: number; left: number }[]>;
}
