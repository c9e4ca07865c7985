import { type FieldKey, repeatable } from '../reading/fields.contract.ts';
import type { ColumnProfile, MappedColumn, Mapping } from '../reading/reading.contract.ts';

/**
 * The mapping with one column read as `field`, or not at all with null. Most fields have one column only, so the
 * column that had it before is given free. Columns stay in the order of the file; what was fixed in a column stays.
 */
export function assignField(
  mapping: Mapping,
  column: ColumnProfile,
  field: FieldKey | null,
  customField?: string,
): Mapping {
  const before = mappedAt(mapping, column.column);
  const others = mapping.columns.filter(
    (each) =>
      each.column !== column.column &&
      (each.field !== field || repeatable.includes(each.field)) &&
      (customField === undefined || each.customField !== customField),
  );
  if (field === null) return { ...mapping, columns: others };
  const assigned: MappedColumn = { column: column.column, field, reading: column.reading };
  if (before?.fixes) assigned.fixes = before.fixes;
  if (customField !== undefined) assigned.customField = customField;
  if (field === 'customer.custom') assigned.name = freeName(others, column);
  return {
    ...mapping,
    columns: [...others, assigned].toSorted((one, other) => one.column - other.column),
  };
}

/** A name for an own field that no other own field of the file has: the header, numbered where it must be. */
function freeName(others: MappedColumn[], { header, column }: ColumnProfile): string {
  const wanted = header.trim().slice(0, 90) || String(column + 1);
  const taken = new Set(others.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}

/** The mapping with one column changed; nothing happens to a column that is not read. */
function changeColumn(
  mapping: Mapping,
  column: number,
  change: (before: MappedColumn) => Partial<MappedColumn>,
): Mapping {
  return {
    ...mapping,
    columns: mapping.columns.map((each) => (each.column === column ? { ...each, ...change(each) } : each)),
  };
}

/** The mapping with the dates of one column read in another order of day and month. */
export function readDatesAs(mapping: Mapping, column: number, dateOrder: 'dmy' | 'mdy'): Mapping {
  return changeColumn(mapping, column, ({ reading: { dateOrderGuessed: _, ...reading } }) => ({
    reading: { ...reading, dateOrder },
  }));
}

/** The mapping with the own field of one column under another name; a name that is taken or empty is refused. */
export function nameOwnField(mapping: Mapping, column: number, name: string): Mapping {
  const wanted = name.trim();
  const taken = mapping.columns.some((each) => each.column !== column && each.name === wanted);
  return wanted === '' || taken ? mapping : changeColumn(mapping, column, () => ({ name: wanted }));
}

/** The mapping with one cleaning rule switched on or off for one column. */
export function switchRule(
  mapping: Mapping,
  column: number,
  rule: { code: string; byDefault: boolean },
  on: boolean,
): Mapping {
  return changeColumn(mapping, column, (before) => {
    const without = (codes: string[] = []) => codes.filter((code) => code !== rule.code);
    if (rule.byDefault) return { off: on ? without(before.off) : [...without(before.off), rule.code] };
    return { on: on ? [...without(before.on), rule.code] : without(before.on) };
  });
}

/** Whether a rule acts on a column as the mapping stands. */
export function isRuleOn(column: MappedColumn, rule: { code: string; byDefault: boolean }): boolean {
  return rule.byDefault ? !column.off?.includes(rule.code) : Boolean(column.on?.includes(rule.code));
}

/** The mapping with several values of a column written in one way; null takes a fix back. */
export function fixValues(mapping: Mapping, column: number, values: string[], to: string | null): Mapping {
  return changeColumn(mapping, column, ({ fixes = [] }) => {
    const kept = fixes.filter(({ from }) => !values.includes(from));
    const made = to === null ? [] : values.filter((from) => from !== to).map((from) => ({ from, to }));
    return { fixes: [...kept, ...made] };
  });
}

/** How a column is read, or undefined where it is not. */
export function mappedAt(mapping: Mapping, column: number): MappedColumn | undefined {
  return mapping.columns.find((each) => each.column === column);
}

export function fieldOf(mapping: Mapping, column: number): FieldKey | null {
  return mappedAt(mapping, column)?.field ?? null;
}

/** The first column that is read as a field. */
export function columnOf(mapping: Mapping, field: FieldKey): number | null {
  return mapping.columns.find((each) => each.field === field)?.column ?? null;
}
