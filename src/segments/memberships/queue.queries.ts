import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { leftForTheBin } from './movements.queries.ts';

/** Why somebody is judged: something about them changed, or only time went by. */
export type QueueCause = 'changed' | 'time';

/** Beyond them it is less to look through segments than to judge one by one. */
export const mostQueued = 50_000;

export interface Queued {
  customerId: string;
  cause: QueueCause;
}

/** Whoever waits already goes on to wait; whoever judges leaves them alone until the transaction ends. */
const againAfterwards = sql`on conflict (customer_id) do update set cause = q.cause`;

/** Customers by id to be judged anew; guests are nobody. Waits for whoever judges one of them just now. */
export async function queueCustomers(
  ctx: Context,
  ids: readonly string[],
  cause: QueueCause = 'changed',
): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into segments.to_judge as q (customer_id, cause)
    select distinct id, ${cause} from unnest(${ids}::bigint[]) id where id <> 0 order by 1 ${againAfterwards}`.execute(
    ctx.tx,
  );
}

type Keys = readonly string[];

const ofOrders = (keys: Keys) => sql`select customer_id from facts.orders where id = any(${keys}::bigint[])`;

/**
 * Whom a key of what changed concerns by now. Whoever lost a document is told of by their totals, which changed with it; a
 * field that was archived breaks the rules that name it.
 */
const concernedBy: Record<string, (keys: Keys) => RawBuilder<unknown>> = {
  'orders.id': ofOrders,
  'order_lines.order_id': ofOrders,
  'products.id': (keys) =>
    sql`select customer_id from facts.order_lines where product_id = any(${keys}::bigint[])`,
  'customer_tags.tag_id': (keys) =>
    sql`select customer_id from facts.customer_tags where tag_id = any(${keys}::bigint[])`,
  'field_values.field_id': (keys) =>
    sql`select customer_id from facts.field_values where field_id = any(${keys}::bigint[])`,
};

/** Whether a key of this fact is a customer. */
export const namesCustomers = (fact: string) => fact === 'customers.id' || fact.endsWith('.customer_id');

/** Queues whom these changes concern, in their order. False, and nobody queued, where those are too many to judge or to name. */
export async function queueConcerned(
  ctx: Context,
  changes: ReadonlyMap<string, Keys | undefined>,
): Promise<boolean> {
  const parts = [...changes].map(([fact, keys]) => {
    if (keys === undefined || keys.length > mostQueued) return undefined;
    if (namesCustomers(fact)) return sql`select id as customer_id from unnest(${keys}::bigint[]) id`;
    return concernedBy[fact]?.(keys);
  });
  if (parts.length === 0) return true;
  if (!parts.every((part) => part !== undefined)) return false;
  const { rows } = await sql<{ count: string }>`with concerned as materialized (
      select distinct customer_id from (${sql.join(parts, sql` union all `)}) of_keys
      where customer_id <> 0 limit ${mostQueued + 1}
    ), queued as (
      insert into segments.to_judge as q (customer_id, cause)
      select customer_id, 'changed' from concerned where (select count(*) from concerned) <= ${mostQueued}
      order by 1 ${againAfterwards}
    ) select count(*) as count from concerned`.execute(ctx.tx);
  return Number(rows[0]!.count) <= mostQueued;
}

/**
 * Queues members who are in the bin or gone, and those who left lists for the bin and are out of it: looking through
 * segments finds neither in lists that have no rule to go by. `among` keeps it to these customers.
 */
export async function queueBinnedAndBack(ctx: Context, among: Keys | undefined): Promise<void> {
  const kept = (column: string) => (among ? sql`${sql.ref(column)} = any(${among}::bigint[])` : sql`true`);
  await sql`insert into segments.to_judge as q (customer_id, cause)
    select id, 'changed' from (
      select m.customer_id as id from segments.members m
      where ${kept('m.customer_id')} and not exists (select from facts.customers c where c.id = m.customer_id)
      union
      select v.customer_id from segments.movements v join facts.customers c on c.id = v.customer_id
      where ${kept('v.customer_id')} and ${leftForTheBin}
    ) found order by 1 ${againAfterwards}`.execute(ctx.tx);
}

/** Takes some off the queue, before anything is read of them: what changes from now on puts them there again. */
export async function takeQueued(ctx: Context, limit: number): Promise<Queued[]> {
  const { rows } = await sql<Queued>`
    delete from segments.to_judge where customer_id in (
      select customer_id from segments.to_judge where retry_at is null or retry_at <= ${ctx.clock.now()}
      order by customer_id limit ${limit} for update skip locked)
    returning customer_id as "customerId", cause`.execute(ctx.tx);
  return rows;
}

/** Puts back somebody who was taken and could not be judged, to be tried again in so many minutes. */
export async function setAside(ctx: Context, { customerId, cause }: Queued, minutes: number): Promise<void> {
  const retryAt = new Date(ctx.clock.now().getTime() + minutes * 60_000);
  await sql`insert into segments.to_judge (customer_id, cause, retry_at)
    values (${customerId}, ${cause}, ${retryAt})`.execute(ctx.tx);
}
