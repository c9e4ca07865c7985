import { genderCodes, saysGenderCodes } from '../../cleaning/gender-words.ts';
import { plainHeader, wordsOf } from './field-synonyms.ts';
import {
  customFieldKeys,
  type FieldKey,
  type FileKind,
  fieldCatalogue,
  fieldsOf,
  fileKinds,
  identifying,
  repeatable,
} from './fields.contract.ts';
import type { ColumnProfile, Mapping, MissingField, Proposal, ProposedColumn } from './reading.contract.ts';
import { valueFit } from './value-fit.ts';

type Match = Omit<ProposedColumn, 'header'> & { field: FieldKey };

/** Below this a column is better left unread than read wrongly. */
const leastConfidence = 0.45;

/**
 * Proposes what each column means, from its header (Chinese and English names) and from what its
 * values look like; every field at most once, phones, e-mails and tags of customers as often as they come. Columns
 * with identity numbers are left for a person to decide about. Detects the kind of file unless `as` says it,
 * and names the required fields that no column was found for.
 */
export function proposeMapping(columns: readonly ColumnProfile[], as?: FileKind): Proposal {
  const candidates = as ? [as] : fileKinds;
  const [best, other] = candidates
    .map((kind) => ({ kind, matches: assign(columns, kind) }))
    .map((found) => ({ ...found, score: kindScore(found.kind, found.matches) }))
    .sort((a, b) => b.score - a.score || Number(isWhole(b)) - Number(isWhole(a)));
  const { kind, matches } = best!;
  const mapping = mappingOf(
    kind,
    matches.map(({ column, field }) => ({ column, field })),
    columns,
  );
  return {
    as: kind,
    asConfidence: as ? 1 : best!.score / Math.max(0.01, best!.score + (other?.score ?? 0)),
    columns: columns.map(({ column, header }) => {
      const match = matches.find((found) => found.column === column);
      return match
        ? { ...match, header }
        : { column, header, field: null, confidence: 0, why: 'none', matched: '' };
    }),
    missing: missingFields(mapping),
    mapping,
  };
}

/** Nothing that a file of the kind needs is missing: what tells kinds apart where no header does. */
function isWhole({ kind, matches }: { kind: FileKind; matches: readonly Match[] }): boolean {
  return missingIn(kind, new Set(matches.map(({ field }) => field))).length === 0;
}

/** The mapping that reads these columns into these fields, each in the way its values were found to be written. */
export function mappingOf(
  as: FileKind,
  chosen: readonly { column: number; field: FieldKey }[],
  columns: readonly ColumnProfile[],
): Mapping {
  const number = chosen.find(({ field }) => field === 'order.number');
  const examples = columns.find(({ column }) => column === number?.column)?.examples ?? [];
  const country = fileCountry(columns);
  const sensitive = columns.filter((profile) => profile.sensitive).map(({ column }) => column);
  return {
    as,
    columns: chosen.map(({ column, field }) => ({
      column,
      field,
      ...howWritten(
        field,
        columns.find((profile) => profile.column === column),
        country,
      ),
    })),
    columnCount: Math.max(1, columns.length),
    // Where every order number begins with C, the letter says nothing.
    cancelPrefix: !(examples.length > 1 && examples.every((example) => /^C\d/.test(example))),
    ...(sensitive.length > 0 ? { sensitive } : {}),
  };
}

/** Of every group a file of the kind needs one field. */
const required: Record<FileKind, FieldKey[][]> = {
  orders: [['order.number'], ['order.ordered_at'], ['line.unit_price', 'line.amount']],
  customers: [[...identifying, 'customer.company']],
  activities: [
    ['activity.occurred_at'],
    ['customer.external_id', 'customer.phone', 'customer.email', 'customer.name'],
    ['activity.type', 'activity.text', 'activity.subject', 'activity.coupon_code'],
  ],
};

/** The required fields that a mapping lacks, as sentences for people. */
export function missingFields(mapping: Mapping): MissingField[] {
  return missingIn(mapping.as, new Set(mapping.columns.map(({ field }) => field))).map((oneOf) => {
    const en = oneOf.map((field) => fieldCatalogue[field].en);
    const zh = oneOf.map((field) => fieldCatalogue[field].zh);
    return oneOf.length === 1
      ? { oneOf, en: `No column is read as “${en[0]}”.`, zh: `没有任何列对应“${zh[0]}”。` }
      : {
          oneOf,
          en: `One of these fields needs a column: ${en.join(', ')}.`,
          zh: `以下字段至少需要一列：${zh.join('、')}。`,
        };
  });
}

function howWritten(
  field: FieldKey,
  profile: ColumnProfile | undefined,
  country: string | undefined,
): Pick<Mapping['columns'][number], 'reading' | 'on'> {
  const reading = profile?.reading ?? {};
  if (field === 'customer.gender' && profile !== undefined && profile.distinct <= profile.examples.length) {
    return saysGenderCodes(profile.examples) ? { reading, on: [genderCodes.code] } : { reading };
  }
  const isLocal =
    field === 'customer.phone' || field === 'customer.postal_code' || field === 'customer.address';
  return isLocal && country !== undefined && reading.phoneCountry === undefined
    ? { reading: { ...reading, phoneCountry: country } }
    : { reading };
}

/** The country that a file tells: by its mobile numbers, else by Chinese names of its columns. */
function fileCountry(columns: readonly ColumnProfile[]): string | undefined {
  const told = columns.find(({ reading }) => reading.phoneCountry !== undefined);
  if (told) return told.reading.phoneCountry;
  return columns.some(({ header }) => /[省区县]|手机|电话|邮编/.test(header)) ? 'CN' : undefined;
}

function missingIn(as: FileKind, has: ReadonlySet<FieldKey>): FieldKey[][] {
  return required[as].filter((oneOf) => !oneOf.some((field) => has.has(field)));
}

/** The best pairs of columns and fields, taken one after the other. */
function assign(columns: readonly ColumnProfile[], as: FileKind): Match[] {
  const matches = columns.flatMap((profile) =>
    fieldsOf(as).flatMap((field) => matchOf(profile, field) ?? []),
  );
  matches.sort((a, b) => b.confidence - a.confidence || a.column - b.column);
  const taken: Match[] = [];
  for (const match of matches) {
    if (match.confidence < leastConfidence) break;
    const again = as === 'customers' && repeatable.includes(match.field);
    if (taken.some(({ column, field }) => column === match.column || (field === match.field && !again)))
      continue;
    taken.push(match);
  }
  return taken.sort((a, b) => a.column - b.column);
}

/** Fields that nobody is given by the name of a column alone. */
const unmatched = new Set<FieldKey>(['customer.custom', ...customFieldKeys, 'customer.resident_id']);

function matchOf(profile: ColumnProfile, field: FieldKey): Match | null {
  if (profile.sensitive || unmatched.has(field)) return null;
  const fit = valueFit(field, profile);
  if (fit.factor === 0) return null;
  const header = headerMatch(profile.header, field);
  const named = header.score * fit.factor;
  if (named === 0 && fit.alone === 0) return null;
  const byHeader = named >= fit.alone;
  return {
    column: profile.column,
    field,
    confidence: Math.round((byHeader ? named : fit.alone) * 1000) / 1000,
    why: byHeader ? header.why : 'values',
    matched: byHeader ? header.matched : '',
  };
}

/** Earlier words of a field are its usual names: they win over words that several fields share. */
function headerMatch(
  header: string,
  field: FieldKey,
): { score: number; why: 'header' | 'headerPart'; matched: string } {
  const plain = plainHeader(header);
  const words = wordsOf(field);
  const place = words.indexOf(plain);
  if (place >= 0) return { score: 1 - Math.min(place, 60) * 0.002, why: 'header', matched: header };
  const numbered = repeatable.includes(field) && words.includes(plain.replace(/\d{1,2}$/, ''));
  if (numbered || words.includes(lastPart(header))) return { score: 0.87, why: 'header', matched: header };
  let best = '';
  for (const word of words) {
    const long = /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 4;
    if (long && word.length > best.length && plain.includes(word)) best = word;
  }
  if (best === '') return { score: 0, why: 'headerPart', matched: '' };
  const ending = plain.endsWith(best) ? 0.1 : 0;
  return { score: 0.3 + 0.5 * (best.length / plain.length) + ending, why: 'headerPart', matched: best };
}

/** Of a name made of two header rows ("联系方式 手机") what stands in the lower one. */
function lastPart(header: string): string {
  const parts = header.trim().split(/\s+/);
  return parts.length > 1 && parts.every((part) => /\p{Script=Han}/u.test(part))
    ? plainHeader(parts.at(-1)!)
    : '';
}

const kindWeights: Partial<Record<FieldKey, number>> = {
  'order.number': 3,
  'order.ordered_at': 1,
  'product.code': 2,
  'product.name': 1,
  'line.quantity': 2,
  'line.unit_price': 2,
  'line.amount': 2,
  'activity.type': 3,
  'activity.occurred_at': 1.5,
  'activity.text': 2,
  'activity.subject': 1,
  'activity.direction': 2,
  'activity.staff': 1,
  'activity.coupon_code': 4,
  'activity.number': 1,
};

function kindScore(as: FileKind, matches: readonly Match[]): number {
  let score = 0;
  if (as === 'activities' && missingIn(as, new Set(matches.map(({ field }) => field))).length > 0) return 0;
  for (const { field, confidence, why, matched } of matches) {
    if (why === 'values') continue;
    // Remarks and dates of creation stand in files of every kind.
    const weak =
      as === 'activities' && /备注|描述|创建|created|notes?\b|remark|description/i.test(matched) ? 0.3 : 1;
    if (as !== 'customers') score += (kindWeights[field] ?? 0) * confidence * weak;
    else if (field.startsWith('customer.')) score += confidence;
  }
  return score;
}
