import { sql } from 'kysely';
import type { UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';

/** Keeps these customers with whoever looks after them until the transaction ends: `user_id` of a reminder rests on it. */
export async function holdOwners(ctx: Context, customerIds: readonly string[]): Promise<void> {
  await sql`select from customers.customers where id = any(${customerIds}::bigint[])
    order by id for no key update`.execute(ctx.tx);
}

/** Reminders without an assignee follow these customers, held by the caller, to their new owner, who hears of what is due. */
export async function passOnReminders(
  ctx: Context,
  customerIds: readonly string[],
  ownerId: string | null,
): Promise<void> {
  await sql`update customers.reminders set user_id = ${ownerId}::bigint, told_at = null
    where customer_id = any(${customerIds}::bigint[]) and assignee_id is null
      and user_id is distinct from ${ownerId}::bigint`.execute(ctx.tx);
}

/**
 * Up to `limit` open reminders by name go from a user to the heir, where there is one who sees the customer, or else to
 * whoever looks after the customer; gives back how many. The new one hears of what is due.
 */
export async function passOnByName(
  ctx: Context,
  from: string,
  heir: UserActor | undefined,
  limit: number,
): Promise<number> {
  const next = heir
    ? sql`case when ${visibleCustomers({ actor: heir }, 'any')} then ${heir.userId}::bigint end`
    : sql`null::bigint`;
  const open = sql`select customer_id, id from customers.reminders
    where assignee_id = ${from}::bigint and done_at is null order by customer_id, id limit ${limit}`;
  const done = await sql`
    with given as materialized (${open}),
    held as materialized (
      select * from customers.customers where id in (select customer_id from given) order by id for no key update
    ),
    heirs as (select c.id, c.owner_id, ${next} as assignee_id from held c)
    update customers.reminders r set assignee_id = heirs.assignee_id,
      user_id = coalesce(heirs.assignee_id, heirs.owner_id), told_at = null, version = r.version + 1
    from given, heirs
    where r.customer_id = given.customer_id and r.id = given.id and heirs.id = r.customer_id
      and r.assignee_id = ${from}::bigint and r.done_at is null`.execute(ctx.tx);
  return Number(done.numAffectedRows ?? 0);
}

interface Named {
  customerId: string;
  reminderId: string;
  userId: string;
}

/** Those of these reminders that are still by this name go to whoever looks after the customer; gives back the names. */
export async function giveBackReminders(ctx: Context, named: readonly Named[]): Promise<string[]> {
  const customerIds = named.map((one) => one.customerId);
  await holdOwners(ctx, customerIds);
  const { rows } = await sql<{ userId: string }>`
    update customers.reminders r set assignee_id = null, user_id = c.owner_id, version = r.version + 1
    from customers.customers c, unnest(${customerIds}::bigint[], ${named.map((one) => one.reminderId)}::bigint[],
      ${named.map((one) => one.userId)}::bigint[]) as named(customer_id, id, user_id)
    where r.customer_id = named.customer_id and r.id = named.id and r.assignee_id = named.user_id
      and r.done_at is null and c.id = r.customer_id
    returning named.user_id as "userId"`.execute(ctx.tx);
  return rows.map(({ userId }) => userId);
}
