import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { changedValues, storedKey } from '../custom-fields/custom-values.queries.ts';
import type { FieldChange } from '../custom-fields/custom-values.ts';
import { changeCustomers } from '../history/keep-changes.queries.ts';
import type { CustomerKind } from './customer-edit.contract.ts';
import { moveInSearch } from './search.queries.ts';
import { changeableCustomers, visibleCustomers, type Whereabouts } from './visible-customers.queries.ts';

/** Whether the actor may see this customer. */
export async function customerExists(
  ctx: Context,
  id: string,
  whereabouts: Whereabouts = 'live',
): Promise<boolean> {
  const { rows } = await sql`select 1 from customers.customers c
    where c.id = ${id} and ${visibleCustomers(ctx, whereabouts)}`.execute(ctx.tx);
  return rows.length > 0;
}

/** Fails with customers.not_found, or customers.not_yours for one that the actor sees but may not change. */
export async function refuseUnchangeable(
  ctx: Context,
  id: string,
  whereabouts: Whereabouts = 'live',
): Promise<void> {
  const { rows } = await sql<{ mayChange: boolean }>`
    select ${changeableCustomers(ctx, whereabouts)} as "mayChange" from customers.customers c
    where c.id = ${id} and ${visibleCustomers(ctx, whereabouts)}`.execute(ctx.tx);
  if (!rows[0]) throw fail('notFound', 'customers.not_found');
  if (!rows[0].mayChange) throw fail('forbidden', 'customers.not_yours');
}

/** The kind of a customer whom the actor may see, in the bin too. */
export async function kindOfVisible(ctx: Context, id: string): Promise<CustomerKind | undefined> {
  const { rows } = await sql<{ kind: CustomerKind }>`select c.kind from customers.customers c
    where c.id = ${id} and ${visibleCustomers(ctx, 'any')}`.execute(ctx.tx);
  return rows[0]?.kind;
}

/** The kinds of those of these customers that the actor may see, by id. */
export async function kindsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, CustomerKind>> {
  const { rows } = await sql<{
    id: string;
    kind: CustomerKind;
  }>`select c.id, c.kind from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx)}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** Nobody removes these customers until the transaction ends; those who are being removed are waited for. */
export async function holdCustomers(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`select from customers.customers c where c.id = any(${ids}::bigint[]) order by c.id for key share`.execute(
    ctx.tx,
  );
}

export interface LockedCustomer {
  id: string;
  version: number;
  kind: CustomerKind;
  country: string | null;
}

/** Locks a customer that is not in the bin, to change it. Fails with customers.not_found and customers.not_yours. */
export async function lockCustomer(ctx: Context, id: string): Promise<LockedCustomer> {
  const { rows } = await sql<LockedCustomer & { mayChange: boolean }>`
    select c.id, c.version, c.kind, c.country, ${changeableCustomers(ctx)} as "mayChange" from customers.customers c
    where c.id = ${id} and ${visibleCustomers(ctx)} for no key update`.execute(ctx.tx);
  if (!rows[0]) throw fail('notFound', 'customers.not_found');
  const { mayChange, ...locked } = rows[0];
  if (!mayChange) throw fail('forbidden', 'customers.not_yours');
  return locked;
}

/** Notes that something about a customer changed which its version does not cover: contact points. */
export async function touchCustomer(ctx: Context, id: string): Promise<void> {
  await sql`update customers.customers set updated_at = ${ctx.clock.now()} where id = ${id}`.execute(ctx.tx);
}

/** Whoever looks after a customer, and the team that it belongs to by that; both null where nobody does. */
export interface LookedAfterBy {
  ownerId: string | null;
  teamId: string | null;
}

/** Values by column of customers.customers. */
export type ColumnValues = Record<string, string | null>;

/** Makes a customer from what a person entered, with empty totals; gives back the id. */
export async function insertCustomer(
  ctx: Context,
  values: ColumnValues,
  changes: readonly FieldChange[],
  { ownerId, teamId }: LookedAfterBy,
): Promise<string> {
  const now = ctx.clock.now();
  const names = Object.keys(values);
  const { rows } = await sql<{ id: string }>`
    insert into customers.customers (${sql.join(names.map((name) => sql.ref(name)))}, owner_id, team_id, field_values, edited_fields, created_at, updated_at)
    values (${sql.join(Object.values(values))}, ${ownerId}, ${teamId}, ${changedValues(sql`'{}'`, changes)},
      ${[...names, ...changes.map(({ field }) => storedKey(field))]}::text[], ${now}, ${now}) returning id`.execute(
    ctx.tx,
  );
  const { id } = rows[0]!;
  await sql`insert into customers.totals (customer_id) values (${id})`.execute(ctx.tx);
  return id;
}

/** Those of these columns whose value differs from what is stored. */
export async function changedColumns(ctx: Context, id: string, values: ColumnValues): Promise<string[]> {
  const names = Object.keys(values);
  if (names.length === 0) return [];
  const columns = sql.join(names.map((name) => sql`${sql.ref(name)}::text`));
  const { rows } = await sql<{ stored: (string | null)[] }>`
    select array[${columns}] as stored from customers.customers where id = ${id}`.execute(ctx.tx);
  return names.filter((name, index) => rows[0]!.stored[index] !== values[name]);
}

/** Those of these customers of whom a column holds another value. */
export async function unlike(
  ctx: Context,
  ids: readonly string[],
  { columns, changes }: { columns: ColumnValues; changes: readonly FieldChange[] },
): Promise<string[]> {
  const others = [
    ...Object.entries(columns).map(
      ([name, value]) => sql`${sql.ref(name)}::text is distinct from ${value}::text`,
    ),
    ...changes.map(
      ({ field, value }) => sql`field_values -> ${field.key}::text is distinct from
        ${value === null ? null : JSON.stringify(value)}::jsonb`,
    ),
  ];
  const { rows } = await sql<{ id: string }>`select id from customers.customers
    where id = any(${ids}::bigint[]) and (${sql.join(others, sql` or `)}) order by id`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Writes what a person set by hand: a new version, no import overwrites these fields any more, and no mark of a former value stays. */
export async function editCustomers(
  ctx: Context,
  ids: readonly string[],
  edit: { columns: ColumnValues; changes?: readonly FieldChange[]; given?: LookedAfterBy | undefined },
): Promise<void> {
  const { columns, changes = [], given } = edit;
  const names = [...Object.keys(columns), ...changes.map(({ field }) => storedKey(field))];
  const sets = sql.join(
    Object.entries(columns).map(([name, value]) => sql`${sql.ref(name)} = ${value},`),
    sql``,
  );
  await changeCustomers(
    ctx,
    sql`update customers.customers c set ${sets} ${given ? sql`team_id = ${given.teamId},` : sql``}
      field_values = ${changedValues(sql`field_values`, changes)}, version = version + 1, updated_at = ${ctx.clock.now()},
      edited_fields = array(select distinct unnest(edited_fields || ${names}::text[]) order by 1),
      field_records = field_records - ${names}::text[], marks = array(select unnest(marks) except select unnest(${names}::text[]))
    where id = any(${ids}::bigint[])`,
  );
  if (given) await moveInSearch(ctx, ids, given.teamId);
}

/** Puts customers into the bin or takes them out; gives back those that the actor may change and those that moved. */
export async function moveToBin(
  ctx: Context,
  ids: readonly string[],
  into: boolean,
): Promise<{ seen: Set<string>; moved: string[] }> {
  const seen = await sql<{ id: string; binned: boolean }>`
    select c.id, c.binned_at is not null as binned from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${changeableCustomers(ctx, 'any')} order by c.id for no key update`.execute(
    ctx.tx,
  );
  const moved = seen.rows.filter((row) => row.binned !== into).map((row) => row.id);
  const now = ctx.clock.now();
  await sql`update customers.customers set binned_at = ${into ? now : null}::timestamptz, updated_at = ${now}, version = version + 1
    where id = any(${moved}::bigint[])`.execute(ctx.tx);
  return { seen: new Set(seen.rows.map((row) => row.id)), moved };
}
