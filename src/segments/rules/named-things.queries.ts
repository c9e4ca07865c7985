import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

/** The names of products by id, of those that are there. */
export async function productNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`select id::text as id, name from facts.products
    where id = any(${ids}::bigint[])`.execute(ctx.tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those of these categories that some product has. */
export async function knownCategories(ctx: Context, names: readonly string[]): Promise<Set<string>> {
  if (names.length === 0) return new Set();
  const { rows } = await sql<{ category: string }>`select distinct category from facts.products
    where category = any(${names}::text[])`.execute(ctx.tx);
  return new Set(rows.map(({ category }) => category));
}
