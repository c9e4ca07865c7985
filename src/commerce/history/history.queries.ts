import { type RawBuilder, sql } from 'kysely';
import { customerNames, maskedValue, openFields } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { orderFields } from '../fields/order-fields.contract.ts';
import { rightTo } from '../fields/order-rights.ts';
import type { OrderChange } from './history.contract.ts';

export interface HistoryPage {
  id: string;
  field?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * A page of what changed of an order, newest first, as far as the actor may see each field. Custom fields that are no longer
 * in use are left out.
 */
export async function changesOfOrder(
  ctx: Context,
  { id, field, cursor, limit }: HistoryPage,
): Promise<{ items: OrderChange[]; next: string | null }> {
  const after = decodeCursor(cursor, 'history');
  const kinds = await shownKinds(ctx);
  const masked = [...kinds].filter(([key]) => rightTo(ctx, key) === 'masked');
  const shown = (column: 'before' | 'after') => maskedWhere(masked, sql.ref(`h.${column}`));
  const { rows } = await sql<OrderChange>`
    select h.id, h.field, h.changed_at as at, ${shown('before')} as before, ${shown('after')} as after, h.changed_by as by,
      h.way, h.cause_id as "importId"
    from commerce.order_changes h
    where h.order_id = ${id} and h.field = any(${[...kinds.keys()]}::text[])
      ${field === undefined ? sql`` : sql`and h.field = ${field}`}
      ${after ? sql`and h.id < ${after.id}::bigint` : sql``}
    order by h.id desc limit ${limit + 1}`.execute(ctx.tx);
  const items = await withoutUnseenCustomers(ctx, rows.slice(0, limit));
  const last = items.at(-1);
  const next =
    rows.length > limit && last ? encodeCursor({ sort: 'history', value: null, id: last.id }) : null;
  return { items, next };
}

/** Whoever reaches an order need not reach whose it was before. */
async function withoutUnseenCustomers(ctx: Context, changes: OrderChange[]): Promise<OrderChange[]> {
  const isOfCustomer = ({ field }: OrderChange) => field === 'customerId';
  const ids = changes.filter(isOfCustomer).flatMap(({ before, after }) => [before ?? [], after ?? []].flat());
  const seen = await customerNames(ctx, ids.map(String));
  const shown = (value: OrderChange['before']) => (seen.has(String(value)) ? value : null);
  return changes.map((change) =>
    isOfCustomer(change) ? { ...change, before: shown(change.before), after: shown(change.after) } : change,
  );
}

type Kind = Parameters<typeof maskedValue>[0];

/** The fields of which the actor may see something, with the kinds of their values. */
async function shownKinds(ctx: Context): Promise<Map<string, Kind>> {
  const custom = await openFields(ctx, { of: 'order' });
  const all: [string, Kind][] = [
    ['kind', 'choice'],
    ['originalNumber', 'text'],
    ['customerId', 'text'],
    ...Object.entries(orderFields).map(([key, { kind }]): [string, Kind] => [key, kind]),
    ...custom.map(({ key, type }): [string, Kind] => [`field.${key}`, type === 'choices' ? 'list' : type]),
  ];
  return new Map(all.filter(([key]) => rightTo(ctx, key) !== 'hidden'));
}

/** A value of a row `h`; of the masked fields what their masks leave. */
function maskedWhere(masked: [string, Kind][], value: RawBuilder<unknown>): RawBuilder<unknown> {
  if (masked.length === 0) return value;
  const cases = masked.map(
    ([key, kind]) => sql`when ${key} then to_jsonb(${maskedValue(kind, sql`(${value} #>> '{}')`)})`,
  );
  return sql`case h.field ${sql.join(cases, sql` `)} else ${value} end`;
}
