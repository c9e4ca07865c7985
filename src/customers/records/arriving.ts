import { hash } from 'node:crypto';
import type { CustomValue } from '../custom-fields/custom-value.contract.ts';
import { nameKeyOf } from '../identities/name-key.ts';
import { gramsOf, searchText, teamGram } from '../profiles/search-text.ts';
import { type GoldenField, goldenFields } from './golden-fields.ts';

/** What cleaning did to one field of a row, and what it could not read. */
export interface FieldNote {
  /** What stood there; absent where nothing was changed. */
  before?: string;
  /** Codes of the rules that changed it. */
  rules?: string[];
  /** Code of the check that the value failed; it stays as entered. */
  problem?: string;
  /** A value that may be meant; never taken by itself. */
  suggestion?: string;
}

export interface ArrivingContact {
  kind: 'phone' | 'email' | 'wechat' | 'website';
  /** E.164 or a small-letter address where that can be told, else as entered. */
  value: string;
  entered: string;
  /** Valid in its form, so that it may tell who somebody is. */
  certain: boolean;
  label?: string;
}

/** A customer as a row of a file, an order or another system tells of it, cleaned and ready to be stored. */
export interface Arriving {
  externalId: string | null;
  /** Cleaned values by golden field, and by `custom.<name>`; of custom fields, as they are stored, by `field.<key>`. */
  fields: Partial<Record<GoldenField | `custom.${string}`, string>> & Record<`field.${string}`, CustomValue>;
  contacts: ArrivingContact[];
  tags: string[];
  /** What arrived, as it arrived, by the names of the columns; identity numbers masked. */
  payload: Record<string, unknown>;
  /** By field; contact points under `phone`, `email`. */
  notes: Record<string, FieldNote> | null;
  /** Whole resident identity number; only where a person asked for it to be read. */
  residentId?: string;
}

/** The columns of the stage of arrivals behind `row_no`, with their types, in COPY order. */
export const arrivalColumns = {
  key_kind: 'text',
  key_value: 'text',
  name_key: 'text',
  phones: 'text[]',
  emails: 'text[]',
  print: 'text',
  filled: 'smallint',
  fields: 'jsonb',
  contacts: 'jsonb',
  notes: 'jsonb',
  payload: 'json',
  tags: 'text[]',
  resident_id: 'text',
  search_text: 'text',
  grams: 'integer[]',
} as const;

const known = new Set<string>(goldenFields);

/**
 * The values of one row of the stage, in the order of `arrivalColumns`. Works out what costs processor time
 * here, in whichever process reads: name key, print of the content, search text and its grams, as of a new customer.
 */
export function arrivalValues(arriving: Arriving): (string | null)[] {
  const { externalId, contacts, tags, notes } = arriving;
  const fields = wellKnown(arriving.fields);
  const phones: string[] = [];
  const emails: string[] = [];
  for (const { kind, value, certain } of contacts) {
    const list = kind === 'phone' ? phones : kind === 'email' ? emails : null;
    if (certain && list && !list.includes(value)) list.push(value);
  }
  const fieldsJson = safeJson(fields);
  const contactsJson = contacts.length === 0 ? '[]' : safeJson(contacts);
  const payloadJson = safeJson(sorted(arriving.payload));
  const print = hash(
    'sha1',
    `${externalId ?? ''}\n${fieldsJson}\n${contactsJson}\n${tags.join('\n')}\n${payloadJson}`,
    'base64url',
  );
  const text = searchText({
    displayName: fields.display_name ?? null,
    company: fields.company ?? null,
    contacts,
    externalIds: externalId === null ? [] : [externalId],
  });
  return [
    externalId === null ? 'content' : 'external',
    externalId ?? print,
    nameKeyOf(fields.display_name),
    arrayText(phones),
    arrayText(emails),
    print,
    String(Object.keys(fields).length + contacts.length),
    fieldsJson,
    contactsJson,
    notes === null ? null : safeJson(notes),
    payloadJson,
    arrayText(tags),
    arriving.residentId ?? null,
    text,
    `{${[teamGram(null), ...gramsOf(text)].join(',')}}`,
  ];
}

function wellKnown(fields: Arriving['fields']): Arriving['fields'] {
  for (const key in fields) {
    if (!known.has(key) && !key.startsWith('custom.') && !key.startsWith('field.'))
      throw new Error(`No golden field is called ${key}.`);
  }
  return fields;
}

/** A file may swap its columns: what it says stays the same. */
function sorted(payload: Record<string, unknown>): Record<string, unknown> {
  const keys = Object.keys(payload);
  if (keys.every((key, index) => index === 0 || keys[index - 1]! < key)) return payload;
  return Object.fromEntries(keys.sort().map((key) => [key, payload[key]]));
}

/** An array in PostgreSQL's text form. */
function arrayText(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return `{${values.map((value) => `"${value.replaceAll('\0', '').toWellFormed().replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** JSON that jsonb takes: no NUL, no half surrogates. */
function safeJson(value: unknown): string {
  const text = JSON.stringify(value);
  return /\\u(0000|d[89a-f])/.test(text) ? text.replace(/\\(u[0-9a-f]{4}|.)/g, harmlessEscape) : text;
}

function harmlessEscape(escaped: string): string {
  if (escaped === '\\u0000') return '';
  return /^\\ud[89a-f]/.test(escaped) ? '\ufffd' : escaped;
}
