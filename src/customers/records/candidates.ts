import { hash } from 'node:crypto';
import { normalEmail, normalPhone } from '../profiles/contact-values.ts';
import { countryNamed } from '../profiles/country-names.ts';

/** A customer as a file, an order or another system names it. Everything but one way to know it again may be missing. */
export interface CustomerCandidate {
  externalId?: string;
  kind?: 'person' | 'organisation';
  name?: string;
  givenName?: string;
  familyName?: string;
  /** E.164 or as entered; a number without a country code is read as one of `country`. */
  phones?: string[];
  emails?: string[];
  gender?: string;
  /** ISO day; anything else stays in the source record only. */
  birthday?: string;
  language?: string;
  /** ISO 3166-1 alpha-2 code, or a name in English or Chinese; an unknown one stays in the source record only. */
  country?: string;
  region?: string;
  city?: string;
  district?: string;
  address?: string;
  postalCode?: string;
  company?: string;
  /** The fields as they arrived; by default the candidate itself. */
  payload?: Record<string, unknown>;
  rowNo?: number | string;
}

/** The columns of the golden record that arrivals may set. */
export const goldenColumns = [
  'kind',
  'display_name',
  'given_name',
  'family_name',
  'gender',
  'birthday',
  'language',
  'country',
  'region',
  'city',
  'district',
  'address',
  'postal_code',
  'company',
] as const;

export type GoldenColumn = (typeof goldenColumns)[number];
export type KeyKind = 'external' | 'phone' | 'email' | 'content';

export interface Key {
  kind: KeyKind;
  value: string;
}

export interface ArrivedContact {
  kind: 'phone' | 'email';
  value: string;
  entered: string;
}

/** A candidate in our own forms, ready to be matched and folded. */
export interface Arrival {
  /** What it is known by, strongest first; the first is the key of its source record. */
  keys: Key[];
  fields: Partial<Record<GoldenColumn, string>>;
  contacts: ArrivedContact[];
  /** For a golden record that has no name yet. */
  fallbackName: string;
  payload: string;
  payloadHash: string;
  rowNo: string | null;
}

/** Reads a candidate into our own forms. What cannot be read is left to the source record, never an error. */
export function arrivalOf(candidate: CustomerCandidate): Arrival {
  const fields = fieldsOf(candidate);
  const contacts: ArrivedContact[] = [];
  const keys: Key[] = [];
  const externalId = tidy(candidate.externalId, 200);
  if (externalId) keys.push({ kind: 'external', value: externalId });
  for (const entered of candidate.phones ?? []) {
    const phone = normalPhone(entered, fields.country);
    if (!phone || contacts.some((known) => known.value === phone.value)) continue;
    contacts.push({ kind: 'phone', value: phone.value, entered: tidy(entered, 60)! });
    if (phone.certain) keys.push({ kind: 'phone', value: phone.value });
  }
  for (const entered of candidate.emails ?? []) {
    const value = normalEmail(entered);
    if (!value || contacts.some((known) => known.value === value)) continue;
    contacts.push({ kind: 'email', value, entered: tidy(entered, 300)! });
    keys.push({ kind: 'email', value });
  }
  const payload = safeJson(candidate.payload ?? withoutRowNo(candidate));
  const payloadHash = hash('sha1', JSON.stringify([keys, fields, contacts, payload]), 'base64url');
  if (keys.length === 0) keys.push({ kind: 'content', value: payloadHash });
  const fallbackName = externalId ?? contacts[0]?.entered ?? fields.company ?? '—';
  const rowNo = candidate.rowNo === undefined ? null : String(candidate.rowNo);
  return { keys, fields, contacts, fallbackName, payload, payloadHash, rowNo };
}

function fieldsOf(candidate: CustomerCandidate): Arrival['fields'] {
  const givenName = tidy(candidate.givenName, 100);
  const familyName = tidy(candidate.familyName, 100);
  const found: Record<GoldenColumn, string | undefined> = {
    kind: candidate.kind,
    display_name: tidy(candidate.name, 300) ?? joinedName(givenName, familyName),
    given_name: givenName,
    family_name: familyName,
    gender: genderOf(candidate.gender),
    birthday: dayOf(candidate.birthday),
    language: languageOf(candidate.language),
    country: candidate.country === undefined ? undefined : countryNamed(candidate.country),
    region: tidy(candidate.region, 100),
    city: tidy(candidate.city, 100),
    district: tidy(candidate.district, 100),
    address: tidy(candidate.address, 1_000),
    postal_code: tidy(candidate.postalCode, 20),
    company: tidy(candidate.company, 300),
  };
  const fields: Arrival['fields'] = {};
  for (const column of goldenColumns) if (found[column] !== undefined) fields[column] = found[column];
  return fields;
}

// PostgreSQL refuses NUL, and the others are never meant.
const unwelcome = /[^\P{Cc}\t\n\r]/gu;

/** Without control characters and outer space, cut to `limit`; undefined where nothing is left. */
function tidy(text: string | undefined, limit: number): string | undefined {
  if (text === undefined) return undefined;
  const clean = text.toWellFormed().replace(unwelcome, '').trim();
  return clean === '' ? undefined : clean.length > limit ? clean.slice(0, limit).toWellFormed() : clean;
}

const chinese = /\p{Script=Han}/u;

/** 张 + 三 = 张三; Ada + Lovelace = Ada Lovelace. */
function joinedName(given: string | undefined, family: string | undefined): string | undefined {
  if (!given || !family) return given ?? family;
  return chinese.test(family) ? family + given : `${given} ${family}`;
}

const genders: Record<string, string> = {
  female: 'female',
  f: 'female',
  woman: 'female',
  女: 'female',
  女士: 'female',
  女性: 'female',
  male: 'male',
  m: 'male',
  man: 'male',
  男: 'male',
  先生: 'male',
  男性: 'male',
  other: 'other',
  其他: 'other',
};

function genderOf(text: string | undefined): string | undefined {
  return text === undefined ? undefined : genders[text.trim().toLowerCase()];
}

function dayOf(text: string | undefined): string | undefined {
  const parts = text === undefined ? null : /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!parts) return undefined;
  const [, year, month, day] = parts.map(Number) as [number, number, number, number];
  if (year < 1 || month < 1 || month > 12 || day < 1) return undefined;
  const february = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  const days = month === 2 ? february : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days ? text : undefined;
}

function languageOf(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text) ? text : undefined;
}

function withoutRowNo({ rowNo: _rowNo, payload: _payload, ...rest }: CustomerCandidate) {
  return rest;
}

/** JSON with keys in one order (a file may swap its columns) that jsonb takes: no NUL, no half surrogates. */
function safeJson(payload: Record<string, unknown>): string {
  const keys = Object.keys(payload).sort();
  const text = JSON.stringify(Object.fromEntries(keys.map((key) => [key, payload[key]])));
  return /\\u(0000|d[89a-f])/.test(text) ? text.replace(/\\(u[0-9a-f]{4}|.)/g, harmlessEscape) : text;
}

function harmlessEscape(escaped: string): string {
  if (escaped === '\\u0000') return '';
  return /^\\ud[89a-f]/.test(escaped) ? '\ufffd' : escaped;
}
