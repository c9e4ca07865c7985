import { type RawBuilder, sql } from 'kysely';
import { looksLike } from '../rules/conditions/sql-parts.queries.ts';

export interface HintRow {
  value: string;
  label: string;
  note: string | null;
  count: string | null;
}

interface Asked {
  text: string | undefined;
  limit: number;
}

const atMost = (limit: number) => sql`cast(${String(limit)} as integer)`;

function fitting(columns: readonly RawBuilder<unknown>[], text: string | undefined): RawBuilder<boolean> {
  if (!text) return sql`true`;
  return sql`(${sql.join(
    columns.map((column) => looksLike(column, [text], 'anywhere')),
    sql` or `,
  )})`;
}

/** The values of a column of facts.customers `c` among those of `reach`, the most frequent first. */
export function customerValues(
  column: string,
  reach: RawBuilder<boolean>,
  { text, limit }: Asked,
): RawBuilder<HintRow> {
  const value = sql.ref(`c.${column}`);
  return sql<HintRow>`select ${value} as "value", ${value} as "label", cast(null as text) as "note",
      cast(count(*) as text) as "count"
    from facts.customers c where ${value} is not null and ${reach} and ${fitting([value], text)}
    group by ${value} order by count(*) desc, ${value} limit ${atMost(limit)}`;
}

/** The values of a column of facts.orders `o` of customers of `reach`, the most frequent first. */
export function orderValues(
  column: string,
  reach: RawBuilder<boolean>,
  { text, limit }: Asked,
): RawBuilder<HintRow> {
  const value = sql.ref(`o.${column}`);
  return sql<HintRow>`select ${value} as "value", ${value} as "label", cast(null as text) as "note",
      cast(count(*) as text) as "count"
    from facts.orders o join facts.customers c on c.id = o.customer_id
    where ${value} is not null and ${reach} and ${fitting([value], text)}
    group by ${value} order by count(*) desc, ${value} limit ${atMost(limit)}`;
}

/** Categories or brands of products, by how many products have them. */
export function productValues(column: 'category' | 'brand', { text, limit }: Asked): RawBuilder<HintRow> {
  const value = sql.ref(`p.${column}`);
  return sql<HintRow>`select ${value} as "value", ${value} as "label", cast(null as text) as "note",
      cast(null as text) as "count"
    from facts.products p where ${value} is not null and ${fitting([value], text)}
    group by ${value} order by count(*) desc, ${value} limit ${atMost(limit)}`;
}

/** Products by name or code. */
export function productsLike({ text, limit }: Asked): RawBuilder<HintRow> {
  return sql<HintRow>`select cast(p.id as text) as "value", coalesce(p.name, p.code) as "label", p.code as "note",
      cast(null as text) as "count"
    from facts.products p where ${fitting([sql`p.name`, sql`p.code`], text)}
    order by coalesce(p.name, p.code), p.id limit ${atMost(limit)}`;
}
