import { type SelectQueryBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { DB } from '#platform/db/tables.ts';
import type { Cursor } from '#platform/http/cursor.ts';
import type { ProductFilters } from './products.contract.ts';

export interface StoredProduct {
  id: string;
  code: string;
  name: string;
  category: string | null;
  brand: string | null;
  lineCount: string;
  quantity: string;
  revenueMinor: string;
  firstSoldAt: string | null;
  lastSoldAt: string | null;
}

export interface ProductSort {
  sort: 'name' | 'revenue' | 'quantity' | 'lastSoldAt';
  direction: 'asc' | 'desc';
}

type Products = SelectQueryBuilder<DB & { p: DB['commerce.products'] }, 'p', object>;

export function matchingProducts(ctx: Context, filters: ProductFilters): Products {
  let query = ctx.tx.selectFrom('commerce.products as p') as unknown as Products;
  if (filters.category !== undefined) query = query.where('p.category', '=', filters.category);
  if (filters.brand !== undefined) query = query.where('p.brand', '=', filters.brand);
  const pieces = (filters.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (pieces.length === 0) return query;
  // The grams find the candidates through their index; the text decides.
  const occurs = pieces.map((piece) => sql`position(${piece}::text in s.text) > 0`);
  return query.where(sql<boolean>`p.id in (select s.product_id from commerce.product_search s
    where s.grams @> ${gramsOf(pieces)}::text[] and ${sql.join(occurs, sql` and `)})`);
}

function gramsOf(pieces: string[]): string[] {
  const ofPiece = (piece: string) => {
    const letters = [...piece];
    return letters.length === 1
      ? letters
      : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
  };
  return [...new Set(pieces.flatMap(ofPiece))];
}

const sortColumns = {
  name: { value: sql`p.name collate "zh-x-icu"`, type: sql`text` },
  revenue: { value: sql`p.revenue_minor`, type: sql`bigint` },
  quantity: { value: sql`p.quantity`, type: sql`numeric` },
  lastSoldAt: { value: sql`p.last_sold_at`, type: sql`timestamptz` },
};

/**
 * One page in keyset order, one row more than `limit` where there are more. Products never sold come last when
 * sorted by their last sale, whatever the direction.
 */
export async function pageOfProducts(
  matching: Products,
  { sort, direction }: ProductSort,
  after: Cursor | undefined,
  limit: number,
): Promise<StoredProduct[]> {
  const { value, type } = sortColumns[sort];
  const [order, beyond] = direction === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  let known = matching
    .where(sql<boolean>`${value} is not null`)
    .orderBy(sql`${value} ${order}`)
    .orderBy('p.id', direction);
  if (after)
    known = known.where(
      sql<boolean>`(${value}, p.id) ${beyond} (${after.value}::${type}, ${after.id}::bigint)`,
    );
  const rows = after?.value === null ? [] : await readProducts(known, limit + 1);
  if (rows.length > limit || sort !== 'lastSoldAt') return rows;
  let never = matching.where('p.last_sold_at', 'is', null).orderBy('p.id', direction);
  if (after?.value === null) never = never.where(sql<boolean>`p.id ${beyond} ${after.id}::bigint`);
  return [...rows, ...(await readProducts(never, limit + 1 - rows.length))];
}

async function readProducts(query: Products, limit: number): Promise<StoredProduct[]> {
  const rows = await query
    .select([
      'p.id',
      'p.code',
      'p.name',
      'p.category',
      'p.brand',
      'p.lines as lineCount',
      'p.quantity',
      'p.revenue_minor as revenueMinor',
      'p.first_sold_at as firstSoldAt',
      'p.last_sold_at as lastSoldAt',
    ])
    .limit(limit)
    .execute();
  return rows;
}
