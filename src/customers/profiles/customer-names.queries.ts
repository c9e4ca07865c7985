import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { shownValue } from '../fields/shown-fields.queries.ts';
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
    select c.id, ${shownValue(ctx, 'displayName')} as "displayName", c.kind, c.binned_at is not null as binned
    from customers.customers c where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx, 'any')}`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The keys of those lists of customers of which the actor sees one at least. */
export async function listsSeen(
  ctx: Context,
  lists: readonly { key: string; ids: readonly string[] }[],
): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select list.key from json_to_recordset(${JSON.stringify(lists)}::json) as list(key text, ids bigint[])
    where (select true from customers.customers c
      where c.id = any(list.ids) and ${visibleCustomers(ctx, 'any')} limit 1)`.execute(ctx.tx);
  return new Set(rows.map((row) => row.key));
}
