import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { StoredProduct } from './find-products.queries.ts';

export interface WholeProduct extends StoredProduct {
  createdAt: string;
  updatedAt: string;
  version: number;
}

const columns = sql`p.id, p.code, p.name, p.category, p.brand, p.lines as "lineCount", p.quantity,
  p.revenue_minor as "revenueMinor", p.first_sold_at as "firstSoldAt", p.last_sold_at as "lastSoldAt",
  p.created_at as "createdAt", p.updated_at as "updatedAt", p.version`;

/** One product; `lock` keeps others from changing it until the end. */
export async function findProduct(
  ctx: Context,
  id: string,
  options: { lock?: boolean } = {},
): Promise<WholeProduct | undefined> {
  const lock = options.lock ? sql`for update` : sql``;
  const { rows } = await sql<WholeProduct>`
    select ${columns} from commerce.products p where p.id = ${id} ${lock}`.execute(ctx.tx);
  return rows[0];
}

export interface ProductFields {
  code: string;
  name: string;
  category: string | null;
  brand: string | null;
}

/** The new product's id; undefined when its code is taken. */
export async function insertProduct(ctx: Context, fields: ProductFields): Promise<string | undefined> {
  const now = ctx.clock.now();
  const made = await ctx.tx
    .insertInto('commerce.products')
    .values({ ...fields, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}

/** False when another product has the code. */
export async function updateProduct(ctx: Context, id: string, fields: ProductFields): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from commerce.products where code = ${fields.code} and id <> ${id}) as taken`.execute(
    ctx.tx,
  );
  if (rows[0]!.taken) return false;
  await sql`update commerce.products
    set code = ${fields.code}, name = ${fields.name}, category = ${fields.category}, brand = ${fields.brand},
      version = version + 1, updated_at = ${ctx.clock.now()}
    where id = ${id}`.execute(ctx.tx);
  return true;
}

export interface ProductMonth {
  month: string;
  documents: number;
  quantity: string;
  revenueMinor: string;
}

/** The newest `limit` months in which a product was sold or came back, oldest first. */
export async function sumMonths(ctx: Context, productId: string, limit: number): Promise<ProductMonth[]> {
  const { currency: base, timeZone } = await ctx.organisation();
  const { rows } = await sql<ProductMonth>`
    select to_char(ordered_at, 'YYYY-MM') as month, count(*)::int as documents, sum(quantity) as quantity,
      coalesce(sum(worth), 0) as "revenueMinor"
    from (select date_trunc('month', o.ordered_at at time zone ${timeZone}::text) as ordered_at,
        sum(line.quantity) as quantity,
        commerce.base_amount(sum(line.amount_minor)::bigint, o.currency, o.ordered_at, ${base}, ${timeZone}) as worth
      from commerce.order_lines line
      join commerce.orders o on o.customer_id = line.customer_id and o.id = line.order_id
      where line.product_id = ${productId}
      group by o.customer_id, o.id) by_order
    group by by_order.ordered_at order by by_order.ordered_at desc limit ${limit}`.execute(ctx.tx);
  return rows.toReversed();
}

const facetColumns = { categories: 'category', brands: 'brand' } as const;
type Facets = Record<keyof typeof facetColumns, string[]>;

/** The different categories and brands, read by leaping from value to value through an index. */
export async function productFacets(ctx: Context, limit: number): Promise<Facets> {
  const facets: Facets = { categories: [], brands: [] };
  for (const facet of Object.keys(facetColumns) as (keyof Facets)[]) {
    const column = sql`p.${sql.ref(facetColumns[facet])}`;
    const { rows } = await sql<{ value: string }>`with recursive leap(value) as (
        (select ${column} from commerce.products p where ${column} is not null order by ${column} limit 1)
        union all
        select (select ${column} from commerce.products p where ${column} > leap.value order by ${column} limit 1)
        from leap where leap.value is not null
      ) select value from leap where value is not null limit ${limit}`.execute(ctx.tx);
    facets[facet] = rows.map((row) => row.value);
  }
  return facets;
}
