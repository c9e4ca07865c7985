import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor, type SortValue } from '#platform/http/cursor.ts';
import { type CustomerFilters, filteredCustomers } from './customer-filters.queries.ts';
import type { CustomerRow, CustomerSort } from './profiles.contract.ts';

export interface CustomerListing extends CustomerFilters {
  sort: CustomerSort;
  direction?: 'asc' | 'desc' | undefined;
}

interface SortKey {
  /** An expression that an index starts with, never null. */
  value: RawBuilder<unknown>;
  /** The id as the same index holds it. */
  id: RawBuilder<unknown>;
  type: RawBuilder<unknown>;
  kind: SortValue;
}

const ofCustomer = sql`c.id`;
const ofTotals = sql`t.customer_id`;
const sortKeys: Record<CustomerSort, SortKey> = {
  recent: { value: sql`c.created_at`, id: ofCustomer, type: sql`timestamptz`, kind: 'instant' },
  updated: { value: sql`c.updated_at`, id: ofCustomer, type: sql`timestamptz`, kind: 'instant' },
  name: { value: sql`c.display_name collate "zh-x-icu"`, id: ofCustomer, type: sql`text`, kind: 'text' },
  spend: { value: sql`t.spend_minor`, id: ofTotals, type: sql`bigint`, kind: 'decimal' },
  orders: { value: sql`t.orders`, id: ofTotals, type: sql`integer`, kind: 'decimal' },
  lastOrder: {
    value: sql`coalesce(t.last_order_at, '0001-01-01T00:00:00Z'::timestamptz)`,
    id: ofTotals,
    type: sql`timestamptz`,
    kind: 'instant',
  },
};

/** The columns of a row of the list, over `c` and `t`. */
export const customerColumns = sql`c.id, c.kind, c.display_name as "displayName", c.company, c.country, c.region, c.city,
  c.owner_id as "ownerId", t.orders, t.cancellations, t.spend_minor as "spendMinor", t.first_order_at as "firstOrderAt",
  t.last_order_at as "lastOrderAt", c.version, c.created_at as "createdAt", c.updated_at as "updatedAt",
  c.binned_at as "binnedAt"`;

/** The main contact point of a kind, over a row called `c`. */
export function mainContact(kind: 'phone' | 'email'): RawBuilder<string | null> {
  return sql`(select p.value from customers.contact_points p where p.customer_id = c.id and p.kind = ${kind}
    order by p.is_primary desc, p.id limit 1)`;
}

/** One page of the customers that the actor may see. The sort value travels in the cursor. */
export async function listCustomers(
  ctx: Context,
  input: CustomerListing & { cursor?: string | undefined; limit: number },
): Promise<{ items: CustomerRow[]; next: string | null }> {
  const query = await listQuery(ctx, input);
  const { rows } = await query.execute(ctx.tx);
  const kept = rows.slice(0, input.limit);
  const last = kept.at(-1);
  const sort = sortName(input);
  const next =
    rows.length > input.limit && last
      ? encodeCursor({ sort, value: String(last.sortValue), id: last.id })
      : null;
  return { items: kept.map(({ sortValue: _sortValue, ...row }) => row), next };
}

/** The statement behind a page; one row more than asked tells whether there is another page. */
export async function listQuery(
  ctx: Context,
  input: CustomerListing & { cursor?: string | undefined; limit: number },
): Promise<RawBuilder<CustomerRow & { sortValue: string | number }>> {
  const key = sortKeys[input.sort];
  const ascending = directionOf(input) === 'asc';
  const cursor = decodeCursor(input.cursor, sortName(input), key.kind);
  const { from, where } = await filteredCustomers(ctx, input, { totals: true });
  const side = ascending ? sql`>` : sql`<`;
  const after = cursor
    ? sql`and (${key.value}, ${key.id}) ${side} (${cursor.value}::${key.type}, ${cursor.id}::bigint)`
    : sql``;
  const direction = ascending ? sql`asc` : sql`desc`;
  return sql`
    with page as materialized (
      select ${customerColumns}, ${key.value} as "sortValue"
      from ${from} where ${where} ${after}
      order by ${key.value} ${direction}, ${key.id} ${direction} limit ${input.limit + 1}
    )
    select c.*, ${mainContact('phone')} as phone, ${mainContact('email')} as email from page c`;
}

function directionOf(input: CustomerListing): 'asc' | 'desc' {
  return input.direction ?? (input.sort === 'name' ? 'asc' : 'desc');
}

function sortName(input: CustomerListing): string {
  return `${input.sort} ${directionOf(input)}`;
}
