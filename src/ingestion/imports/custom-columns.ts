import type { FieldToFill } from '#customers/public.child.ts';
import { fieldsToFill } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { FieldKey } from './reading/fields.contract.ts';
import type { Mapping, Preview } from './reading/reading.contract.ts';

/** The custom fields that a mapping can fill. Fails with ingestion.custom_field_gone where it names another. */
export async function fieldsOfMapping(ctx: Context, { columns }: Mapping): Promise<FieldToFill[]> {
  const fields = await fieldsToFill(ctx);
  const gone = columns.find(
    ({ customField }) => customField !== undefined && !fields.some(({ key }) => key === customField),
  );
  if (gone) throw fail('conflict', 'ingestion.custom_field_gone', { values: { field: gone.customField! } });
  return fields;
}

/** A proposed mapping of customers in which columns that bear the name of a custom field are read into it. */
export function withCustomFields(
  mapping: Mapping,
  preview: Preview,
  fields: readonly FieldToFill[],
): Mapping {
  if (mapping.as !== 'customers') return mapping;
  const filled = new Set<string>();
  const columns = preview.columns.flatMap(({ column, header, reading, sensitive, type }) => {
    const field = fields.find(({ names }) => names.some((name) => plain(name) === plain(header)));
    const free = !mapping.columns.some((mapped) => mapped.column === column);
    if (!field || !free || sensitive || type === 'empty' || filled.has(field.key)) return [];
    filled.add(field.key);
    return [{ column, field: columnFieldOf(field.type), reading, customField: field.key }];
  });
  if (columns.length === 0) return mapping;
  return {
    ...mapping,
    columns: [...mapping.columns, ...columns].toSorted((one, other) => one.column - other.column),
  };
}

/** How a column is read that fills a field of this type. */
function columnFieldOf(type: FieldToFill['type']): FieldKey {
  if (type === 'number' || type === 'money') return 'customer.field_number';
  return type === 'date' ? 'customer.field_date' : 'customer.field_text';
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
