import { normalEmail, normalPhone } from '../profiles/contact-values.ts';
import { countryNamed } from '../profiles/country-names.ts';
import type { Arriving, ArrivingContact } from './arriving.ts';
import { type GoldenField, goldenFields } from './golden-fields.ts';

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
  /** Its row in the file; by default its place in the call. Rows ascend. */
  rowNo?: number;
}

/** Reads a candidate into our own forms. What cannot be read is left to the payload, never an error. */
export function arrivingOf(candidate: CustomerCandidate): Arriving {
  const fields = fieldsOf(candidate);
  const contacts: ArrivingContact[] = [];
  for (const entered of candidate.phones ?? []) {
    const phone = normalPhone(entered, fields.country);
    if (!phone || contacts.some((known) => known.value === phone.value)) continue;
    contacts.push({ kind: 'phone', value: phone.value, entered: tidy(entered, 60)!, certain: phone.certain });
  }
  for (const entered of candidate.emails ?? []) {
    const value = normalEmail(entered);
    if (!value || contacts.some((known) => known.value === value)) continue;
    contacts.push({ kind: 'email', value, entered: tidy(entered, 300)!, certain: true });
  }
  return {
    externalId: tidy(candidate.externalId, 200) ?? null,
    fields,
    contacts: contacts.slice(0, mostContacts),
    tags: [],
    payload: candidate.payload ?? withoutPayload(candidate),
    notes: null,
  };
}

const mostContacts = 20;

function fieldsOf(candidate: CustomerCandidate): Partial<Record<GoldenField, string>> {
  const givenName = tidy(candidate.givenName, 100);
  const familyName = tidy(candidate.familyName, 100);
  const found: Partial<Record<GoldenField, string | undefined>> = {
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
  const fields: Partial<Record<GoldenField, string>> = {};
  for (const field of goldenFields) if (found[field] !== undefined) fields[field] = found[field];
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

function withoutPayload({ payload: _payload, rowNo: _rowNo, ...rest }: CustomerCandidate) {
  return rest;
}
