import { codesFor } from '../../cleaning/rules.ts';
import type { ReadingOptions } from './cell-readers.ts';
import { copyColumns, fieldValuesColumn } from './copy-columns.ts';
import { fieldCatalogue } from './fields.contract.ts';
import { rowInterpreter } from './interpret.ts';
import { type CellChange, type InterpretedRow, isNoteworthy } from './interpreted-row.ts';
import { maskerOf } from './masking.ts';
import type { ProblemCode } from './problems.contract.ts';
import type { ColumnProfile, Mapping, Preview, PreviewRow } from './reading.contract.ts';

const shownRows = 50;
const shownExamples = 5;
const shownValues = 20;
const longest = 200;

type ColumnCleaning = NonNullable<Preview['columns'][number]['cleaning']>;

/** What cleaning does to the rows that were looked at, by column, and the first rows as they would be read. */
export function previewCleaning(
  rows: readonly string[][],
  profiles: readonly ColumnProfile[],
  mapping: Mapping,
  options: ReadingOptions,
  headers: readonly string[],
): Pick<Preview, 'columns' | 'sample' | 'looked' | 'lookedFailed' | 'lookedThin' | 'lookedCleaned'> {
  const interpret = rowInterpreter(mapping, options, headers);
  const columns = new Map(mapping.columns.map(({ column }) => [column, columnSums()]));
  const mask = maskerOf(mapping);
  const sample: PreviewRow[] = [];
  let lookedFailed = 0;
  let lookedThin = 0;
  let lookedCleaned = 0;
  rows.forEach((cells, index) => {
    const row = interpret({ cellCount: cells.length, cell: (at) => cells[at] ?? '' });
    if (row.status === 'failed') lookedFailed++;
    else if (row.status === 'thin') lookedThin++;
    else if (row.changes.some(isNoteworthy)) lookedCleaned++;
    if (row.status !== 'thin')
      for (const change of row.changes) columns.get(change.column)?.add(change, row.status);
    if (index < shownRows) sample.push(previewRow(index + 1, cells.map(mask), row, mapping));
  });
  return {
    looked: rows.length,
    lookedFailed,
    lookedThin,
    lookedCleaned,
    sample,
    columns: profiles.map((profile) => {
      const mapped = mapping.columns.find(({ column }) => column === profile.column);
      const sums = columns.get(profile.column);
      return {
        ...profile,
        values: frequentValues(rows, profile.column, mask),
        cleaning:
          mapped && sums ? { ...sums.take(), rules: codesFor(fieldCatalogue[mapped.field].reading) } : null,
      };
    }),
  };
}

function columnSums() {
  const cleaning = new Map<string, ColumnCleaning['cleaning'][number]>();
  const problems = new Map<ProblemCode, ColumnCleaning['problems'][number]>();
  const suggestions = new Map<string, ColumnCleaning['suggestions'][number]>();
  return {
    add: (change: CellChange, status: InterpretedRow['status']) => {
      const { rules, problem, suggestion } = change;
      const before = change.before.slice(0, longest);
      const after = change.after.slice(0, longest);
      if (status === 'read') {
        for (const code of rules) {
          const sum = counted(cleaning, code, { code, rows: 0, examples: [] });
          const isNew = before !== after && !sum.examples.some((one) => one.before === before);
          if (isNew && sum.examples.length < shownExamples) sum.examples.push({ before, after });
          sum.rows++;
        }
      }
      if (problem !== null) {
        const sum = counted(problems, problem, { code: problem, rows: 0, examples: [] });
        sum.rows++;
        if (sum.examples.length < shownExamples && !sum.examples.includes(before)) sum.examples.push(before);
      }
      if (suggestion !== null) {
        const sum = counted(suggestions, before, { value: before, suggestion, rows: 0 });
        sum.rows++;
      }
    },
    take: (): Omit<ColumnCleaning, 'rules'> => ({
      cleaning: mostFirst(cleaning),
      problems: mostFirst(problems),
      suggestions: mostFirst(suggestions).slice(0, shownValues),
    }),
  };
}

function counted<Key, Sum>(sums: Map<Key, Sum>, key: Key, fresh: Sum): Sum {
  const known = sums.get(key);
  if (known !== undefined) return known;
  sums.set(key, fresh);
  return fresh;
}

function mostFirst<Sum extends { rows: number }>(sums: Map<unknown, Sum>): Sum[] {
  return [...sums.values()].sort((a, b) => b.rows - a.rows);
}

function frequentValues(
  rows: readonly string[][],
  column: number,
  mask: (cell: string, column: number) => string,
): { value: string; rows: number }[] {
  const counts = new Map<string, number>();
  let blank = 0;
  for (const cells of rows) {
    const value = (cells[column] ?? '').trim();
    if (value === '') blank++;
    else if (value.length <= longest) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const frequent = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, shownValues)
    .map(([value, count]) => ({ value: mask(value, column), rows: count }));
  return blank === 0 ? frequent : [...frequent, { value: '', rows: blank }];
}

function previewRow(row: number, cells: string[], interpreted: InterpretedRow, mapping: Mapping): PreviewRow {
  const { status, problems } = interpreted;
  return {
    row,
    cells: cells.map((cell) => cell.slice(0, 1000)),
    values: {
      ...lineValues(interpreted, mapping),
      ...customerValues(interpreted),
      ...activityFields(interpreted),
    },
    status,
    problems: [...problems],
  };
}

function lineValues({ values, status }: InterpretedRow, mapping: Mapping): PreviewRow['values'] {
  if (status === 'blank' || status === 'thin') return {};
  const mapped = new Set(mapping.columns.map(({ field }) => field));
  const shown = copyColumns[mapping.as]
    .slice(1)
    .flatMap(({ name, field }, slot) =>
      name === fieldValuesColumn
        ? []
        : field === null || mapped.has(field) || values[slot] !== null
          ? [[field ?? name, values[slot]]]
          : [],
    );
  return { ...Object.fromEntries(shown), ...fieldsOfOrder(values) };
}

function fieldsOfOrder(values: InterpretedRow['values']): PreviewRow['values'] {
  const told = values.at(-1);
  return told ? customValues('order', JSON.parse(told)) : {};
}

/** Custom fields, named as those of customers are: by owner and key. */
function customValues(owner: string, fields: Record<string, unknown>): PreviewRow['values'] {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [`${owner}.field.${key}`, String(value)]),
  );
}

/** By field, several values one a line. */
function customerValues({ arriving }: InterpretedRow): PreviewRow['values'] {
  if (arriving === null) return {};
  const values: PreviewRow['values'] = {};
  for (const [key, value] of Object.entries(arriving.fields)) {
    if (value === undefined) continue;
    values[key === 'display_name' ? 'customer.name' : `customer.${key}`] = [value].flat().join('\n');
  }
  if (arriving.externalId !== null) values['customer.external_id'] = arriving.externalId;
  for (const { kind, value } of arriving.contacts) {
    const key = `customer.${kind}`;
    values[key] = values[key] === undefined ? value : `${values[key]}\n${value}`;
  }
  if (arriving.tags.length > 0) values['customer.tags'] = arriving.tags.join('\n');
  return values;
}

function activityFields({ activity }: InterpretedRow): PreviewRow['values'] {
  if (activity === null) return {};
  const { fields, ...told } = activity;
  const values = Object.entries(told).filter(([, value]) => value !== null);
  const plain = Object.fromEntries(
    values.map(([key, value]) => [
      `activity.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      value,
    ]),
  );
  return { ...plain, ...customValues('activity', fields ?? {}) };
}
