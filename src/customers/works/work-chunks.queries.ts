import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { filteredCustomers, type OthersConditions } from '../profiles/customer-filters.queries.ts';
import { mayChange, visibleCustomers, type Whereabouts } from '../profiles/visible-customers.queries.ts';
import type { Meant } from './works.contract.ts';

/** As many as one event names by id. */
const customersAChunk = 1_000;

/** Ids of those who are meant, as a query of one column `id`: as asked for by id, or all that the filters keep. */
async function idsMeant(ctx: Context, meant: Meant, others?: OthersConditions): Promise<RawBuilder<unknown>> {
  if ('ids' in meant) return sql`select distinct id from unnest(${meant.ids}::bigint[]) as i(id)`;
  const { from, where, search } = await filteredCustomers(ctx, meant.filters, { totals: false, others });
  return search
    ? sql`select c.id from ${from} join customers.search s on s.customer_id = c.id where ${where} and ${search}`
    : sql`select c.id from ${from} where ${where}`;
}

/** Ids of those who are meant and seen, in their order, at most so many; none of the bin. Fails as the filters of the list. */
export async function customersMeant(ctx: Context, meant: Meant, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select c.id from customers.customers c
    where c.id in (${await idsMeant(ctx, meant)}) and ${visibleCustomers(ctx)} order by c.id limit ${most}`.execute(
    ctx.tx,
  );
  return rows.map(({ id }) => id);
}

/** Counts who is meant and seen, and those of them whom the actor may change. */
export async function countMeant(
  ctx: Context,
  meant: Meant,
  others?: OthersConditions,
): Promise<{ customers: number; changeable: number }> {
  const { rows } = await sql<{ customers: string; changeable: string }>`
    select count(*) as customers, count(*) filter (where ${mayChange(ctx)}) as changeable from customers.customers c
    where c.id in (${await idsMeant(ctx, meant, others)}) and ${visibleCustomers(ctx, 'any')}`.execute(
    ctx.tx,
  );
  return { customers: Number(rows[0]!.customers), changeable: Number(rows[0]!.changeable) };
}

/** Fixes who is meant, in chunks in the order of their ids; gives back how many. */
export async function fixMeant(ctx: Context, workId: string, meant: Meant): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    with numbered as (
      select m.id, row_number() over (order by m.id) - 1 as n from (${await idsMeant(ctx, meant)}) m
    ), chunks as (
      insert into customers.work_chunks (work_id, chunk_no, customer_ids)
      select ${workId}::bigint, n / ${customersAChunk}::int, array_agg(id order by id) from numbered group by 2
      returning cardinality(customer_ids) as size
    ) select coalesce(sum(size), 0) as count from chunks`.execute(ctx.tx);
  return Number(rows[0]!.count);
}

export async function chunkOf(ctx: Context, workId: string, chunkNo: number): Promise<string[] | undefined> {
  const { rows } = await sql<{ ids: string[] }>`select customer_ids::text[] as ids from customers.work_chunks
    where work_id = ${workId} and chunk_no = ${chunkNo}`.execute(ctx.tx);
  return rows[0]?.ids;
}

export async function writeOutcomes(
  ctx: Context,
  workId: string,
  chunkNo: number,
  outcomes: string,
): Promise<void> {
  await sql`update customers.work_chunks set outcomes = ${outcomes}
    where work_id = ${workId} and chunk_no = ${chunkNo}`.execute(ctx.tx);
}

/** Those of these customers whom the actor still sees, locked until the end; true where they may change them too. */
export async function lockMeant(
  ctx: Context,
  ids: readonly string[],
  whereabouts: Whereabouts,
): Promise<Map<string, boolean>> {
  const { rows } = await sql<{ id: string; mine: boolean }>`
    select c.id, ${mayChange(ctx)} as mine from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx, whereabouts)}
    order by c.id for no key update`.execute(ctx.tx);
  return new Map(rows.map(({ id, mine }) => [id, mine]));
}

/** Those of these customers whose kind is missing in one of these sets. */
export async function ofOtherKinds(
  ctx: Context,
  ids: readonly string[],
  sets: readonly (readonly string[])[],
): Promise<string[]> {
  if (sets.length === 0) return [];
  const others = sets.map((kinds) => sql`c.kind <> all(${kinds}::text[])`);
  const { rows } = await sql<{ id: string }>`select c.id from customers.customers c
    where c.id = any(${ids}::bigint[]) and (${sql.join(others, sql` or `)})`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Those of these customers whom the actor still sees. */
export async function seenAmong(ctx: Context, ids: readonly string[]): Promise<Map<string, true>> {
  const { rows } = await sql<{ id: string }>`select c.id from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx)}`.execute(ctx.tx);
  return new Map(rows.map(({ id }) => [id, true]));
}
