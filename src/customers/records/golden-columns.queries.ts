import { type RawBuilder, sql } from 'kysely';
import { goldenFields } from './golden-fields.ts';

/** The columns of customers.customers that arrivals fill, in one order. */
export const goldenColumns = sql.join(goldenFields.map((field) => sql.ref(field)));

/** The value of a golden column, from cleaned values by field. */
export function goldenValue(
  field: (typeof goldenFields)[number],
  fields: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (field === 'kind') return sql`coalesce(${fields} ->> 'kind', 'person')`;
  if (field === 'birthday') return sql`(${fields} ->> 'birthday')::date`;
  return sql`${fields} ->> ${sql.lit(field)}`;
}

/** Further columns of files (`custom.<name>`), as customers.custom holds them. */
export function furtherColumns(fields: RawBuilder<unknown>): RawBuilder<unknown> {
  return under('custom.', fields);
}

/** Custom fields (`field.<key>`), as customers.field_values holds them. */
export function fieldValues(fields: RawBuilder<unknown>): RawBuilder<unknown> {
  return under('field.', fields);
}

function under(prefix: 'custom.' | 'field.', fields: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${fields} - ${sql.lit(`{${goldenFields.join(',')}}`)}::text[] = '{}' then '{}'::jsonb else (
    select coalesce(jsonb_object_agg(substr(f.key, ${sql.lit(prefix.length + 1)}), f.value), '{}')
    from jsonb_each(${fields}) f where f.key like ${sql.lit(`${prefix}%`)}) end`;
}

/**
 * Which fields of a customer of one record are in doubt, from its notes, as `foldRecords` would say: phone and
 * e-mail only where none of its contacts of that kind is good.
 */
export function markedFields(notes: RawBuilder<unknown>, contacts: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`case when ${notes} is null then '{}'::text[] else array(
    select n.key from jsonb_each(${notes}) n where n.value ? 'problem' and not (n.key in ('phone', 'email')
      and ${contacts} @> jsonb_build_array(jsonb_build_object('kind', n.key, 'certain', true)))
    order by n.key) end`;
}
