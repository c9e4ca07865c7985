import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { reads, refuseUnreadable } from '../fields/field-rights.ts';
import { visibleCustomers } from './visible-customers.queries.ts';

export interface Facet {
  value: string;
  count: number;
  exact: boolean;
}

/** Counting stops here, and so many values are looked at: the answer takes as long at a million rows as at ten. */
const countedExactly = 1_000;
const valuesOfOne = 300;

/**
 * The countries of all customers, the regions (of a country), and the cities of a region, most customers first; none of a
 * field that the actor may not read. Fails with customers.field_not_readable.
 */
export async function customerFacets(
  ctx: Context,
  input: { country?: string | undefined; region?: string | undefined },
): Promise<{ countries: Facet[]; regions: Facet[]; cities: Facet[] }> {
  refuseUnreadable(
    ctx,
    (['country', 'region'] as const).filter((field) => input[field] !== undefined),
  );
  const country = input.country ? sql`c.country = ${input.country}` : undefined;
  const region = input.region ? sql`c.region = ${input.region}` : undefined;
  return {
    countries: await valuesOf(ctx, 'country', []),
    regions: await valuesOf(ctx, 'region', country ? [country] : []),
    cities: region ? await valuesOf(ctx, 'city', country ? [region, country] : [region]) : [],
  };
}

/** Steps from each value to the next one in the index instead of reading every row. */
async function valuesOf(
  ctx: Context,
  column: 'country' | 'region' | 'city',
  within: RawBuilder<unknown>[],
): Promise<Facet[]> {
  if (!reads(ctx, column)) return [];
  const value = sql.ref(`c.${column}`);
  const where = sql.join([visibleCustomers(ctx), ...within], sql` and `);
  const { rows } = await sql<{ value: string; count: string }>`
    with recursive steps as (
      select (select ${value} from customers.customers c where ${where} and ${value} is not null order by ${value} limit 1) as value, 1 as step
      union all
      select (select ${value} from customers.customers c where ${where} and ${value} > steps.value order by ${value} limit 1), step + 1
      from steps where steps.value is not null and step < ${valuesOfOne}
    )
    select steps.value, counted.count from steps cross join lateral (
      select count(*) as count from (
        select 1 from customers.customers c where ${where} and ${value} = steps.value limit ${countedExactly + 1}) few
    ) counted
    where steps.value is not null order by counted.count desc, steps.value collate "zh-x-icu"`.execute(
    ctx.tx,
  );
  return rows.map((row) => {
    const count = Number(row.count);
    return { value: row.value, count: Math.min(count, countedExactly), exact: count <= countedExactly };
  });
}
