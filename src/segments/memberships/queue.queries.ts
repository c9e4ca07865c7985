import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** Why somebody is judged: something about them changed, or only time went by. */
export type QueueCause = 'changed' | 'time';

/** Beyond them it is less to look through segments than to judge one by one. */
export const mostQueued = 50_000;

export interface Queued {
  customerId: string;
  cause: QueueCause;
}

/** Customers by id to be judged anew; guests are nobody. Waits for whoever judges one of them just now. */
export async function queueCustomers(
  ctx: Context,
  ids: readonly string[],
  cause: QueueCause = 'changed',
): Promise<void> {
  if (ids.length === 0) return;
  await sql`insert into segments.to_judge (customer_id, cause)
    select distinct id, ${cause} from unnest(${ids}::bigint[]) id where id <> 0 order by 1
    on conflict (customer_id) do nothing`.execute(ctx.tx);
}

/** The same for whom these documents belong to by now. */
export async function queueOfOrders(ctx: Context, orderIds: readonly string[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`insert into segments.to_judge (customer_id, cause)
    select distinct customer_id, 'changed' from facts.orders where id = any(${orderIds}::bigint[]) and customer_id <> 0
    order by 1 on conflict (customer_id) do nothing`.execute(ctx.tx);
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
    values (${customerId}, ${cause}, ${retryAt}) on conflict (customer_id) do nothing`.execute(ctx.tx);
}
