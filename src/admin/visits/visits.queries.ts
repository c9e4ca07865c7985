import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

const pause = sql`interval '30 minutes'`;

/** Until when the user was here the time before this visit; null = never. */
export async function visitBefore(ctx: Context, userId: string): Promise<string | null> {
  const { rows } = await sql<{ since: string | null }>`
    select case when ${ctx.clock.now()}::timestamptz - seen_at >= ${pause} then seen_at else before_at end as since
    from admin.visits where user_id = ${userId}`.execute(ctx.tx);
  return rows[0]?.since ?? null;
}

/** Notes that the user is here; after a pause it is a new visit. Several devices at once are one. */
export async function writeVisit(ctx: Context, userId: string): Promise<void> {
  await sql`insert into admin.visits as v (user_id, seen_at) values (${userId}, ${ctx.clock.now()})
    on conflict (user_id) do update set seen_at = greatest(v.seen_at, excluded.seen_at),
      before_at = case when excluded.seen_at - v.seen_at >= ${pause} then v.seen_at else v.before_at end`.execute(
    ctx.tx,
  );
}
