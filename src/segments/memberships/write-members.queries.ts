import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { MovementCause, Reason } from './movements.queries.ts';

/** Somebody who is to come into a segment or to leave it. */
export interface Move {
  segmentId: string;
  customerId: string;
  cause: MovementCause;
  because: readonly Reason[] | null;
}

export type Moved = Pick<Move, 'segmentId' | 'customerId' | 'cause'>;

const wanted = (moves: readonly Move[]) => sql`wanted as (
  select * from json_to_recordset(${JSON.stringify(moves)}::json)
    as w("segmentId" bigint, "customerId" bigint, cause text, because jsonb))`;

const noted = (ctx: Context, entered: boolean) => sql`noted as (
  insert into segments.movements (customer_id, segment_id, moved_at, entered, cause, because)
  select m.customer_id, m.segment_id, ${ctx.clock.now()}, ${entered}, w.cause, nullif(w.because, 'null')
  from moved m join wanted w on w."segmentId" = m.segment_id and w."customerId" = m.customer_id)`;

const told = sql`select m.segment_id as "segmentId", m.customer_id as "customerId", w.cause
  from moved m join wanted w on w."segmentId" = m.segment_id and w."customerId" = m.customer_id`;

/** Puts them in, and notes it; gives back those who were not in already. */
export async function insertMembers(ctx: Context, moves: readonly Move[]): Promise<Moved[]> {
  if (moves.length === 0) return [];
  const { rows } = await sql<Moved>`with ${wanted(moves)}, moved as (
      insert into segments.members (customer_id, segment_id, entered_at)
      select "customerId", "segmentId", ${ctx.clock.now()} from wanted order by 1, 2
      on conflict do nothing returning customer_id, segment_id
    ), ${noted(ctx, true)} ${told}`.execute(ctx.tx);
  return rows;
}

/** Takes them out, and notes it; gives back those who were in. */
export async function deleteMembers(ctx: Context, moves: readonly Move[]): Promise<Moved[]> {
  if (moves.length === 0) return [];
  const { rows } = await sql<Moved>`with ${wanted(moves)}, moved as (
      delete from segments.members m using wanted w
      where m.customer_id = w."customerId" and m.segment_id = w."segmentId" returning m.customer_id, m.segment_id
    ), ${noted(ctx, false)} ${told}`.execute(ctx.tx);
  return rows;
}

export interface Sum {
  id: string;
  entered: number;
  left: number;
}

/** Keeps the counts of segments and of the day; those of segments where nobody moved are noted too. */
export async function addCounts(ctx: Context, today: string, sums: readonly Sum[]): Promise<void> {
  await sql`with moved as (
      select * from json_to_recordset(${JSON.stringify(sums)}::json) as m(id bigint, entered bigint, "left" bigint)
    ), counted as (
      update segments.segments s set members = s.members + m.entered - m."left" from moved m where m.id = s.id
      returning s.id, s.members, m.entered, m."left"
    )
    insert into segments.daily_counts as d (segment_id, day, members, entered, "left")
    select id, ${today}::date, members, entered, "left" from counted
    on conflict (segment_id, day) do update set members = excluded.members,
      entered = d.entered + excluded.entered, "left" = d."left" + excluded."left"`.execute(ctx.tx);
}

/** Members of one list into another one, which has none yet. */
export async function membersOf(ctx: Context, segmentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from segments.members
    where segment_id = ${segmentId}`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}
