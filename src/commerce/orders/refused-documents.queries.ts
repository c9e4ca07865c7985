import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { type TakenValue, uniqueOnes } from './staged-fields.queries.ts';

/** A document of the stage and the first value that it tells of a unique field. */
export interface Claim {
  number: string;
  /** Of the document, where it is known. */
  orderId: string | null;
  fieldId: string;
  key: string;
  value: string;
  /** The document that has the value, where another has it. */
  holderId: string | null;
  /** The holder has it from this import, and has it no more where what the import did to it is taken back. */
  isGiven: boolean;
}

/** A document that is refused, and why. */
export type Refused = Pick<Claim, 'number' | 'orderId' | 'key' | 'value'>;

/** What the stage claims, in the order of the file. What a document has already stays, whatever is told. */
export async function stagedClaims(
  ctx: Context,
  { importId, sourceId }: { importId: string; sourceId: string },
): Promise<Claim[]> {
  const unique = await uniqueOnes(ctx);
  if (!unique) return [];
  const { rows } = await sql<Claim>`
    with told as (
      select distinct on (line.order_number, f.id) line.order_number, f.id as field_id, f.key,
        line.field_values ->> f.key as value, line.row_no
      from staged_lines line join ${unique} on line.field_values ? f.key
      order by line.order_number, f.id, line.row_no
    )
    select told.order_number as number, known.order_id as "orderId", told.field_id as "fieldId", told.key, told.value,
      taken.order_id as "holderId", ${isGiven(importId)} as "isGiven"
    from told
    left join commerce.order_keys known on known.source_id = ${sourceId} and known.number = told.order_number
    left join commerce.orders stored on stored.customer_id = known.customer_id and stored.id = known.order_id
    left join commerce.unique_values taken on taken.field_id = told.field_id and taken.value = told.value
      and taken.order_id is distinct from known.order_id
    left join commerce.orders holder on holder.customer_id = taken.customer_id and holder.id = taken.order_id
    where (stored.field_values ? told.key) is not true
    order by told.row_no, told.field_id`.execute(ctx.tx);
  return rows;
}

/**
 * As `undoLines` leaves it: a document that the import made goes unless others added lines, and one of before loses what
 * the import filled, where it still stands.
 */
function isGiven(importId: string): RawBuilder<boolean> {
  return sql`case when holder.import_id = ${importId}::bigint
    then not exists (select from commerce.order_lines line where line.customer_id = holder.customer_id
      and line.order_id = holder.id and line.import_id is distinct from ${importId}::bigint)
    else exists (select from commerce.former_orders former where former.customer_id = holder.customer_id
      and former.import_id = ${importId}::bigint and former.order_id = holder.id
      and former.after -> ('field.' || told.key) = holder.field_values -> told.key) end`;
}

/** Remembers for the chunks to come that these documents are refused, and for the end the products that they had lines of. */
export async function rememberRefused(
  ctx: Context,
  importId: string,
  refused: readonly Refused[],
): Promise<void> {
  await sql`insert into commerce.refused_documents (import_id, number, field_key, value, product_ids)
    select ${importId}::bigint, told.number, told.key, told.value, array(
      select distinct line.product_id from commerce.orders o
      join commerce.order_lines line on line.customer_id = o.customer_id and line.order_id = o.id
      where o.id = told.order_id and line.import_id = ${importId}::bigint and line.product_id <> 0)
    from unnest(${refused.map(({ number }) => number)}::text[], ${refused.map(({ orderId }) => orderId)}::bigint[],
      ${refused.map(({ key }) => key)}::text[], ${refused.map(({ value }) => value)}::text[])
      as told(number, order_id, key, value)`.execute(ctx.tx);
}

/** Takes the lines of refused documents off the stage. */
export async function dropRefusedLines(ctx: Context, importId: string): Promise<TakenValue[]> {
  const { rows } = await sql<TakenValue>`
    delete from staged_lines line using commerce.refused_documents refused
    where refused.import_id = ${importId} and refused.number = line.order_number
    returning line.row_no as "rowNo", refused.field_key as key, refused.value`.execute(ctx.tx);
  return rows;
}

/** Gives the products of which lines were taken back. */
export async function forgetRefused(ctx: Context, importId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with gone as (delete from commerce.refused_documents where import_id = ${importId} returning product_ids)
    select distinct unnest(product_ids) as id from gone`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Of these documents: those of guests, and the rows of the lines that this import created. */
export async function storedParts(ctx: Context, importId: string, orderIds: readonly string[]) {
  const { rows } = await sql<{ guests: string[]; lines: string[] }>`
    select
      coalesce(array_agg(id) filter (where customer_id = 0), '{}') as guests,
      array(select line.row_no from commerce.orders o
        join commerce.order_lines line on line.customer_id = o.customer_id and line.order_id = o.id
        where o.id = any(${orderIds}::bigint[]) and line.import_id = ${importId}) as lines
    from commerce.orders where id = any(${orderIds}::bigint[])`.execute(ctx.tx);
  return rows[0]!;
}

/** The import did not meet these documents after all. */
export async function forgetMeeting(
  ctx: Context,
  importId: string,
  orderIds: readonly string[],
): Promise<void> {
  await sql`delete from commerce.order_sightings
    where import_id = ${importId} and order_id = any(${orderIds}::bigint[])`.execute(ctx.tx);
}
