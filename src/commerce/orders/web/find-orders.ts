import { call } from '#platform/ui/client.ts';
import type { Found } from '#platform/ui/page.ts';
import { ordersContract } from '../orders.contract.ts';

/** Orders by the beginning of their number, for the command field. */
export async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  if (!/\d/.test(text)) return [];
  const { items } = await call(ordersContract.endpoints.list, { q: text, limit: 5 }, { signal });
  return items.map((row) => ({
    key: row.id,
    label: row.number,
    note: row.customerName ?? row.store ?? undefined,
    to: `/orders/${row.id}`,
  }));
}
