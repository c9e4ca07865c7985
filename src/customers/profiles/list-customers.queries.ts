import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { type Cursor, decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { GivenField } from '../fields/customer-fields.contract.ts';
import { readsStandIns, refuseUnreadable } from '../fields/field-rights.ts';
import { shownColumns, shownCustomFields, shownValue } from '../fields/shown-fields.queries.ts';
import { type CustomerFilters, fieldsAsked } from './customer-filters.contract.ts';
import { filteredCustomers, type OthersConditions, othersConditions } from './customer-filters.queries.ts';
import type { ListedField } from './customer-list.contract.ts';
import { type CustomerRow, isInEveryRow } from './customer-row.contract.ts';
import { isWalked, type ListOrder, orderOfList } from './list-order.queries.ts';
import { matchesSearch } from './search.queries.ts';
import { mayChange, visibleCustomers } from './visible-customers.queries.ts';

export interface CustomerListing extends CustomerFilters {
  sort: ListedField;
  direction?: 'asc' | 'desc' | undefined;
  /** Fields to be told beside those that every row has. */
  columns?: readonly ListedField[] | undefined;
}

/** What a row of the list tells beside where it belongs, over `c` and `t`. */
const rowFields = [
  'kind',
  'displayName',
  'company',
  'country',
  'region',
  'city',
  'ownerId',
  'orders',
  'cancellations',
  'spendMinor',
  'firstOrderAt',
  'lastOrderAt',
  'createdAt',
  'updatedAt',
] as const satisfies readonly GivenField[];

/** Looked up for the rows of a page alone. */
const lookedUpFields = ['phone', 'email', 'tags'] as const satisfies readonly GivenField[];

/** What these columns ask for beside what every row has, as one object by field. */
function furtherColumns(ctx: Context, columns: readonly ListedField[] = []): RawBuilder<unknown> {
  const further = [...new Set(columns)].filter((key) => !isInEveryRow(key));
  const told = further.map((key) => sql`${key}::text, ${shownValue(ctx, key)}`);
  return sql`jsonb_build_object(${sql.join(told)})`;
}

/** The columns of a row of the list, over `c` and `t`. */
export function customerColumns(ctx: Context): RawBuilder<unknown> {
  return sql`c.id, ${shownColumns(ctx, rowFields)}, c.version, c.binned_at as "binnedAt",
    ${shownCustomFields(ctx)} as "customFields"`;
}

/** The others, over `c`. */
export function lookedUpColumns(ctx: Context): RawBuilder<unknown> {
  return shownColumns(ctx, lookedUpFields);
}

type Page = CustomerListing & { cursor?: string | undefined; limit: number };
type PageRow = CustomerRow & { sortValue: string | number };

/** Fails with customers.field_not_readable where the actor may not read what a list is filtered or sorted by. */
export function refuseUnreadableList(ctx: Pick<Context, 'actor'>, listing: CustomerListing): void {
  refuseUnreadable(ctx, [listing.sort, ...fieldsAsked(listing)]);
}

/** A name may be a phone that stands in for one: then the cursor names the customer alone. */
function tellsValue(ctx: Context, sort: ListedField): boolean {
  return sort !== 'displayName' || readsStandIns(ctx);
}

/**
 * One page of the customers that the actor may see. The sort value travels in the cursor; whoever reads all pages hands
 * over what holds by other domains, of which the oldest knowledge is told. Fails with customers.field_not_readable and as `othersConditions`.
 */
export async function listCustomers(
  ctx: Context,
  input: Page,
  others?: OthersConditions,
): Promise<{ items: CustomerRow[]; next: string | null; asOf?: string }> {
  refuseUnreadableList(ctx, input);
  const holding = others ?? (await othersConditions(ctx, input));
  const rows = await rowsOfPage(ctx, input, holding);
  const [oldest] = holding.flatMap(({ asOf }) => asOf ?? []).toSorted((one, other) => +one - +other);
  const kept = rows.slice(0, input.limit);
  const last = kept.at(-1);
  const sort = sortName(input);
  const next =
    rows.length > input.limit && last
      ? encodeCursor({
          sort,
          value: tellsValue(ctx, input.sort) ? String(last.sortValue) : null,
          id: last.id,
        })
      : null;
  const items = kept.map(({ sortValue: _sortValue, ...row }) => row);
  return { items, next, ...(oldest && { asOf: oldest.toISOString() }) };
}

const fewFound = 1_000;
const countedFinds = 30_000;
/** Rows of a list that a search looks at before it asks the index. */
const glance = 200;
const shortWalk = 5_000;

/**
 * What nearly everybody answers to is met at a glance at the list; a search that finds few is sorted. One that finds
 * many is met soon on a walk in the order of the list; only where the walk is in vain (whose name begins with z, sorted
 * by name) many are sorted. The walk goes over at most as many rows as were found, so that it never costs more than the
 * sorting that it saves. In an order that no index holds there is nothing to walk: what was found is sorted.
 */
async function rowsOfPage(ctx: Context, input: Page, others: OthersConditions): Promise<PageRow[]> {
  const read = async (way: PageWay) =>
    (await (await pageQuery(ctx, input, way, others)).execute(ctx.tx)).rows;
  const search = matchesSearch(ctx, input.q);
  if (!search) return read({ kind: 'plain' });
  const isFull = (rows: PageRow[]) => rows.length > input.limit;
  const walks = isWalked(input);
  const glanced = walks && isSearchAlone(input) ? await read({ kind: 'walk', rows: glance }) : [];
  if (isFull(glanced)) return glanced;
  const few = await sql<{ id: string }>`
    select s.customer_id as id from customers.search s where ${search} limit ${fewFound + 1}`.execute(ctx.tx);
  if (few.rows.length <= fewFound) return read({ kind: 'among', ids: few.rows.map(({ id }) => id) });
  if (!walks) return read({ kind: 'foundFirst' });
  const walked = await read({ kind: 'walk', rows: shortWalk });
  if (isFull(walked)) return walked;
  const { rows } = await sql<{ found: string }>`
    select count(*) as found
    from (select 1 from customers.search s where ${search} limit ${countedFinds}) finds`.execute(ctx.tx);
  const further = Number(rows[0]!.found);
  const atLast = further > shortWalk ? await read({ kind: 'walk', rows: further }) : [];
  return isFull(atLast) ? atLast : read({ kind: 'foundFirst' });
}

/** Filters beside a search may keep so few rows that even a glance goes far. */
function isSearchAlone({ q: _q, bin, sort: _sort, direction: _direction, ...input }: Page): boolean {
  const { cursor: _cursor, limit: _limit, columns: _columns, ...filters } = input;
  return !bin && Object.values(filters).every((value) => value === undefined);
}

/** `among` and `foundFirst` sort what was found; `walk` looks for it among the next rows of the list only. */
export type PageWay =
  | { kind: 'plain' | 'foundFirst' }
  | { kind: 'among'; ids: readonly string[] }
  | { kind: 'walk'; rows: number };

/** The statement behind a page; one row more than asked tells whether there is another page. */
export async function pageQuery(
  ctx: Context,
  input: Page,
  way: PageWay,
  others?: OthersConditions,
): Promise<RawBuilder<PageRow>> {
  const ascending = directionOf(input) === 'asc';
  const key = await orderOfList(ctx, input.sort, ascending);
  const cursor = decodeCursor(input.cursor, sortName(input), key.kind);
  if (cursor && (cursor.value !== null) !== tellsValue(ctx, input.sort))
    throw fail('invalid', 'platform.wrong_cursor');
  const { from, where, search } = await filteredCustomers(ctx, input, { totals: key.totals, others });
  const side = ascending ? sql`>` : sql`<`;
  const after = cursor
    ? sql`and (${key.value}, ${key.id}) ${side} (${valueAt(ctx, cursor, key)}, ${cursor.id}::bigint)`
    : sql``;
  const direction = ascending ? sql`asc` : sql`desc`;
  // What a row tells is read for the rows of the page alone.
  const keys = sql`select c.id, ${key.value} as "sortValue"`;
  const order = sql`order by ${key.value} ${direction}, ${key.id} ${direction}`;
  const limit = sql`limit ${input.limit + 1}`;
  const pages = {
    plain: sql`page as materialized (${keys} from ${from} where ${where} ${after} ${order} ${limit})`,
    foundFirst: sql`found as materialized (select s.customer_id from customers.search s where ${search}),
      page as materialized (${keys} from ${from} join found f on f.customer_id = c.id where ${where} ${after} ${order} ${limit})`,
    among: sql`page as materialized (${keys} from ${from}
      where c.id = any(${'ids' in way ? way.ids : []}::bigint[]) and ${where} ${after} ${order} ${limit})`,
    walk: sql`next as materialized (${keys} from ${from} where ${where} ${after} ${order} limit ${'rows' in way ? way.rows : 0}),
      page as materialized (select n.* from next n cross join lateral (
          select text, grams from customers.search where customer_id = n.id offset 0) s where ${search}
        order by n."sortValue" ${direction}, n.id ${direction} ${limit})`,
  };
  return sql`
    with ${pages[way.kind]}
    select ${customerColumns(ctx)}, ${lookedUpColumns(ctx)}, ${mayChange(ctx)} as "mayChange",
      ${furtherColumns(ctx, input.columns)} as columns, p."sortValue"
    from page p join customers.customers c on c.id = p.id join customers.totals t on t.customer_id = p.id
    order by p."sortValue" ${direction}, p.id ${direction}`;
}

/** Where a cursor names the customer alone, its value is looked up. */
function valueAt(ctx: Context, { value, id }: Cursor, key: ListOrder): RawBuilder<unknown> {
  return value === null
    ? sql`(select ${key.value} from customers.customers c join customers.totals t on t.customer_id = c.id
        where c.id = ${id}::bigint and ${visibleCustomers(ctx, 'any')})`
    : sql`${value}::${key.type}`;
}

function directionOf(input: CustomerListing): 'asc' | 'desc' {
  return input.direction ?? (input.sort === 'displayName' ? 'asc' : 'desc');
}

function sortName(input: CustomerListing): string {
  return `${input.sort} ${directionOf(input)}`;
}
