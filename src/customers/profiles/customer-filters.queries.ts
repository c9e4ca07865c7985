import { type RawBuilder, sql } from 'kysely';
import type { Context, Holding } from '#platform/db/context.ts';
import { endOf, startOf } from '#platform/db/days.queries.ts';
import { fail } from '#platform/errors/errors.ts';
import { asksTotals, conditionsHold } from '../conditions/conditions.queries.ts';
import { refuseUnreadable } from '../fields/field-rights.ts';
import { isMetBy } from '../records/import-sightings.queries.ts';
import { carriesTag } from '../tags/tags.queries.ts';
import { metByWork } from '../works/work-outcomes.queries.ts';
import { type CustomerFilters, fieldsAsked, filtersOfOthers } from './customer-filters.contract.ts';
import { qualityConditions } from './quality-filters.queries.ts';
import { matchesSearch } from './search.queries.ts';
import { visibleCustomers } from './visible-customers.queries.ts';

/** What a filtered query reads from and which rows it keeps. */
export interface FilteredCustomers {
  /** customers.customers `c`, and customers.totals `t` where asked for. */
  from: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
  /** What customers.search `s` must say, where something is searched for. */
  search: RawBuilder<boolean> | undefined;
}

/** What must hold of customers by what other domains know. */
export type OthersConditions = readonly Holding[];

/**
 * The visible customers that these filters keep, for list, count and export alike. Whoever asks several times hands over
 * the conditions of `others`, which cost, and might keep others the next time. Fails with customers.field_not_readable and as
 * `othersConditions`.
 */
export async function filteredCustomers(
  ctx: Context,
  filters: CustomerFilters,
  options: { totals: boolean; others?: OthersConditions | undefined },
): Promise<FilteredCustomers> {
  refuseUnreadable(ctx, fieldsAsked(filters));
  const { timeZone } = await ctx.organisation();
  const ofTotals = totalsConditions(filters, timeZone);
  const totals =
    options.totals || ofTotals.length > 0 || asksTotals((filters.where ?? []).map(([field]) => field))
      ? sql`join customers.totals t on t.customer_id = c.id`
      : sql``;
  const conditions = [
    visibleCustomers(ctx, filters.bin ? 'binned' : 'live'),
    ...placeConditions(filters),
    ...addedConditions(filters, timeZone),
    ...qualityConditions(filters),
    ...ofTotals,
    ...(await conditionsHold(ctx, filters.where, timeZone)),
    ...(filters.tag ? [await carriesTag(ctx, filters.tag)] : []),
    ...(filters.work ? [metByWork(ctx, filters.work, filters.workOutcome)] : []),
    ...(options.others ?? (await othersConditions(ctx, filters))).map(({ condition }) => condition),
    ...(filters.metByImport ? [await isMetBy(ctx, filters.metByImport)] : []),
  ];
  return {
    from: sql`customers.customers c ${totals}`,
    where: sql.join(conditions, sql` and `),
    search: matchesSearch(ctx, filters.q),
  };
}

/** What other domains know. Fails as they do, and with customers.filter_gone where what is named is not there for the actor. */
export async function othersConditions(ctx: Context, filters: CustomerFilters): Promise<OthersConditions> {
  const conditions: Holding[] = [];
  for (const word of filtersOfOthers) {
    const value = filters[word];
    if (value === undefined) continue;
    const holds = await ctx.listFilters.get(`customers.${word}`)?.holds(ctx, value);
    if (!holds)
      throw fail('invalid', 'customers.filter_gone', {
        values: { filter: word },
        errors: [{ path: word, code: 'customers.filter_gone', message: 'is not there, or not for you' }],
      });
    conditions.push(holds);
  }
  return conditions;
}

/** Whether the actor may ask all that these filters ask of other domains. */
export async function mayAskOthers(ctx: Context, filters: CustomerFilters): Promise<boolean> {
  for (const word of filtersOfOthers) {
    const value = filters[word];
    if (value !== undefined && !(await ctx.listFilters.get(`customers.${word}`)?.mayAsk(ctx, value)))
      return false;
  }
  return true;
}

function placeConditions(filters: CustomerFilters): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (filters.kind) conditions.push(sql`c.kind = ${filters.kind}`);
  if (filters.country) conditions.push(countryCondition(filters.country.split(',')));
  if (filters.region) conditions.push(sql`c.region = ${filters.region}`);
  if (filters.city) conditions.push(sql`c.city = ${filters.city}`);
  if (filters.ownerId === 'none') conditions.push(sql`c.owner_id is null`);
  else if (filters.ownerId) conditions.push(sql`c.owner_id = ${filters.ownerId}`);
  return conditions;
}

function countryCondition(countries: string[]): RawBuilder<unknown> {
  const codes = countries.filter((country) => country !== 'none');
  const known = sql`c.country = any(${codes}::bpchar[])`;
  if (codes.length === countries.length) return known;
  return codes.length === 0 ? sql`c.country is null` : sql`(${known} or c.country is null)`;
}

/** Bounds of one range of an index, so that even a million of others cost nothing. */
function addedConditions({ addedFrom, addedTo }: CustomerFilters, timeZone: string): RawBuilder<unknown>[] {
  return [
    ...(addedFrom ? [sql`c.created_at >= ${startOf(addedFrom, timeZone)}`] : []),
    ...(addedTo ? [sql`c.created_at < ${endOf(addedTo, timeZone)}`] : []),
  ];
}

function totalsConditions(filters: CustomerFilters, timeZone: string): RawBuilder<unknown>[] {
  const last = sql`coalesce(t.last_order_at, '0001-01-01T00:00:00Z'::timestamptz)`;
  const conditions: RawBuilder<unknown>[] = [];
  if (filters.hasOrders !== undefined)
    conditions.push(filters.hasOrders ? sql`t.orders > 0` : sql`t.orders = 0`);
  if (filters.minSpendMinor !== undefined)
    conditions.push(sql`t.spend_minor >= ${filters.minSpendMinor}::bigint`);
  if (filters.maxSpendMinor !== undefined)
    conditions.push(sql`t.spend_minor <= ${filters.maxSpendMinor}::bigint`);
  if (filters.lastOrderFrom) conditions.push(sql`${last} >= ${startOf(filters.lastOrderFrom, timeZone)}`);
  if (filters.lastOrderTo) {
    conditions.push(sql`${last} < ${endOf(filters.lastOrderTo, timeZone)} and t.last_order_at is not null`);
  }
  return conditions;
}
