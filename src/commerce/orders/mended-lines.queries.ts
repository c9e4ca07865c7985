import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** The staged lines with document, product, price and amount. */
export const pricedLines = sql`(
  select line.row_no, staged.order_id, staged.customer_id, staged.is_new, coalesce(product.id, 0) as product_id,
    line.product_name as description, line.quantity,
    case when line.unit_price is not null then line.unit_price
      when line.quantity = 0 then 0 else round(line.amount / line.quantity, 6) end as unit_price,
    round(coalesce(line.amount, line.quantity * line.unit_price) * (10 ^ staged.digits)::numeric)::bigint as amount_minor
  from staged_lines line
  join staged_orders staged on staged.number = line.order_number
  left join commerce.products product on product.code = line.product_key)`;

/** Rows of a file that failed in an import and come back mended: row of this file → row of that import. */
export interface MendedRows {
  importId: string;
  rows: ReadonlyMap<number, number>;
}

/**
 * Gives every mended row its place among the lines of its document and product: the one that it had before; else
 * that of a line alike which a later import brought; else one behind all others, so that it never takes the place
 * of a good row.
 */
export async function placeMendedRows(ctx: Context, mended: MendedRows | undefined): Promise<void> {
  await sql`create temp table if not exists mended_places (
    row_no bigint, first_row bigint, occurrence integer) on commit delete rows`.execute(ctx.tx);
  if (!mended || mended.rows.size === 0) return;
  const rows = [...mended.rows];
  await sql`
    with priced as materialized (
      select line.*, given.first_row from ${pricedLines} line
      join unnest(${rows.map(([row]) => row)}::bigint[], ${rows.map(([, first]) => first)}::bigint[])
        as given(row_no, first_row) using (row_no)
    ), kept as (
      select priced.row_no, known.occurrence from priced
      join commerce.mended_lines known on known.import_id = ${mended.importId} and known.row_no = priced.first_row
        and known.order_id = priced.order_id and known.product_id = priced.product_id
    ), open as (
      select priced.*, row_number() over (partition by order_id, product_id, description, quantity, unit_price, amount_minor
        order by row_no) as nth
      from priced where row_no not in (select row_no from kept)
    ), alike as (
      select open.row_no, stored.occurrence from open join (
        select line.*, row_number() over (partition by line.order_id, line.product_id, line.description, line.quantity,
          line.unit_price, line.amount_minor order by line.occurrence) as nth
        from (select distinct customer_id, order_id from priced) document
        join commerce.order_lines line using (customer_id, order_id)
        where line.import_id > ${mended.importId}::bigint and not exists (
          select from commerce.mended_lines taken where taken.order_id = line.order_id
            and taken.product_id = line.product_id and taken.occurrence = line.occurrence)
      ) stored using (order_id, product_id, quantity, unit_price, amount_minor, nth)
      where stored.description is not distinct from open.description
    ), fresh as (
      select open.row_no, (last.occurrence + row_number() over (partition by open.order_id, open.product_id
        order by open.row_no))::int as occurrence
      from open cross join lateral (
        select greatest(
          (select coalesce(max(line.occurrence), 0) from commerce.order_lines line where line.customer_id = open.customer_id
            and line.order_id = open.order_id and line.product_id = open.product_id),
          (select count(*) from ${pricedLines} plain where plain.order_id = open.order_id
            and plain.product_id = open.product_id and plain.row_no not in (select row_no from priced))) as occurrence) last
      where open.row_no not in (select row_no from alike)
    )
    insert into mended_places
    select priced.row_no, priced.first_row, coalesce(kept.occurrence, alike.occurrence, fresh.occurrence)
    from priced left join kept using (row_no) left join alike using (row_no) left join fresh using (row_no)`.execute(
    ctx.tx,
  );
}

/** Keeps the places of mended rows, so that the same file again changes nothing. */
export async function keepMendedPlaces(ctx: Context, mended: MendedRows | undefined): Promise<void> {
  if (!mended || mended.rows.size === 0) return;
  await sql`insert into commerce.mended_lines (import_id, row_no, order_id, product_id, occurrence)
    select ${mended.importId}::bigint, place.first_row, line.order_id, line.product_id, line.occurrence
    from mended_places place join keyed_lines line using (row_no)
    on conflict (import_id, row_no) do update
    set order_id = excluded.order_id, product_id = excluded.product_id, occurrence = excluded.occurrence`.execute(
    ctx.tx,
  );
}
