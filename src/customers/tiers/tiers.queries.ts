import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CityTier, TierEntry } from './tiers.contract.ts';

/** Both ways in which records write a city of the list: 上海 and 上海市. */
const spellings = sql`unnest(array[e.city, e.city || '市'])`;

/** Over `c`: a municipality may stand as region alone. Only Chinese places have a tier. */
const place = sql`case when c.country is null or c.country = 'CN' then coalesce(c.city, c.region) end`;

/** Over a row of customers.customers called `c`: its city stands in this tier, or in none. */
export function stands(tier: CityTier | 'none'): RawBuilder<boolean> {
  if (tier === 'none')
    return sql`(${place} in (select ${spellings} from customers.city_tiers e)) is not true`;
  return sql`${place} in (select ${spellings} from customers.city_tiers e where e.tier = ${tier})`;
}

/** The tier of the city of a customer, over `c`. */
export const tierOfCustomer = sql<CityTier | null>`(select e.tier from customers.city_tiers e
  where e.city = regexp_replace(${place}, '(.)市$', '\\1'))`;

const columns = sql`city, tier, source, published_on as "publishedOn", note, updated_by as "updatedBy",
  updated_at as "updatedAt"`;

/** All entries, the highest tier first, within it by name. */
export async function listTiers(ctx: Context): Promise<TierEntry[]> {
  const { rows } = await sql<TierEntry>`select ${columns} from customers.city_tiers
    order by array_position(array['first', 'new_first', 'second', 'third', 'fourth', 'fifth'], tier),
      city collate "zh-x-icu"`.execute(ctx.tx);
  return rows;
}

/** Writes an entry, new or in place of the city's former one. */
export async function writeTier(ctx: Context, entry: Omit<TierEntry, 'updatedAt'>): Promise<TierEntry> {
  const { city, tier, source, publishedOn, note, updatedBy } = entry;
  const { rows } = await sql<TierEntry>`
    insert into customers.city_tiers (city, tier, source, published_on, note, updated_by, updated_at)
    values (${city}, ${tier}, ${source}, ${publishedOn}, ${note}, ${updatedBy}, ${ctx.clock.now()})
    on conflict (city) do update set tier = excluded.tier, source = excluded.source,
      published_on = excluded.published_on, note = excluded.note, updated_by = excluded.updated_by,
      updated_at = excluded.updated_at
    returning ${columns}`.execute(ctx.tx);
  return rows[0]!;
}

/** Takes an entry away; false where there is none. */
export async function deleteTier(ctx: Context, city: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from customers.city_tiers where city = ${city}`.execute(
    ctx.tx,
  );
  return numAffectedRows === 1n;
}
