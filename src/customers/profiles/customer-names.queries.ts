import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomerKind } from './customer-edit.contract.ts';
import { visibleCustomers } from './visible-customers.queries.ts';

export interface CustomerName {
  id: string;
  displayName: string;
  kind: CustomerKind;
  /** In the bin: shown as such, not linked to a list. */
  binned: boolean;
}

/** Names by id, for lists of other domains; customers that are not there or not seen are left out. */
export async function customerNames(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, CustomerName>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<CustomerName>`
    select c.id, c.display_name as "displayName", c.kind, c.binned_at is not null as binned
    from customers.customers c where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx, 'any')}`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
