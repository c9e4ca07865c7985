import type { FieldToFill } from '#customers/public.child.ts';
import { fieldsToFill } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { customFieldOf, customOwners, type FileKind } from './reading/fields.contract.ts';
import type { Mapping, Preview } from './reading/reading.contract.ts';

/** The custom fields that a mapping can fill. Fails with ingestion.custom_field_gone where it names another. */
export async function fieldsOfMapping(ctx: Context, { as, columns }: Mapping): Promise<FieldToFill[]> {
  const fields = fieldsFor(as, await fieldsToFill(ctx));
  const gone = columns.find(
    ({ customField }) => customField !== undefined && !fields.some(({ key }) => key === customField),
  );
  if (gone) throw fail('conflict', 'ingestion.custom_field_gone', { values: { field: gone.customField! } });
  return fields;
}

/** Those that a file of this kind can fill. */
function fieldsFor(as: FileKind, fields: readonly FieldToFill[]): FieldToFill[] {
  return fields.filter(({ of }) => of === customOwners[as]);
}

/** A proposed mapping in which columns that bear the name of a custom field are read into it. */
export function withCustomFields(
  mapping: Mapping,
  preview: Preview,
  fields: readonly FieldToFill[],
): Mapping {
  const own = fieldsFor(mapping.as, fields);
  const filled = new Set<string>();
  const columns = preview.columns.flatMap(({ column, header, reading, sensitive, type }) => {
    const field = own.find(({ names }) => names.some((name) => plain(name) === plain(header)));
    const free = !mapping.columns.some((mapped) => mapped.column === column);
    if (!field || !free || sensitive || type === 'empty' || filled.has(field.key)) return [];
    filled.add(field.key);
    return [{ column, field: customFieldOf(field.of, field.type), reading, customField: field.key }];
  });
  if (columns.length === 0) return mapping;
  return {
    ...mapping,
    columns: [...mapping.columns, ...columns].toSorted((one, other) => one.column - other.column),
  };
}

function plain(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}
