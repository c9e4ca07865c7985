import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { documentsOf } from '../rfm/rfm.fixtures.ts';

/** Sales of a customer so many days before now. */
export async function boughtDaysAgo(
  platform: TestPlatform,
  customerId: string,
  days: readonly number[],
): Promise<void> {
  const now = platform.clock.now().getTime();
  await documentsOf(
    platform,
    days.map((ago) => ({ customerId, at: new Date(now - ago * 86_400_000).toISOString(), worth: 100 })),
  );
  await platform.database.pool.query(
    `insert into customers.totals (customer_id, orders, spend_minor, first_order_at, last_order_at)
      select customer_id, count(*), sum(base_amount_minor), min(ordered_at), max(ordered_at) from commerce.orders
      where customer_id = $1 group by customer_id
      on conflict (customer_id) do update set orders = excluded.orders, spend_minor = excluded.spend_minor,
        first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at`,
    [customerId],
  );
}

/** The stages by the names of the customers. */
export async function stagesByName({ database }: TestPlatform): Promise<Record<string, string>> {
  const { rows } = await database.pool.query(
    `select display_name as name, stage from segments.stages s join customers.customers c on c.id = s.customer_id
      order by c.id`,
  );
  return Object.fromEntries(rows.map(({ name, stage }) => [name, stage]));
}
