import { rightsToFields } from '#platform/access/actor.ts';
import { kindsWithFields, rightIn, writesAll } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { ImportOptions } from './import-options.contract.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { mayFill, writtenField } from './reading/written-field.contract.ts';
import type { SetUp } from './set-up.ts';

type Asking = Pick<Context, 'actor'>;
type Column = Mapping['columns'][number];

/**
 * Refuses a mapping that fills fields which the actor may not change, unless it stood so before. Fails with
 * ingestion.field_not_writable, which names the column.
 */
export function refuseUnwritable(
  ctx: Asking,
  { columns }: Mapping,
  names: readonly string[],
  before?: Mapping | null,
): void {
  const stood = (column: Column) =>
    before?.columns.some(
      (each) =>
        each.column === column.column &&
        each.field === column.field &&
        each.customField === column.customField &&
        each.name === column.name,
    );
  const refused = columns.find((column) => !fills(ctx, column) && !stood(column));
  if (refused) throw notWritable(names[refused.column] ?? String(refused.column + 1));
}

/** Tags are put on by options, too. Fails with ingestion.field_not_writable. */
export function refuseTags({ actor }: Asking, { tags = [] }: ImportOptions): void {
  if (tags.length > 0 && rightIn(rightsToFields(actor, 'customers'), 'tags') !== 'write')
    throw notWritable(tags.join(', '));
}

/** A made-up shop has something in every field. Fails with ingestion.demo_needs_all_fields. */
export function refuseUnlessAll({ actor }: Asking): void {
  if (!kindsWithFields.every((kind) => writesAll(rightsToFields(actor, kind))))
    throw fail('forbidden', 'ingestion.demo_needs_all_fields');
}

/** What is proposed, without the columns whose fields the actor may not change. */
export function writableSetUp(ctx: Asking, setUp: SetUp): SetUp {
  const columns = setUp.mapping.columns.filter((column) => fills(ctx, column));
  return { ...setUp, mapping: { ...setUp.mapping, columns } };
}

function fills({ actor }: Asking, column: Column): boolean {
  return mayFill((kind) => rightsToFields(actor, kind), writtenField(column));
}

function notWritable(column: string) {
  return fail('forbidden', 'ingestion.field_not_writable', { values: { column } });
}
