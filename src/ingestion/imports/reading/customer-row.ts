import type { Arriving } from '#customers/public.child.ts';
import { storedValue } from './custom-field-reader.ts';
import { type FieldKey, identifying } from './fields.contract.ts';
import {
  type CellChange,
  type CellRow,
  type InterpretedRow,
  isNoteworthy,
  type Reader,
  report,
} from './interpreted-row.ts';
import { maskerOf } from './masking.ts';
import type { ReadContact } from './read-cell.ts';
import type { MappedColumn, Mapping } from './reading.contract.ts';
import { rowCleaner } from './row-cleaner.ts';

const naming = new Set<FieldKey>([...identifying, 'customer.company']);

/** Fields whose place in the golden record is called otherwise than the part behind `customer.`. */
const goldenNames: Partial<Record<FieldKey, string>> = { 'customer.name': 'display_name' };
const contactFields = new Set<FieldKey>([
  'customer.phone',
  'customer.email',
  'customer.wechat',
  'customer.website',
]);
const apart = new Set<FieldKey>([
  ...contactFields,
  'customer.external_id',
  'customer.tags',
  'customer.resident_id',
]);
/** What cannot be read has no place in these: it stays in the notes and in what arrived. */
const strict = new Set<FieldKey>(['customer.country']);

/** Under which key the golden record and the notes of a source record keep what a column holds. */
function goldenKey({ field, name, customField }: MappedColumn): string {
  if (customField !== undefined) return `field.${customField}`;
  return field === 'customer.custom'
    ? `custom.${name ?? ''}`
    : (goldenNames[field] ?? field.replace('customer.', ''));
}

/** Makes a customer of a row that names one; a row that names nobody fails. */
export function customerFinisher(
  mapping: Mapping,
  readers: readonly Reader[],
  headers: readonly string[],
): (row: CellRow, out: InterpretedRow) => void {
  const arrivingOf = arrivingBuilder(mapping, readers, headers);
  const telling = readers.filter(({ field }) => naming.has(field));
  return (row, out) => {
    if (telling.every(({ result }) => result.value === null)) {
      report(out, { code: 'customer.nothing_known', column: null, value: '' });
    }
    if (out.status === 'read') out.arriving = arrivingOf(row, out);
  };
}

/** What a customer is stored from: cleaned values, contacts, tags, the cells as they arrived, and notes on them. */
export function arrivingBuilder(
  mapping: Mapping,
  readers: readonly Reader[],
  headers: readonly string[],
): (row: CellRow, out: InterpretedRow) => Arriving {
  const find = (field: FieldKey) => readers.filter((reader) => reader.field === field);
  const [externalId] = find('customer.external_id');
  const [residentId] = find('customer.resident_id');
  const tagged = find('customer.tags');
  const reached = readers.filter(({ field }) => contactFields.has(field));
  const plain = readers
    .filter(({ field, mapped }) => field.startsWith('customer.') && !apart.has(field) && !mapped.customField)
    .map((reader) => ({ key: goldenKey(reader.mapped), reader, isStrict: strict.has(reader.field) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const custom = readers.filter(({ mapped }) => mapped.customField !== undefined);
  const together = rowCleaner(readers);
  const payloadOf = payloadBuilder(mapping, readers, headers);
  const keys = new Map(readers.map(({ column, mapped }) => [column, goldenKey(mapped)]));
  return (row, out) => {
    const fields: Record<string, string> = {};
    for (const { key, reader, isStrict } of plain) {
      const { value, problem } = reader.result;
      if (value !== null && !(isStrict && problem !== null)) fields[key] = value;
    }
    together.clean(fields, out);
    const arriving: Arriving = {
      externalId: externalId?.result.value ?? null,
      fields: inOrder(withCustom(fields, custom)),
      contacts: contactsOf(reached),
      tags: tagsOf(tagged),
      payload: payloadOf(row),
      notes: joined(notesOf(out.changes, keys), together.notes(fields)),
    };
    const resident = residentId?.result;
    if (resident && resident.value !== null && resident.problem === null)
      arriving.residentId = resident.value;
    return arriving;
  };
}

/** The same with what columns tell of custom fields. */
function withCustom(fields: Record<string, string>, readers: readonly Reader[]): Arriving['fields'] {
  if (readers.length === 0) return fields;
  const all: Arriving['fields'] = { ...fields };
  for (const { mapped, customField, result } of readers)
    if (result.value !== null)
      all[`field.${mapped.customField}`] = storedValue(customField?.type, result.value);
  return all;
}

/** One order of fields, so that equal rows have equal prints whichever columns filled them. */
function inOrder<Fields extends Arriving['fields']>(fields: Fields): Fields {
  const keys = Object.keys(fields);
  if (keys.every((key, index) => index === 0 || keys[index - 1]! < key)) return fields;
  return Object.fromEntries(
    Object.entries(fields).sort(([one], [other]) => (one < other ? -1 : 1)),
  ) as Fields;
}

/** What the file of failed rows puts before a text that a spreadsheet would run. */
const escaped = /^'(?=[=+\-@\t\r])/;

/** Raw cells by the names of their columns, in the order of the names; empty ones are left out. */
function payloadBuilder(mapping: Mapping, readers: readonly Reader[], headers: readonly string[]) {
  const mask = maskerOf(mapping);
  const columns = headers
    .map((name, column) => ({ name, column, reader: readers.find((one) => one.column === column) }))
    .filter(({ column }) => !mapping.leftOut?.includes(column))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const isMended = mapping.leftOut !== undefined;
  return (row: CellRow): Record<string, string> => {
    const payload: Record<string, string> = {};
    for (const { name, column, reader } of columns) {
      const cell = reader === undefined ? row.cell(column) : reader.raw;
      if (cell !== '') payload[name] = mask(isMended ? cell.replace(escaped, '') : cell, column);
    }
    return payload;
  };
}

function contactsOf(readers: readonly Reader[]): ReadContact[] {
  const contacts: ReadContact[] = [];
  for (const { result } of readers) {
    for (const contact of result.contacts) {
      if (!contacts.some(({ kind, value }) => value === contact.value && kind === contact.kind))
        contacts.push(contact);
    }
  }
  return contacts;
}

const tagMarks = /[,，;；、|\n]+/;
const longestTag = 50;
const mostTags = 100;

function tagsOf(readers: readonly Reader[]): string[] {
  if (readers.length === 0) return [];
  const tags = new Set<string>();
  for (const { result } of readers) {
    for (const part of result.value?.split(tagMarks) ?? []) {
      const tag = part.trim().slice(0, longestTag).toWellFormed();
      if (tag !== '' && tags.size < mostTags) tags.add(tag);
    }
  }
  return [...tags];
}

function joined(ofColumns: Arriving['notes'], further: Arriving['notes']): Arriving['notes'] {
  return ofColumns === null || further === null ? (ofColumns ?? further) : { ...further, ...ofColumns };
}

function notesOf(changes: readonly CellChange[], keys: ReadonlyMap<number, string>): Arriving['notes'] {
  let notes: Arriving['notes'] = null;
  for (const change of changes) {
    if (change.isOfOtherFields || !isNoteworthy(change)) continue;
    const { column, rules, problem, suggestion, before, after } = change;
    notes ??= {};
    const key = keys.get(column)!;
    notes[key] ??= {};
    const note = notes[key];
    if (before !== after) note.before = note.before === undefined ? before : `${note.before}\n${before}`;
    if (rules.length > 0)
      note.rules = note.rules === undefined ? [...rules] : [...new Set([...note.rules, ...rules])];
    if (problem !== null) note.problem ??= problem;
    if (suggestion !== null) note.suggestion ??= suggestion;
  }
  return notes;
}
