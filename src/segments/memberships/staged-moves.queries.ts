import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { IdsRow } from './differences.queries.ts';

export interface StagedMoves {
  count: number;
  /** Whether anybody was in the segment. */
  hadMembers: boolean;
}

/**
 * Lays aside until the transaction ends who is to come into a segment, and who is to leave it, where these are meant: the
 * server itself never holds all of a large one. Once a transaction.
 */
export async function stageMoves(
  ctx: Context,
  segmentId: string,
  meant: readonly IdsRow[],
): Promise<StagedMoves> {
  await sql`create temp table if not exists staged_meant (customer_id bigint) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`create temp table if not exists staged_moves (place bigint primary key, customer_id bigint, enters boolean)
    on commit delete rows`.execute(ctx.tx);
  for (const { ids } of meant)
    await sql`insert into staged_meant select unnest(string_to_array(${ids}, ',')::bigint[])`.execute(ctx.tx);
  const { rows } = await sql<StagedMoves>`with members as materialized (
      select customer_id from segments.members where segment_id = ${segmentId}
    ), moves as (
      (select customer_id, true as enters from staged_meant except select customer_id, true from members)
      union all (select customer_id, false from members except select customer_id, false from staged_meant)
    ), staged as (
      insert into staged_moves select row_number() over (order by customer_id), customer_id, enters from moves returning 1
    ) select (select count(*) from staged)::integer as count, exists (select from members) as "hadMembers"`.execute(
    ctx.tx,
  );
  return rows[0]!;
}

/** Some of them, in their order, after so many. */
export async function stagedMoves(
  ctx: Context,
  { after, limit }: { after: number; limit: number },
): Promise<{ customerId: string; enters: boolean }[]> {
  const { rows } = await sql<{ customerId: string; enters: boolean }>`
    select customer_id as "customerId", enters from staged_moves
    where place > ${after} order by place limit ${limit}`.execute(ctx.tx);
  return rows;
}
