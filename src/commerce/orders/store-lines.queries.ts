import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeOrders } from '../history/keep-changes.queries.ts';
import { pricedLines } from './mended-lines.queries.ts';

/**
 * Gives every staged line its key: the document, the product, and which occurrence of the product in the
 * document it is, counted over the whole import (mended rows have their places already). Then compares it with what is stored:
 * c = not there yet, u = there and different, n = there and alike.
 */
export async function keyLines(ctx: Context, importId: string): Promise<void> {
  await sql`with again as (
      select order_id, customer_id from staged_orders where not is_new
    ), met as (
      select sighting.order_id, product_id from again
      join commerce.order_sightings sighting on sighting.import_id = ${importId} and sighting.order_id = again.order_id
      cross join unnest(sighting.product_ids) as product_id
      union all
      select line.order_id, line.product_id from again
      join commerce.order_lines line on line.customer_id = again.customer_id and line.order_id = again.order_id
      where line.import_id = ${importId}
    ), seen as (
      select order_id, product_id, count(*)::int as times from met group by 1, 2
    ), lines as (
      select line.*, place.occurrence as place,
        row_number() over (partition by line.order_id, line.product_id, place.row_no is null order by line.row_no) as nth
      from ${pricedLines} line left join mended_places place using (row_no)
    ), numbered as (
      select lines.*, coalesce(lines.place, (lines.nth + coalesce(seen.times, 0))::int) as occurrence
      from lines left join seen using (order_id, product_id)
    )
    insert into keyed_lines
    select new.row_no, new.order_id, new.customer_id, new.is_new, new.product_id, new.occurrence, new.description,
      new.quantity, new.unit_price, new.amount_minor,
      case when old.order_id is null then 'c'
        when (old.description, old.quantity, old.unit_price, old.amount_minor)
          is distinct from (new.description, new.quantity, new.unit_price, new.amount_minor) then 'u'
        else 'n' end,
      case when old.order_id is null then 1 else 0 end,
      new.quantity - coalesce(old.quantity, 0), new.amount_minor - coalesce(old.amount_minor, 0)
    from numbered new
    left join commerce.order_lines old on not new.is_new and old.customer_id = new.customer_id
      and old.order_id = new.order_id and old.product_id = new.product_id and old.occurrence = new.occurrence`.execute(
    ctx.tx,
  );
  await sql`analyze keyed_lines`.execute(ctx.tx);
}

/** Writes new documents and new or changed lines. */
export async function writeOrders(ctx: Context, importId: string, sourceId: string): Promise<void> {
  const now = ctx.clock.now();
  await sql`insert into commerce.orders (customer_id, id, source_id, number, kind, kind_told, ordered_at, store, channel,
      brand, seller, currency, amount_minor, base_amount_minor, base_rate, lines, original_number, field_values,
      import_id, created_at, updated_at)
    select staged.customer_id, staged.order_id, ${sourceId}, staged.number,
      coalesce(staged.hint, case when summed.amount_minor < 0 then 'return' else 'sale' end), staged.hint is not null,
      staged.ordered_at, staged.store, staged.channel, staged.brand, staged.seller, staged.currency, summed.amount_minor,
      commerce.worth(summed.amount_minor, staged.base_rate), staged.base_rate,
      summed.lines, staged.original_number, staged.field_values, ${importId}, ${now}, ${now}
    from staged_orders staged
    join (select order_id, count(*)::int as lines, sum(amount_minor)::bigint as amount_minor
      from keyed_lines where is_new group by order_id) summed using (order_id)
    where staged.is_new
    order by staged.customer_id, staged.order_id`.execute(ctx.tx);
  await sql`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, description, quantity,
      unit_price, amount_minor, import_id, row_no)
    select customer_id, order_id, product_id, occurrence, description, quantity, unit_price, amount_minor,
      ${importId}, row_no
    from keyed_lines where outcome = 'c' order by customer_id, order_id, product_id, occurrence`.execute(
    ctx.tx,
  );
  await sql`update commerce.order_lines line
    set description = new.description, quantity = new.quantity, unit_price = new.unit_price,
      amount_minor = new.amount_minor, import_id = ${importId}, row_no = new.row_no
    from keyed_lines new
    where new.outcome = 'u' and line.customer_id = new.customer_id and line.order_id = new.order_id
      and line.product_id = new.product_id and line.occurrence = new.occurrence`.execute(ctx.tx);
}

/**
 * Sums, kind and gaps in the headers of documents that were there before, where something differs.
 * A header is filled, never overwritten: a person may have corrected it.
 */
export async function refreshOrders(ctx: Context): Promise<string[]> {
  return changeOrders(
    ctx,
    sql`with summed as (
      select staged.order_id, count(*)::int as lines, sum(line.amount_minor)::bigint as amount_minor
      from staged_orders staged
      join commerce.order_lines line on line.customer_id = staged.customer_id and line.order_id = staged.order_id
      where not staged.is_new and staged.order_id in (select order_id from keyed_lines where outcome <> 'n')
      group by staged.order_id
    ), wanted as (
      select staged.customer_id, staged.order_id,
        coalesce(summed.lines, stored.lines) as lines,
        coalesce(summed.amount_minor, stored.amount_minor) as amount_minor,
        case when 'cancellation' in (staged.hint, stored.kind) then 'cancellation'
          when staged.hint = 'return' or (stored.kind = 'return' and stored.kind_told) then 'return'
          when summed.amount_minor is null then stored.kind
          when summed.amount_minor < 0 then 'return' else 'sale' end as kind,
        stored.kind_told or staged.hint is not null as kind_told,
        coalesce(stored.store, staged.store) as store, coalesce(stored.channel, staged.channel) as channel,
        coalesce(stored.brand, staged.brand) as brand, coalesce(stored.seller, staged.seller) as seller,
        coalesce(stored.original_number, staged.original_number) as original_number,
        staged.field_values || stored.field_values as field_values
      from staged_orders staged
      join commerce.orders stored on stored.customer_id = staged.customer_id and stored.id = staged.order_id
      left join summed on summed.order_id = staged.order_id
      where not staged.is_new
    )
    update commerce.orders stored
    set lines = wanted.lines, amount_minor = wanted.amount_minor, kind = wanted.kind, kind_told = wanted.kind_told,
      store = wanted.store,
      channel = wanted.channel, brand = wanted.brand, seller = wanted.seller, original_number = wanted.original_number,
      field_values = wanted.field_values,
      base_amount_minor = commerce.worth(wanted.amount_minor, stored.base_rate),
      version = stored.version + 1, updated_at = ${ctx.clock.now()}
    from wanted
    where stored.customer_id = wanted.customer_id and stored.id = wanted.order_id
      and (stored.lines, stored.amount_minor, stored.kind, stored.kind_told, stored.store, stored.channel, stored.brand,
        stored.seller, stored.original_number, stored.field_values) is distinct from (wanted.lines, wanted.amount_minor, wanted.kind, wanted.kind_told, wanted.store,
        wanted.channel, wanted.brand, wanted.seller, wanted.original_number, wanted.field_values)`,
  );
}

/** Keeps what a product sold in step with the lines written now. */
export async function addToProducts(ctx: Context): Promise<void> {
  await sql`with by_order as (
      select line.product_id, line.order_id, sum(line.lines_delta) as lines, sum(line.quantity_delta) as quantity,
        sum(line.amount_delta)::bigint as amount
      from keyed_lines line where line.outcome <> 'n' and line.product_id <> 0 group by 1, 2
    ), delta as (
      select by_order.product_id, sum(by_order.lines) as lines, sum(by_order.quantity) as quantity,
        coalesce(sum(commerce.worth(by_order.amount, staged.base_rate)), 0)::bigint as revenue_minor,
        min(staged.ordered_at) as first_sold_at, max(staged.ordered_at) as last_sold_at
      from by_order join staged_orders staged using (order_id) group by 1)
    update commerce.products product
    set lines = product.lines + delta.lines, quantity = product.quantity + delta.quantity,
      revenue_minor = product.revenue_minor + delta.revenue_minor,
      first_sold_at = least(product.first_sold_at, delta.first_sold_at),
      last_sold_at = greatest(product.last_sold_at, delta.last_sold_at)
    from delta where product.id = delta.product_id`.execute(ctx.tx);
}

/** Notes which documents of before this import has met and which of their lines it left as they were. */
export async function noteSightings(ctx: Context, importId: string): Promise<void> {
  await sql`insert into commerce.order_sightings as sighting (import_id, order_id, product_ids)
    select ${importId}::bigint, order_id, coalesce(array_agg(product_id) filter (where outcome = 'n'), '{}')
    from keyed_lines where not is_new group by order_id
    on conflict (import_id, order_id) do update
    set product_ids = sighting.product_ids || excluded.product_ids`.execute(ctx.tx);
}

export interface StoredRows {
  /** Rows of the file in their order; `outcomes` and `orderIds` run along with it. */
  rowNos: string[];
  outcomes: string;
  orderIds: string[];
  guestLines: number;
}

export async function storedRows(ctx: Context): Promise<StoredRows> {
  const { rows } = await sql<{
    row_nos: string[] | null;
    outcomes: string | null;
    order_ids: string[] | null;
    guests: number;
  }>`
    select array_agg(row_no order by row_no) as row_nos, string_agg(outcome::text, '' order by row_no) as outcomes,
      array_agg(order_id order by row_no) as order_ids,
      (select count(*)::int from staged_lines where customer_key is null) as guests
    from keyed_lines`.execute(ctx.tx);
  const row = rows[0]!;
  return {
    rowNos: row.row_nos ?? [],
    outcomes: row.outcomes ?? '',
    orderIds: row.order_ids ?? [],
    guestLines: row.guests,
  };
}

/** Customers whose documents changed in this chunk. */
export async function touchedCustomers(ctx: Context, changedOrders: string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from staged_orders
    where customer_id <> 0 and (is_new or order_id = any(${changedOrders}::bigint[])
      or order_id in (select order_id from keyed_lines where outcome <> 'n'))`.execute(ctx.tx);
  return rows.map((row) => row.customer_id);
}

export interface ImportSums {
  orders: string;
  cancellations: string;
  customers: string;
}

/** The documents that the import made or met, over a row of commerce.orders called `stored`. */
function ofImport(importId: string): RawBuilder<boolean> {
  return sql`(stored.import_id = ${importId} or stored.id in (
    select order_id from commerce.order_sightings where import_id = ${importId}))`;
}

/** Documents and customers that the import has met; reads all orders, so it belongs to the end. */
export async function sumImport(ctx: Context, importId: string): Promise<ImportSums> {
  const { rows } = await sql<ImportSums>`
    select count(*) as orders, count(*) filter (where stored.kind = 'cancellation') as cancellations,
      count(distinct stored.customer_id) filter (where stored.customer_id <> 0) as customers
    from commerce.orders stored where ${ofImport(importId)}`.execute(ctx.tx);
  return rows[0]!;
}

/** Documents of the import that undo another and are not tied to it yet. */
export async function looseReversals(ctx: Context, importId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select stored.id from commerce.orders stored
    where stored.kind <> 'sale' and stored.original_order_id is null and ${ofImport(importId)}`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.id);
}

/** Customers whose documents the import has met; reads all orders, so it belongs to the end. */
export async function customersOfImport(ctx: Context, importId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct stored.customer_id as id from commerce.orders stored
    where stored.customer_id <> 0 and ${ofImport(importId)}`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** For an import that is undone. */
export async function forgetSightings(ctx: Context, importId: string): Promise<void> {
  await sql`delete from commerce.order_sightings where import_id = ${importId}`.execute(ctx.tx);
}
