import {
  cellReader,
  cleanText,
  type ReadCell,
  type ReadingOptions,
  rememberedCountry,
} from './cell-readers.ts';
import { copyColumns } from './copy-columns.ts';
import type { FieldKey } from './fields.contract.ts';
import { type CellRow, type InterpretedRow, type Reader, report } from './interpreted-row.ts';
import { orderFinisher } from './order-row.ts';
import type { Mapping } from './reading.contract.ts';

const nothing: ReadCell = { value: null, problem: null };

/**
 * Compiles a mapping into a fast interpreter of its rows. A row never throws; it is read, failed
 * with all its problems, or blank. Throws a RangeError for an unknown time zone.
 */
export function rowInterpreter(mapping: Mapping, options: ReadingOptions): (row: CellRow) => InterpretedRow {
  const columns = copyColumns[mapping.as].slice(1);
  const readers: Reader[] = mapping.columns
    .map((mapped) => ({
      field: mapped.field,
      column: mapped.column,
      read: cellReader(mapped, options),
      slot: columns.findIndex(({ field }) => field === mapped.field),
      raw: '',
      text: '',
      result: nothing,
      country: undefined,
    }))
    // The country is read first, since it decides how the phone number is read.
    .sort((a, b) => Number(b.field === 'customer.country') - Number(a.field === 'customer.country'));
  const finish =
    mapping.as === 'orders' ? orderFinisher(mapping, columns, readers) : customerFinisher(readers);
  const countryOf = rememberedCountry();
  const out: InterpretedRow = { status: 'read', values: columns.map(() => null), problems: [] };
  return (row) => {
    out.status = 'read';
    out.problems = [];
    let filled = false;
    let country: string | undefined;
    for (const reader of readers) {
      readCell(reader, row, reader.field === 'customer.phone' ? country : undefined);
      const { value, problem } = reader.result;
      if (reader.slot >= 0) out.values[reader.slot] = value;
      if (reader.text === '') continue;
      filled = true;
      if (reader.field === 'customer.country') country = countryOf(reader.text);
      if (problem !== null) report(out, { code: problem, column: reader.column, value: reader.text });
    }
    if (!filled && isBlank(row)) {
      out.status = 'blank';
      return out;
    }
    if (row.cellCount > mapping.columnCount && hasMore(row, mapping.columnCount)) {
      report(out, { code: 'row.too_many_cells', column: null, value: row.cell(mapping.columnCount) });
    }
    finish(out);
    return out;
  };
}

function readCell(reader: Reader, row: CellRow, country: string | undefined): void {
  const raw = row.cell(reader.column);
  if (raw === reader.raw && country === reader.country) return;
  reader.raw = raw;
  reader.country = country;
  reader.text = cleanText(raw);
  reader.result = reader.text === '' ? nothing : reader.read(reader.text, country);
}

function customerFinisher(readers: readonly Reader[]): (out: InterpretedRow) => void {
  const naming = new Set<FieldKey>([
    'customer.external_id',
    'customer.name',
    'customer.family_name',
    'customer.given_name',
    'customer.phone',
    'customer.email',
    'customer.company',
  ]);
  const telling = readers.filter(({ field }) => naming.has(field));
  return (out) => {
    if (telling.every(({ result }) => result.value === null)) {
      report(out, { code: 'customer.nothing_known', column: null, value: '' });
    }
  };
}

function isBlank(row: CellRow): boolean {
  return !hasMore(row, 0);
}

function hasMore(row: CellRow, from: number): boolean {
  for (let index = from; index < row.cellCount; index++) {
    if (cleanText(row.cell(index)) !== '') return true;
  }
  return false;
}
