import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/**
 * What an import may change in a header, over a row of commerce.orders called `stored`. Sums follow the lines, and so
 * does a kind that nobody told. A custom field is called `field.<key>`; an import fills it, and never takes it away.
 */
export const changeableHeader: RawBuilder<unknown> = sql`jsonb_build_object('customer_id', stored.customer_id,
  'kind_told', case when stored.kind_told or stored.kind = 'cancellation' then stored.kind end, 'store', stored.store,
  'channel', stored.channel, 'brand', stored.brand, 'seller', stored.seller, 'original_number', stored.original_number)
  || (select coalesce(jsonb_object_agg('field.' || key, value), '{}') from jsonb_each(stored.field_values))`;

/** Remembers the headers of staged documents that this import did not make, before anything is written. */
export async function rememberHeaders(ctx: Context, importId: string): Promise<void> {
  await sql`create temp table if not exists remembered_headers (order_id bigint, header jsonb) on commit delete rows`.execute(
    ctx.tx,
  );
  await sql`insert into remembered_headers
    select stored.id, ${changeableHeader} from staged_orders staged
    join commerce.orders stored on stored.customer_id = staged.customer_id and stored.id = staged.order_id
    where not staged.is_new and stored.import_id is distinct from ${importId}::bigint`.execute(ctx.tx);
}

/** Keeps the lines that the import is about to change; its own need no keeping. */
export async function keepFormerLines(ctx: Context, importId: string): Promise<void> {
  await sql`insert into commerce.former_lines (customer_id, import_id, order_id, product_id, occurrence, description,
      quantity, unit_price, amount_minor, line_import_id, row_no)
    select old.customer_id, ${importId}::bigint, old.order_id, old.product_id, old.occurrence, old.description,
      old.quantity, old.unit_price, old.amount_minor, old.import_id, old.row_no
    from keyed_lines new
    join commerce.order_lines old on old.customer_id = new.customer_id and old.order_id = new.order_id
      and old.product_id = new.product_id and old.occurrence = new.occurrence
    where new.outcome = 'u' and old.import_id is distinct from ${importId}::bigint
    on conflict do nothing`.execute(ctx.tx);
}

/** Keeps what became different in the remembered headers; documents with other lines only are noted, too. */
export async function keepFormerHeaders(ctx: Context, importId: string): Promise<void> {
  await sql`with different as (
      select stored.customer_id, stored.id, now.key, coalesce(was.value, 'null') as before, now.value as after
      from remembered_headers remembered
      join staged_orders staged using (order_id)
      join commerce.orders stored on stored.customer_id = staged.customer_id and stored.id = staged.order_id
      cross join lateral jsonb_each(${changeableHeader}) now
      cross join lateral (select remembered.header -> now.key as value) was
      where was.value is distinct from now.value
    ), changed as (
      select line.customer_id, line.order_id from keyed_lines line join remembered_headers using (order_id)
      where line.outcome <> 'n'
      union select customer_id, id from different
    )
    insert into commerce.former_orders as known (customer_id, import_id, order_id, before, after)
    select changed.customer_id, ${importId}::bigint, changed.order_id,
      coalesce(jsonb_object_agg(key, before) filter (where key is not null), '{}'),
      coalesce(jsonb_object_agg(key, after) filter (where key is not null), '{}')
    from changed left join different on different.id = changed.order_id
    group by changed.customer_id, changed.order_id
    on conflict (customer_id, import_id, order_id) do update
    set before = excluded.before || known.before, after = known.after || excluded.after`.execute(ctx.tx);
}

/** Keeps which of these documents, loose until now and not of this import, its end has tied to a sale. */
export async function keepTies(ctx: Context, importId: string, orderIds: readonly string[]): Promise<void> {
  await sql`insert into commerce.former_orders (customer_id, import_id, order_id, tied_to)
    select customer_id, ${importId}::bigint, id, original_order_id from commerce.orders
    where id = any(${orderIds}::bigint[]) and original_order_id is not null
      and import_id is distinct from ${importId}::bigint
    on conflict (customer_id, import_id, order_id) do update set tied_to = excluded.tied_to`.execute(ctx.tx);
}
