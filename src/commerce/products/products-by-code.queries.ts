import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

export interface WantedProduct {
  code: string;
  name: string | null;
}

/** The ids of products by code; those that nobody knew are made. Two callers at once get the same ids. */
export async function ensureProducts(
  ctx: Context,
  wanted: readonly WantedProduct[],
): Promise<{ ids: Map<string, string>; made: string[] }> {
  const codes = wanted.map((each) => each.code);
  const now = ctx.clock.now();
  const made = await sql<{ id: string }>`
    insert into commerce.products (code, name, created_at, updated_at)
    select distinct on (code) code, coalesce(name, code), ${now}::timestamptz, ${now}::timestamptz
    from unnest(${codes}::text[], ${wanted.map((each) => each.name)}::text[]) as wanted(code, name)
    order by code, name is null
    on conflict (code) do nothing returning id`.execute(ctx.tx);
  const { rows } = await sql<{ id: string; code: string }>`
    select id, code from commerce.products where code = any(${codes}::text[])`.execute(ctx.tx);
  return { ids: new Map(rows.map((row) => [row.code, row.id])), made: made.rows.map((row) => row.id) };
}

/** Those of these ids that are products. */
export async function knownProducts(ctx: Context, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from commerce.products where id = any(${ids}::bigint[])`.execute(ctx.tx);
  return new Set(rows.map((row) => row.id));
}
