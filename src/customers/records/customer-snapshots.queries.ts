import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomValue } from '../custom-fields/custom-value.contract.ts';
import { valuesInUse } from '../custom-fields/custom-values.queries.ts';
import { carriedTags } from '../tags/tags.queries.ts';
import { goldenFields } from './golden-fields.ts';

/**
 * A customer as it stands now: values by field, custom fields as `field.<key>`, further columns as `custom.<name>`,
 * contact points by kind, `tags`.
 */
export interface CustomerSnapshot {
  name: string;
  values: Record<string, string>;
}

/** The customers that an import has told something of, with the first row that did. */
export async function customersToldBy(ctx: Context, importId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; row: string }>`
    select customer_id as id, coalesce(min(row_no), 0) as row from customers.source_records
    where import_id = ${importId} group by 1`.execute(ctx.tx);
  return new Map(rows.map(({ id, row }) => [id, Number(row)]));
}

/** Whole customers by id, as they stand in this transaction; those who are not there are left out. */
export async function customerSnapshots(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, CustomerSnapshot>> {
  const { rows } = await sql<SnapshotRow>`
    select c.id, c.display_name as name, to_jsonb(c) as fields, c.custom, ${valuesInUse(sql.ref('c.field_values'))} as "fieldValues",
      (select jsonb_object_agg(kind, entries) from (
        select kind, string_agg(value, ', ' order by is_primary desc, id) as entries
        from customers.contact_points p where p.customer_id = c.id group by kind) by_kind) as contacts,
      (select string_agg(t.name, ', ' order by t.name) from ${carriedTags(sql`c.id`)} t) as tags
    from customers.customers c where c.id = any(${ids}::bigint[])`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, { name: row.name, values: valuesOf(row) }]));
}

interface SnapshotRow {
  id: string;
  name: string;
  fields: Record<string, unknown>;
  custom: Record<string, unknown> | null;
  fieldValues: Record<string, CustomValue>;
  contacts: Record<string, string> | null;
  tags: string | null;
}

function valuesOf({ fields, custom, fieldValues, contacts, tags }: SnapshotRow): Record<string, string> {
  const own = Object.entries(custom ?? {}).map(([name, value]) => [`custom.${name}`, value]);
  const typed = Object.entries(fieldValues).map(([key, value]) => [`field.${key}`, String(value)]);
  const golden = goldenFields.map((field) => [inTheApi(field), fields[field]]);
  const all = [...golden, ...own, ...typed, ...Object.entries(contacts ?? {}), ['tags', tags]];
  return Object.fromEntries(all.filter(([, value]) => value !== null && value !== undefined && value !== ''));
}

/** `postal_code` is `postalCode`. */
function inTheApi(field: string): string {
  return field.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
