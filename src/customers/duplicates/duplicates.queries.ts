import { type RawBuilder, sql } from 'kysely';
import { type BoundedCount, exactUpTo } from '#platform/db/bounded-count.queries.ts';
import type { Context } from '#platform/db/context.ts';
import type { GivenField } from '../fields/customer-fields.contract.ts';
import { seesContact, shownContact, shownValue } from '../fields/shown-fields.queries.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { PossibleDuplicate } from './duplicates.contract.ts';

/** Over a row of customers.possible_duplicates called `d`: nobody has judged the pair or its value yet. */
const isOpen = sql`d.state = 'open' and not exists (
  select 1 from customers.shared_values v where v.kind = d.kind and v.value = d.value)`;

/** Over a row of customers.customers called `c`: it stands in an open pair. */
export const suspected: RawBuilder<boolean> = sql`c.id in (
  select unnest(array[d.customer_id, d.other_customer_id]) from customers.possible_duplicates d where ${isOpen})`;

const sideFields = [
  'displayName',
  'kind',
  'gender',
  'birthday',
  'company',
  'country',
  'region',
  'city',
  'address',
  'orders',
] as const satisfies readonly GivenField[];

/** One side of a pair as JSON, over `c` and `t`, as the actor may see it. */
function sideOf(ctx: Context): RawBuilder<unknown> {
  const fields = sideFields.map((key) => sql`${sql.lit(key)}, ${shownValue(ctx, key)}`);
  const contacts = (kind: string) => sql`(
    select coalesce(json_agg(${shownContact(ctx, sql`p.kind`, sql`p.value`)} order by p.is_primary desc, p.id), '[]')
    from customers.contact_points p where p.customer_id = c.id and p.kind = ${kind} and ${seesContact(ctx)})`;
  return sql`json_build_object('id', c.id::text, ${sql.join(fields)},
    'phones', ${contacts('phone')}, 'emails', ${contacts('email')},
    'createdAt', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'sources', (select coalesce(json_agg(distinct s.name), '[]') from customers.source_records r
      join customers.sources s on s.id = r.source_id where r.customer_id = c.id))`;
}

const joinSide = (ctx: Context, column: RawBuilder<unknown>) => sql`(select ${sideOf(ctx)} as side
  from customers.customers c join customers.totals t on t.customer_id = c.id
  where c.id = ${column} and ${visibleCustomers(ctx)})`;

const pairColumns = (
  ctx: Context,
) => sql`d.kind, ${shownContact(ctx, sql`d.kind`, sql`d.value`)} as value, d.state,
  d.import_id as "importId", d.created_at as "createdAt",
  exists (select 1 from customers.shared_values v where v.kind = d.kind and v.value = d.value) as "isShared"`;

interface PageInput {
  state: 'open' | 'different';
  importId?: string | undefined;
  before?: { at: string; id: string; otherId: string } | undefined;
  limit: number;
}

/** Pairs whose sides the actor may see, newest first; a customer in the bin is in none. */
export async function listPairs(ctx: Context, input: PageInput): Promise<PossibleDuplicate[]> {
  const { before } = input;
  const wanted = input.state === 'open' ? isOpen : sql`d.state = 'different'`;
  const { rows } = await sql<PossibleDuplicate>`
    select one.side as customer, two.side as other, ${pairColumns(ctx)}
    from customers.possible_duplicates d
      cross join lateral ${joinSide(ctx, sql`d.customer_id`)} one
      cross join lateral ${joinSide(ctx, sql`d.other_customer_id`)} two
    where ${wanted}
      ${input.importId ? sql`and d.import_id = ${input.importId}` : sql``}
      ${before ? sql`and (d.created_at, d.customer_id, d.other_customer_id) < (${before.at}::timestamptz, ${before.id}::bigint, ${before.otherId}::bigint)` : sql``}
    order by d.created_at desc, d.customer_id desc, d.other_customer_id desc limit ${input.limit}`.execute(
    ctx.tx,
  );
  return rows;
}

const shownOfCustomer = 20;

/** The pairs that a customer stands in (with `otherId` that one), itself as `customer`, at most 20. */
export async function pairsOf(ctx: Context, id: string, otherId?: string): Promise<PossibleDuplicate[]> {
  const { rows } = await sql<PossibleDuplicate>`
    select one.side as customer, two.side as other, ${pairColumns(ctx)}
    from (select * from customers.possible_duplicates where customer_id = ${id}
        union all select * from customers.possible_duplicates where other_customer_id = ${id}) d
      cross join lateral ${joinSide(ctx, sql`${id}::bigint`)} one
      cross join lateral ${joinSide(ctx, sql`case when d.customer_id = ${id} then d.other_customer_id else d.customer_id end`)} two
    ${otherId ? sql`where ${otherId} in (d.customer_id, d.other_customer_id)` : sql``}
    order by d.created_at desc limit ${shownOfCustomer}`.execute(ctx.tx);
  return rows;
}

/** How many open pairs there are, up to 10,000. */
export async function countPairs(ctx: Context, importId?: string): Promise<BoundedCount> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from (
    select 1 from customers.possible_duplicates d
      join customers.customers c on c.id = d.customer_id and ${visibleCustomers(ctx)}
    where exists (select from customers.customers c where c.id = d.other_customer_id and ${visibleCustomers(ctx)})
      and ${isOpen} ${importId ? sql`and d.import_id = ${importId}` : sql``} limit ${exactUpTo + 1}) few`.execute(
    ctx.tx,
  );
  const count = Number(rows[0]!.count);
  return { count: Math.min(count, exactUpTo), exact: count <= exactUpTo };
}

/** Writes what a person thinks of a pair, whichever of the two is named first; false where there is none. */
export async function writeState(
  ctx: Context,
  id: string,
  otherId: string,
  state: 'open' | 'different',
): Promise<boolean> {
  const { numAffectedRows } = await sql`update customers.possible_duplicates set state = ${state}
    where (customer_id = ${id} and other_customer_id = ${otherId})
      or (customer_id = ${otherId} and other_customer_id = ${id})`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0) > 0;
}

interface SharedValue {
  kind: 'phone' | 'email';
  value: string;
}

/** Marks a value as shared; false where it was. */
export async function insertShared(ctx: Context, { kind, value }: SharedValue, by: string): Promise<boolean> {
  const { numAffectedRows } =
    await sql`insert into customers.shared_values (kind, value, marked_by, created_at)
    values (${kind}, ${value}, ${by}, ${ctx.clock.now()}) on conflict do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

/** Takes the mark away; false where there was none. */
export async function deleteShared(ctx: Context, { kind, value }: SharedValue): Promise<boolean> {
  const { numAffectedRows } =
    await sql`delete from customers.shared_values where kind = ${kind} and value = ${value}`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
