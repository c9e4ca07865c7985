import { type RawBuilder, sql } from 'kysely';
import type { AddedFields, KindWithFields } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { reads } from '../fields/field-rights.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import {
  type BothTexts,
  type CustomChoice,
  type CustomField,
  type FieldGroup,
  type FieldOwner,
  guardedAs,
} from './custom-fields.contract.ts';
import { uniqueTypes } from './custom-value.contract.ts';
import { type FieldToFill, fieldToFill } from './field-to-fill.ts';

const columns = sql`f.id, f.key, f.type, f.owner_kind as of, f.kinds, f.group_id as "groupId", f.label, f.hint,
  coalesce(f.choices, '[]') as choices, f.currency, f.required, f.is_unique as "unique", f.archived_at as "archivedAt",
  f.version`;

/** `hold` = nobody changes what was read until the transaction ends: for who writes values. */
export async function readFields(ctx: Context, options: { hold?: boolean } = {}): Promise<CustomField[]> {
  const lock = options.hold ? sql`for key share of f` : sql``;
  const { rows } = await sql<CustomField>`select ${columns} from customers.custom_fields f
    order by f.position, f.id ${lock}`.execute(ctx.tx);
  return rows;
}

/** Fields of customers that are in use, or those of something else, in their order. */
export async function openFields(
  ctx: Context,
  { of: owner = 'customer', hold = false }: { of?: FieldOwner; hold?: boolean } = {},
): Promise<CustomField[]> {
  const fields = await readFields(ctx, { hold });
  return fields.filter(({ of, archivedAt }) => of === owner && archivedAt === null);
}

/** The keys of all fields, archived ones too, by the kind of record whose rights speak for them. */
export async function addedFields(db: Database | Tx): Promise<AddedFields> {
  const { rows } = await sql<{ key: string; of: FieldOwner }>`select key, owner_kind as of
    from customers.custom_fields`.execute(db);
  const keysOf = (kind: KindWithFields) =>
    new Set(rows.filter(({ of }) => guardedAs(of) === kind).map(({ key }) => key));
  return { customers: keysOf('customers'), orders: keysOf('orders') };
}

/**
 * Fields whose values stand once, those out of use too; they stay as they are until the transaction ends, and no other
 * becomes so while what is told here is not to be seen yet.
 */
export async function uniqueFields(ctx: Context, of: FieldOwner): Promise<{ id: string; key: string }[]> {
  const { rows } = await sql<{ id: string; key: string; unique: boolean }>`
    select id, key, is_unique as unique from customers.custom_fields
    where owner_kind = ${of} and (is_unique or type = any(${uniqueTypes}::text[])) order by id for key share`.execute(
    ctx.tx,
  );
  return rows.filter(({ unique }) => unique);
}

/** Fields in use that a file can fill. */
export async function fieldsToFill(ctx: Context): Promise<FieldToFill[]> {
  const fields = (await readFields(ctx)).filter(({ archivedAt }) => archivedAt === null);
  const users = fields.some(({ type }) => type === 'person') ? await ctx.activeUsers() : [];
  return fields.map((field) => fieldToFill(field, users));
}

/** Puts changes of definitions in a row until the transaction ends. */
export async function lockFields(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('customers.custom_fields'))`.execute(ctx.tx);
}

/** Waits for whoever writes values by this definition, and holds them up until the transaction ends. */
export async function lockField(ctx: Context, id: string): Promise<CustomField | undefined> {
  const { rows } = await sql<CustomField>`select ${columns} from customers.custom_fields f
    where f.id = ${id} for update`.execute(ctx.tx);
  return rows[0];
}

export async function readGroups(ctx: Context): Promise<FieldGroup[]> {
  const { rows } = await sql<FieldGroup>`select id, label from customers.custom_field_groups
    order by position, id`.execute(ctx.tx);
  return rows;
}

export type NewField = Omit<CustomField, 'id' | 'version' | 'archivedAt'>;

/** Adds a field behind all others; undefined where the key is taken. */
export async function insertField(ctx: Context, field: NewField): Promise<CustomField | undefined> {
  const now = ctx.clock.now();
  const { rows } = await sql<CustomField>`
    insert into customers.custom_fields as f (key, type, owner_kind, kinds, group_id, position, label, hint, choices, currency,
      required, is_unique, created_at, updated_at)
    select ${field.key}, ${field.type}, ${field.of}, ${field.kinds}::text[], ${field.groupId}::bigint,
      coalesce((select max(position) + 1 from customers.custom_fields), 1), ${json(field.label)}, ${json(field.hint)},
      ${json(field.choices)}, ${field.currency}, ${field.required}, ${field.unique}, ${now}::timestamptz, ${now}::timestamptz
    on conflict (key) do nothing returning ${columns}`.execute(ctx.tx);
  return rows[0];
}

export async function writeField(ctx: Context, field: CustomField): Promise<CustomField> {
  const { rows } = await sql<CustomField>`
    update customers.custom_fields f set kinds = ${field.kinds}::text[], group_id = ${field.groupId}::bigint,
      label = ${json(field.label)}, hint = ${json(field.hint)}, choices = ${json(field.choices)},
      required = ${field.required}, is_unique = ${field.unique}, archived_at = ${field.archivedAt}::timestamptz,
      version = version + 1, updated_at = ${ctx.clock.now()}
    where f.id = ${field.id} returning ${columns}`.execute(ctx.tx);
  return rows[0]!;
}

function json(value: BothTexts | CustomChoice[] | null): RawBuilder<unknown> {
  return sql`${value === null ? null : JSON.stringify(value)}::jsonb`;
}

/** Puts the named fields first, in this order. */
export async function orderFields(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`update customers.custom_fields f set position = o.place
    from (select id, row_number() over (order by array_position(${ids}::bigint[], id), position, id) as place
      from customers.custom_fields) o
    where o.id = f.id and f.position <> o.place`.execute(ctx.tx);
}

export async function insertGroup(ctx: Context, label: BothTexts): Promise<FieldGroup> {
  const { rows } = await sql<FieldGroup>`insert into customers.custom_field_groups (label, position)
    select ${json(label)}, coalesce(max(position) + 1, 1) from customers.custom_field_groups
    returning id, label`.execute(ctx.tx);
  return rows[0]!;
}

export async function renameGroup(
  ctx: Context,
  id: string,
  label: BothTexts,
): Promise<FieldGroup | undefined> {
  const { rows } = await sql<FieldGroup>`update customers.custom_field_groups set label = ${json(label)}
    where id = ${id} returning id, label`.execute(ctx.tx);
  return rows[0];
}

export async function deleteGroup(ctx: Context, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from customers.custom_field_groups where id = ${id}`.execute(
    ctx.tx,
  );
  return numAffectedRows === 1n;
}

/**
 * How many customers, of those whom the actor may see, have a value of each field that they may read; where more than `most` have some
 * value, how many of that many (not exact).
 */
export async function countValues(
  ctx: Context,
  most = 100_000,
): Promise<{ items: { id: string; count: number }[]; exact: boolean }> {
  const { rows } = await sql<{ id: string; key: string; count: number; exact: boolean }>`
    with valued as materialized (
      select c.field_values from customers.customers c
      where c.field_values <> '{}' and ${visibleCustomers(ctx)} limit ${most + 1}
    ), counted as (select field_values from valued limit ${most}), used as (
      select k.key, count(*)::int as count from counted
      cross join lateral jsonb_object_keys(field_values) as k(key) group by 1
    )
    select f.id, f.key, coalesce(u.count, 0) as count, (select count(*) <= ${most} from valued) as exact
      from customers.custom_fields f left join used u on u.key = f.key where f.owner_kind = 'customer'
      order by f.position, f.id`.execute(ctx.tx);
  return {
    items: rows.filter(({ key }) => reads(ctx, `field.${key}`)).map(({ id, count }) => ({ id, count })),
    exact: rows.every(({ exact }) => exact),
  };
}
