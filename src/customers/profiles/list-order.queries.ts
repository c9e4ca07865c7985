import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { asksTotals } from '../conditions/conditions.queries.ts';
import type { GivenField } from '../fields/customer-fields.contract.ts';
import { type FieldOrder, orderOfField } from '../fields/field-order.queries.ts';
import { customerFields } from '../fields/fields.ts';
import type { ListedField } from './customer-list.contract.ts';

export interface ListOrder extends FieldOrder {
  /** The id as the index holds it that the list is walked by. */
  id: RawBuilder<unknown>;
  /** Asks for customers.totals `t`. */
  totals: boolean;
}

const ofCustomer = { id: sql`c.id`, totals: false };
const ofTotals = { id: sql`t.customer_id`, totals: true };
const instant = { type: sql`timestamptz`, kind: 'instant' } as const;
const figure = (type: 'bigint' | 'integer') => ({ type: sql.raw(type), kind: type });

/**
 * Orders that an index holds: a page is a short walk, however many customers there are. By all other fields, those who
 * are kept are sorted for every page, which `withinTime` bounds.
 */
const walked: Partial<Record<GivenField, ListOrder>> = {
  createdAt: { value: sql`c.created_at`, ...instant, ...ofCustomer },
  updatedAt: { value: sql`c.updated_at`, ...instant, ...ofCustomer },
  displayName: {
    value: sql`c.display_name collate "zh-x-icu"`,
    type: sql`text`,
    kind: 'text',
    ...ofCustomer,
  },
  spendMinor: { value: sql`t.spend_minor`, ...figure('bigint'), ...ofTotals },
  orders: { value: sql`t.orders`, ...figure('integer'), ...ofTotals },
};

/** The latest first: whoever never ordered stands last in this direction alone. */
const latestOrder: ListOrder = {
  value: sql`coalesce(t.last_order_at, '0001-01-01T00:00:00Z'::timestamptz)`,
  ...instant,
  ...ofTotals,
};

/** Whether a page of this order is a short walk of an index; else everybody who is kept is sorted for it. */
export function isWalked({
  sort,
  direction,
}: {
  sort: ListedField;
  direction?: 'asc' | 'desc' | undefined;
}): boolean {
  return sort in walked || (sort === 'lastOrderAt' && direction !== 'asc');
}

/** What a list is sorted by. Fails with customers.field_unknown and customers.field_not_comparable. */
export async function orderOfList(ctx: Context, sort: ListedField, ascending: boolean): Promise<ListOrder> {
  if (sort === 'lastOrderAt' && !ascending) return latestOrder;
  const held = walked[sort as GivenField];
  if (held) return held;
  const field = (await customerFields(ctx)).find(({ key }) => key === sort);
  if (!field) throw fail('invalid', 'customers.field_unknown', { values: { field: sort } });
  return {
    ...(await orderOfField(ctx, field, ascending)),
    ...(asksTotals([sort]) ? ofTotals : ofCustomer),
  };
}
