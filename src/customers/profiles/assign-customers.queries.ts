import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { because } from '../history/because.ts';
import { changeCustomers } from '../history/keep-changes.queries.ts';
import { passOnReminders } from '../reminders/pass-on-reminders.queries.ts';
import type { LookedAfterBy } from './profiles.queries.ts';
import { moveInSearch } from './search.queries.ts';
import { changeableCustomers } from './visible-customers.queries.ts';

/** Gives those of these customers that the actor may change to an owner; those that had another one changed. */
export async function assignRows(
  ctx: Context,
  ids: readonly string[],
  { ownerId, teamId }: LookedAfterBy,
): Promise<{ mine: Set<string>; changed: string[] }> {
  const mine = await sql<{ id: string; other: boolean }>`
    select c.id, (c.owner_id, c.team_id) is distinct from (${ownerId}::bigint, ${teamId}::bigint) as other
    from customers.customers c where c.id = any(${ids}::bigint[]) and ${changeableCustomers(ctx)}
    order by c.id for no key update`.execute(ctx.tx);
  const changed = mine.rows.filter((row) => row.other).map((row) => row.id);
  await changeCustomers(
    ctx,
    sql`update customers.customers c set owner_id = ${ownerId}, team_id = ${teamId}, version = version + 1,
      updated_at = ${ctx.clock.now()} where id = any(${changed}::bigint[])`,
  );
  await moveInSearch(ctx, changed, teamId);
  await passOnReminders(ctx, changed, ownerId);
  return { mine: new Set(mine.rows.map((row) => row.id)), changed };
}

const moved = sql`version = version + 1`;

/** Up to `limit` customers of an owner follow them into their present team; gives back how many. */
export async function followOwner(
  ctx: Context,
  ownerId: string,
  teamId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`update customers.customers set team_id = ${teamId}, ${moved}, updated_at = ${ctx.clock.now()}
    where id in (select id from customers.customers where owner_id = ${ownerId} and team_id is distinct from ${teamId}::bigint
      order by id limit ${limit} for no key update) returning id`.execute(ctx.tx);
  return movedTo(ctx, rows, teamId);
}

/** Up to `limit` customers of an owner go to another; gives them back. */
export async function handOverRows(
  ctx: Context,
  from: string,
  { ownerId, teamId }: LookedAfterBy,
  limit: number,
): Promise<string[]> {
  // Locked by a statement before, so that what somebody changed meanwhile is not kept as part of this.
  const held = await sql<{ id: string }>`select id from customers.customers
    where owner_id = ${from} order by id limit ${limit} for no key update`.execute(ctx.tx);
  const rows = await changeCustomers(
    because(ctx, 'handover'),
    sql`update customers.customers c set owner_id = ${ownerId}, team_id = ${teamId}, ${moved},
      updated_at = ${ctx.clock.now()}
    where id = any(${held.rows.map(({ id }) => id)}::bigint[])`,
  );
  const given = await movedTo(ctx, rows, teamId);
  await passOnReminders(ctx, given, ownerId);
  return given;
}

/** Up to `limit` customers that still belong to a team that is gone go to another; gives them back. */
export async function moveTeamRows(
  ctx: Context,
  from: string,
  into: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`update customers.customers set team_id = ${into}, ${moved}, updated_at = ${ctx.clock.now()}
    where id in (select id from customers.customers where team_id = ${from} order by id limit ${limit} for no key update)
    returning id`.execute(ctx.tx);
  return movedTo(ctx, rows, into);
}

async function movedTo(ctx: Context, rows: { id: string }[], teamId: string | null): Promise<string[]> {
  const ids = rows.map((row) => row.id);
  await moveInSearch(ctx, ids, teamId);
  return ids;
}
