import { checkedValue, type FieldToFill } from '#customers/public.child.ts';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import { isoDay, readDate } from './dates.ts';
import type { FileKind } from './fields.contract.ts';
import { readDecimal } from './numbers.ts';
import type { ReadText } from './read-cell.ts';
import type { MappedColumn } from './reading.contract.ts';

/**
 * Reads cleaned texts into a custom field by its type. What does not fit, or a field that is not in use any more, leaves it
 * empty with a mark in files of customers, whose source records keep what came; in others it fails the row. Several choices
 * come as their keys with commas.
 */
export function customFieldReader(
  mapped: MappedColumn,
  as: FileKind,
  fields: readonly FieldToFill[] = [],
): (text: string) => ReadText {
  const problem = as === 'customers' ? 'value.not_understood' : 'field.not_understood';
  const notUnderstood: ReadText = { value: null, problem };
  const field = fields.find(({ key }) => key === mapped.customField);
  if (!field) return () => notUnderstood;
  if (field.type === 'person') return personReader(field, as);
  const told = writtenIn(field, mapped);
  return (text) => {
    const meant = told(text);
    const value = meant === undefined ? undefined : checkedValue(field, meant);
    if (value === undefined || (field.unique && String(value).length > field.longest)) return notUnderstood;
    return { value: String(value), problem: null };
  };
}

export type StoredValue = string | boolean | string[];

/** Finds the active user whom a name or an e-mail address means; of several with one name none is guessed. */
function personReader({ choices }: FieldToFill, as: FileKind): (text: string) => ReadText {
  const known = Map.groupBy(
    choices.flatMap(({ key, names }) => [...new Set(names.map(plain))].map((name) => ({ key, name }))),
    ({ name }) => name,
  );
  const isKept = as === 'customers';
  const unknown: ReadText = { value: null, problem: isKept ? 'person.unknown' : 'field.person_unknown' };
  const ambiguous: ReadText = {
    value: null,
    problem: isKept ? 'person.ambiguous' : 'field.person_ambiguous',
  };
  return (text) => {
    const found = known.get(plain(text)) ?? [];
    if (found.length > 1) return ambiguous;
    return found[0] ? { value: found[0].key, problem: null } : unknown;
  };
}

/** What `customFieldReader` gives as a text, as it is stored. */
export function storedValue(type: FieldToFill['type'] | undefined, value: string): StoredValue {
  if (type === 'flag') return value === 'true';
  return type === 'choices' ? value.split(',') : value;
}

type Meant = string | boolean | string[] | undefined;

function writtenIn(field: FieldToFill, { reading }: MappedColumn): (text: string) => Meant {
  if (field.type === 'number') return (text) => decimalOf(text, reading);
  if (field.type === 'money') {
    const digits = minorDigits(field.currency ?? '');
    return (text) => minorOf(decimalOf(text, reading), digits);
  }
  if (field.type === 'date')
    return (text) => {
      const date = readDate(text, reading.dateOrder);
      return date === null ? undefined : isoDay(date);
    };
  if (field.type === 'flag') return flagOf;
  if (field.type === 'url')
    return (text) => (/^[\w-]+(\.[\w-]+)+([/:?#]|$)/.test(text) ? `https://${text}` : text);
  if (field.type === 'text') return (text) => text;
  const byName = new Map(
    field.choices.flatMap(({ key, names }) => [key, ...names].map((name) => [plain(name), key])),
  );
  if (field.type === 'choice') return (text) => byName.get(plain(text));
  return (text) => severalOf(text, byName);
}

/** A choice may have a comma in its name: the whole text is tried first. */
function severalOf(text: string, byName: ReadonlyMap<string, string>): string[] | undefined {
  const whole = byName.get(plain(text));
  if (whole !== undefined) return [whole];
  const parts = text.split(/[,，;；、|/\n]+/).filter((part) => part.trim() !== '');
  const keys = parts.map((part) => byName.get(plain(part)));
  return keys.every((key) => key !== undefined) ? [...new Set(keys)] : undefined;
}

function plain(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

function decimalOf(text: string, { decimalMark }: MappedColumn['reading']): string | undefined {
  const value = readDecimal(text, decimalMark);
  return value === null || value === 'too large' ? undefined : value;
}

/** An amount with more places than its currency has is none. */
function minorOf(decimal: string | undefined, digits: number): string | undefined {
  if (decimal === undefined) return undefined;
  const [whole = '', fraction = ''] = decimal.split('.');
  return fraction.length > digits ? undefined : `${whole}${fraction.padEnd(digits, '0')}`;
}

const yes = /^(?:是|有|真|对|y|yes|t|true|1|√|✓|✔|x)$/i;
const no = /^(?:否|无|没有|假|不|不是|n|no|f|false|0|×|✗|✘)$/i;

function flagOf(text: string): boolean | undefined {
  const word = text.normalize('NFKC').trim();
  return yes.test(word) ? true : no.test(word) ? false : undefined;
}
