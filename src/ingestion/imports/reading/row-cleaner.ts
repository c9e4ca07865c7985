import type { Arriving } from '#customers/public.child.ts';
import { kindFromName, looksLikeFirm } from '../../cleaning/firm-names.ts';
import { nameOfParts, nameParts } from '../../cleaning/name-parts.ts';
import { genderOfTitle } from '../../cleaning/name-titles.ts';
import { filledPlaces, type PlaceField, readPlace } from '../../cleaning/places.ts';
import { postalProblem } from '../../cleaning/postal-codes.ts';
import { isOn } from '../../cleaning/rules.ts';
import { splitChineseName } from '../../cleaning/surnames.ts';
import type { FieldKey } from './fields.contract.ts';
import { type InterpretedRow, type Reader, report } from './interpreted-row.ts';
import { maskedWithin } from './masking.ts';
import type { ProblemCode } from './problems.contract.ts';

type Fields = Record<string, string>;
type Notes = NonNullable<Arriving['notes']>;

/** What the cells of a row say together. */
export interface RowCleaner {
  /** Writes into the cleaned fields of a row, and what was changed in mapped columns into `out`. */
  clean(fields: Fields, out: InterpretedRow): void;
  /** Notes on fields that no column holds; null where there is nothing to note. Follows `clean` of the same row. */
  notes(fields: Fields): Notes | null;
}

const placeFields = ['region', 'city', 'district', 'address'] as const;

/**
 * Reads together what several cells of a row tell: province, city and district with the address, the postal
 * code with its province, a whole name with its parts.
 */
export function rowCleaner(readers: readonly Reader[]): RowCleaner {
  const find = (field: FieldKey) => readers.find((reader) => reader.field === field);
  const places = placesCleaner(find);
  const postal = find('customer.postal_code');
  const name = find('customer.name');
  const hasParts = find('customer.family_name') !== undefined || find('customer.given_name') !== undefined;
  const splits = name !== undefined && !hasParts && isOn(nameParts, name.mapped);
  const tellsKind = name !== undefined && isOn(kindFromName, name.mapped);
  const gendered = find('customer.gender') !== undefined;
  let notes: Notes | null = null;
  return {
    clean: (fields, out) => {
      notes = places?.(fields, out) ?? null;
      if (postal !== undefined && fields.postal_code !== undefined) {
        const problem = postalProblem(
          fields.postal_code,
          fields.country ?? postal.mapped.reading.phoneCountry,
          fields.region ?? '',
        );
        if (problem !== null) mark(out, postal, problem);
      }
      if (hasParts && fields.display_name === undefined) {
        const whole = nameOfParts(fields.family_name, fields.given_name);
        if (whole !== undefined) fields.display_name = whole;
      }
      if (fields.display_name === undefined && fields.company !== undefined && !hasParts && isBlankOf(name)) {
        // A list of firms names each in its column of companies.
        fields.display_name = fields.company;
        fields.kind ??= 'organisation';
      }
      if (tellsKind && fields.kind === undefined && looksLikeFirm(fields.display_name ?? '')) {
        fields.kind = 'organisation';
        notes ??= {};
        notes.kind = { rules: [kindFromName.code] };
        out.changes.push({
          ...blank(name),
          rules: [kindFromName.code],
          after: 'organisation',
          isOfOtherFields: true,
        });
      }
      if (!splits || fields.display_name === undefined || fields.kind === 'organisation') return;
      const parts = splitChineseName(fields.display_name);
      if (parts === null) return;
      fields.family_name = parts.family;
      fields.given_name = parts.given;
      notes ??= {};
      notes.family_name = { rules: [nameParts.code] };
      notes.given_name = { rules: [nameParts.code] };
    },
    notes: (fields) => {
      if (!gendered && name !== undefined && fields.kind !== 'organisation') {
        const gender = genderOfTitle(name.raw);
        if (gender !== null) {
          notes ??= {};
          notes.gender = { suggestion: gender };
        }
      }
      return notes;
    },
  };
}

/** Null where the file says nothing of places. */
function placesCleaner(find: (field: FieldKey) => Reader | undefined) {
  const columns = placeFields.map((field) => [field, find(`customer.${field}`)] as const);
  const byField = new Map(columns);
  if (columns.every(([, reader]) => reader === undefined)) return null;
  const address = byField.get('address');
  const isFieldOn = (code: string, field: PlaceField) => {
    const off = (byField.get(field) ?? address)?.mapped.off ?? [];
    return !off.includes(code) && !(code === filledPlaces.code && address?.mapped.off?.includes(code));
  };
  const fallback = address?.mapped.reading.phoneCountry;
  return (fields: Fields, out: InterpretedRow): Notes | null => {
    let notes: Notes | null = null;
    const { region = '', city = '', district = '' } = fields;
    const read = readPlace(
      { country: fields.country ?? fallback, region, city, district, address: fields.address ?? '' },
      isFieldOn,
    );
    const filled: string[] = [];
    for (const [field, reader] of columns) {
      const problem = read.problems[field];
      if (problem !== undefined && reader !== undefined) mark(out, reader, problem);
      const code = read.rules[field];
      if (code === undefined || field === 'address') continue;
      fields[field] = read[field];
      if (reader === undefined) {
        filled.push(read[field]);
        notes ??= {};
        notes[field] = { rules: [code] };
      } else change(out, reader, code, read[field]);
    }
    if (read.country !== null && fields.country === undefined && isFieldOn(filledPlaces.code, 'address')) {
      fields.country = read.country;
    }
    if (filled.length > 0) {
      const after = filled.join(' ');
      const told = [address, ...columns.map(([, reader]) => reader)].find((reader) => !isBlankOf(reader));
      if (told)
        out.changes.push({ ...blank(told), rules: [filledPlaces.code], after, isOfOtherFields: true });
    }
    return notes;
  };
}

const isBlankOf = (reader: Reader | undefined) => reader === undefined || reader.raw.trim() === '';

/** What a cell tells of itself in notes and problems: identity numbers masked. */
const shown = ({ raw }: Reader) => maskedWithin(raw);

const blank = (reader: Reader) => ({
  column: reader.column,
  rules: [] as string[],
  problem: null,
  suggestion: null,
  before: shown(reader),
  after: shown(reader),
});

function change(out: InterpretedRow, reader: Reader, code: string, after: string): void {
  const at = out.changes.findIndex(({ column }) => column === reader.column);
  const before = at < 0 ? blank(reader) : out.changes[at]!;
  const next = { ...before, rules: [...before.rules, code], after };
  if (at < 0) out.changes.push(next);
  else out.changes[at] = next;
}

function mark(out: InterpretedRow, reader: Reader, problem: ProblemCode): void {
  report(out, { code: problem, column: reader.column, value: shown(reader) });
  const at = out.changes.findIndex(({ column }) => column === reader.column);
  const after = reader.result.value ?? '';
  if (at < 0) out.changes.push({ ...blank(reader), problem, after });
  else out.changes[at] = { ...out.changes[at]!, problem: out.changes[at]!.problem ?? problem };
}
