import { syllablesOf } from '../identities/name-key.ts';

/** What a customer can be found by. */
export interface Searchable {
  /** Null where only something else stands in for it. */
  displayName: string | null;
  company: string | null;
  contacts: readonly { kind: string; value: string }[];
  externalIds: readonly string[];
}

/** Begins the lines of a field, so that each is found only by those who may read it. */
const marks = {
  displayName: '\u0001',
  company: '\u0002',
  phone: '\u0003',
  email: '\u0004',
  wechat: '\u0005',
  website: '\u0006',
  externalId: '\u0007',
} as const;

type SearchedField = keyof typeof marks;
export const searchedFields = Object.keys(marks) as SearchedField[];

/** What the lines of these fields begin with. */
export function marksOf(fields: readonly SearchedField[]): string[] {
  return fields.map((field) => marks[field]);
}

const han = /\p{Script=Han}/u;
const plainAscii = /^[\u0020-\u007e]*$/;
const textLimit = 2_000;

/** One form for what is stored and what is asked: small letters, half width, no accents, single spaces. */
function foldedText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  return text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** Everything that finds this customer, one piece a line, each after the mark of its field. */
export function searchText(customer: Searchable): string {
  const pieces = new Set<string>();
  const add = (field: SearchedField, piece: string) => pieces.add(marks[field] + piece);
  for (const field of ['displayName', 'company'] as const) {
    const name = customer[field];
    if (!name) continue;
    add(field, foldedText(name));
    if (han.test(name)) for (const spoken of spokenForms(name)) add(field, spoken);
  }
  for (const { kind, value } of customer.contacts)
    add(kind as SearchedField, kind === 'phone' ? value.replace(/\D/g, '') : foldedText(value));
  for (const externalId of customer.externalIds) add('externalId', foldedText(externalId));
  return [...pieces].join('\n').slice(0, textLimit).replaceAll('\0', '').toWellFormed();
}

/** zhangsan and zs for 张三; other letters stay as they are. */
function spokenForms(name: string): string[] {
  const syllables = syllablesOf(name);
  const whole = foldedText(syllables.join('')).replaceAll(' ', '');
  const initials = foldedText(syllables.map((syllable) => [...syllable][0] ?? '').join('')).replaceAll(
    ' ',
    '',
  );
  return [whole, initials];
}

/** The piece that finds what nobody looks after. */
const ofNobody = 0;

/**
 * The piece that finds the customers of a team, below those of letters. Two teams may share one: who may see whom is
 * never decided by it.
 */
export function teamGram(teamId: string | null): number {
  return teamId === null ? ofNobody : -Number(BigInt(teamId) % 0x7fff_ffffn) - 1;
}

const firstOfWord = 0x20_0000;
const pairs = 0x40_0000;

/** Pairs fold into the numbers above the single letters; two that share one are told apart by the text. */
function pairGram(first: number, second: number): number {
  return (
    pairs + (((Math.imul(first, 0x9e37_79b1) ^ Math.imul(second, 0x85eb_ca6b)) >>> 1) % (0x7fff_ffff - pairs))
  );
}

/** A single letter: a Chinese one wherever it stands, another one at the start of a word. Never shared. */
function singleGram(letter: number): number {
  return isHan(letter) ? letter : firstOfWord + letter;
}

function isHan(letter: number): boolean {
  return letter > 0x2e7f && han.test(String.fromCodePoint(letter));
}

/**
 * The index pieces of a folded text as numbers: all pairs of neighbouring letters, single Chinese letters, and
 * the first letter of every word, so that asking for one letter works too.
 */
export function gramsOf(text: string): number[] {
  const grams = new Set<number>();
  let previous = 0;
  for (const character of text) {
    const letter = character.codePointAt(0)!;
    if (letter <= 0x20) {
      previous = 0;
      continue;
    }
    if (previous !== 0) grams.add(pairGram(previous, letter));
    if (!isWordLetter(previous) || isHan(letter)) grams.add(singleGram(letter));
    previous = letter;
  }
  return [...grams];
}

// As isWordLetter says; every line has its mark in front.
const noWordLetter = '[^a-z0-9\\u0080-\\U0010ffff]';

function isWordLetter(letter: number): boolean {
  return (letter >= 0x61 && letter <= 0x7a) || (letter >= 0x30 && letter <= 0x39) || letter > 0x7f;
}

/** What a question asks the index for: pieces that must be there, and texts that must occur. */
export interface SearchQuestion {
  grams: number[];
  /** LIKE patterns, escaped. */
  patterns: string[];
  /** Single letters, which the index tells apart for the whole text, as regular expressions for one line of it. */
  letters: string[];
}

/**
 * Reads what a person typed: words that must all occur, in any order; a number with spaces or dashes is one
 * word, as phones are written. Null where nothing is asked.
 */
export function searchQuestion(typed: string): SearchQuestion | null {
  const folded = foldedText(typed);
  const isNumber = /^\+?[\d\s().-]+$/.test(folded) && /\d/.test(folded);
  const words = isNumber ? [folded.replace(/\D/g, '')] : folded.split(' ').filter((word) => word !== '');
  if (words.length === 0) return null;
  const grams = new Set<number>();
  const patterns: string[] = [];
  const single: string[] = [];
  for (const word of words.slice(0, 8)) {
    const letters = [...word].map((letter) => letter.codePointAt(0)!);
    if (letters.length === 1) {
      grams.add(singleGram(letters[0]!));
      single.push(isHan(letters[0]!) ? word : `${noWordLetter}${word.replace(/[!-/:-@[-`{-~]/, '\\$&')}`);
    } else {
      for (let at = 1; at < letters.length; at += 1) grams.add(pairGram(letters[at - 1]!, letters[at]!));
      patterns.push(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
    }
  }
  return { grams: [...grams], patterns, letters: single };
}
