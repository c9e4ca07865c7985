import { activityFinisher } from './activity-row.ts';
import { cellReader, isBlank, type ReadingOptions } from './cell-readers.ts';
import { copyColumns } from './copy-columns.ts';
import { customerFinisher } from './customer-row.ts';
import type { FieldKey } from './fields.contract.ts';
import type { CellRow, InterpretedRow, Reader } from './interpreted-row.ts';
import { report } from './interpreted-row.ts';
import { maskerOf } from './masking.ts';
import { orderFinisher } from './order-row.ts';
import { nothing, type ReadCell } from './read-cell.ts';
import type { Mapping } from './reading.contract.ts';
import { remembering } from './remembering.ts';
import { rowCleaner } from './row-cleaner.ts';

/** Fields that are read otherwise from country to country. */
const byCountry = new Set<FieldKey>(['customer.phone', 'customer.postal_code']);

/**
 * Compiles a mapping into a fast interpreter of its rows. `headers` are the names of the columns, under which
 * raw cells are kept. A row never throws; it is read, failed with all its problems, or blank. Throws a
 * RangeError for an unknown time zone.
 */
export function rowInterpreter(
  mapping: Mapping,
  options: ReadingOptions,
  headers: readonly string[],
): (row: CellRow) => InterpretedRow {
  const readers = readersOf(mapping, options);
  const mask = maskerOf(mapping);
  const finish = finisherOf(mapping, readers, headers);
  const country = readers.find(({ field }) => field === 'customer.country');
  const { leastFilled = 0 } = mapping;
  const out: InterpretedRow = {
    status: 'read',
    values: copyColumns[mapping.as].slice(1).map(() => null),
    arriving: null,
    activity: null,
    problems: [],
    changes: [],
  };
  return (row) => {
    out.status = 'read';
    out.arriving = null;
    out.activity = null;
    if (out.problems.length > 0) out.problems = [];
    if (out.changes.length > 0) out.changes = [];
    let filled = 0;
    for (const reader of readers) {
      const raw = row.cell(reader.column);
      const ofRow = byCountry.has(reader.field) ? countryOf(country) : undefined;
      if (raw !== reader.raw || ofRow !== reader.country) {
        reader.raw = raw;
        reader.country = ofRow;
        reader.result = reader.read(raw, ofRow);
      }
      const { result } = reader;
      if (reader.slot >= 0) out.values[reader.slot] = result.value;
      if (result === nothing) continue;
      if (tellsSomething(result) && !isBlank(raw)) filled++;
      if (result.problem !== null || result.suggestion !== null || result.rules.length > 0) {
        noteChange(out, reader, result, mask(raw, reader.column));
      }
    }
    if (filled === 0 && isBlankRow(row, 0)) out.status = 'blank';
    else if (filled < leastFilled) out.status = 'thin';
    if (out.status === 'blank' || out.status === 'thin') return out;
    if (row.cellCount > mapping.columnCount && !isBlankRow(row, mapping.columnCount)) {
      const at = mapping.columnCount;
      report(out, { code: 'row.too_many_cells', column: null, value: mask(row.cell(at), at) });
    }
    finish(row, out);
    return out;
  };
}

function readersOf(mapping: Mapping, options: ReadingOptions): Reader[] {
  const columns = copyColumns[mapping.as].slice(1);
  const taken = new Set<number>();
  const readers = mapping.columns.map((mapped): Reader => {
    const { field, column } = mapped;
    const place = columns.findIndex((one) => one.field === field);
    // Of several columns of one field the first gives the value.
    const slot = place < 0 || taken.has(place) ? -1 : place;
    taken.add(slot);
    const read = cellReader(mapped, mapping.as, options);
    const ofBlank = read('', undefined);
    return {
      mapped,
      field,
      customField: options.customFields?.find(({ key }) => key === mapped.customField),
      column,
      read: remembering(field, read),
      slot,
      raw: '',
      result: ofBlank,
      country: undefined,
    };
  });
  // The country is read first, since it decides how the phone number is read.
  const isCountry = (reader: Reader) => Number(reader.field === 'customer.country');
  return readers.sort((a, b) => isCountry(b) - isCountry(a));
}

function finisherOf(mapping: Mapping, readers: readonly Reader[], headers: readonly string[]) {
  if (mapping.as === 'customers') return customerFinisher(mapping, readers, headers);
  if (mapping.as === 'activities') return activityFinisher(mapping, readers, headers);
  const finish = orderFinisher(mapping, copyColumns.orders.slice(1), readers);
  const columns = copyColumns.orders.slice(1);
  const together = rowCleaner(readers);
  const region = columns.findIndex(({ field }) => field === 'customer.region');
  const city = columns.findIndex(({ field }) => field === 'customer.city');
  const hasPlaces = readers.some(({ field }) => /(?:region|city|address)$/.test(field));
  return (_row: CellRow, out: InterpretedRow) => {
    finish(out);
    if (!hasPlaces || out.status !== 'read') return;
    const fields: Record<string, string> = {};
    for (const { field, result } of readers) {
      const key = field.replace('customer.', '');
      const isPlace = key === 'region' || key === 'city' || key === 'district' || key === 'address';
      if (result.value !== null && isPlace) fields[key] = result.value;
      if (key === 'country' && result.value !== null && result.problem === null)
        fields.country = result.value;
    }
    together.clean(fields, out);
    out.values[region] = fields.region ?? null;
    out.values[city] = fields.city ?? null;
  };
}

/** Placeholders such as 无 or N/A fill nothing; what cannot be read does. */
function tellsSomething({ value, contacts, problem }: ReadCell): boolean {
  return value !== null || contacts.length > 0 || problem !== null;
}

function countryOf(reader: Reader | undefined): string | undefined {
  if (reader === undefined || reader.result.problem !== null) return undefined;
  return reader.result.value ?? undefined;
}

/** Of what is too long for its field the notes keep the beginning; what arrived is kept whole beside them. */
const longestNote = 500;

function noteChange(out: InterpretedRow, reader: Reader, result: ReadCell, raw: string): void {
  const { column, mapped } = reader;
  const { rules, problem, suggestion } = result;
  const before = problem === 'text.left_out' ? `${raw.slice(0, longestNote).toWellFormed()}…` : raw;
  if (problem !== null) report(out, { code: problem, column, value: before });
  const shown = mapped.field === 'customer.resident_id' ? before : shownOf(result);
  out.changes.push({ column, rules, problem, suggestion, before, after: shown });
}

function shownOf({ value, contacts }: ReadCell): string {
  return contacts.length > 1 ? contacts.map((one) => one.value).join('\n') : (value ?? '');
}

function isBlankRow(row: CellRow, from: number): boolean {
  for (let index = from; index < row.cellCount; index++) {
    if (!isBlank(row.cell(index))) return false;
  }
  return true;
}
