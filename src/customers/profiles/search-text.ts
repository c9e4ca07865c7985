import { pinyin } from 'pinyin-pro';

/** What a customer can be found by. */
export interface Searchable {
  /** Display name first, then other names such as the company. */
  names: readonly (string | null)[];
  contacts: readonly { kind: string; value: string }[];
  externalIds: readonly string[];
}

const han = /\p{Script=Han}/u;
const plainAscii = /^[\u0020-\u007e]*$/;
const textLimit = 2_000;

/** One form for what is stored and what is asked: small letters, half width, no accents, single spaces. */
export function foldedText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim();
  return text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

/** Everything that finds this customer, one piece a line. */
export function searchText(customer: Searchable): string {
  const pieces = new Set<string>();
  for (const name of customer.names) {
    if (!name) continue;
    pieces.add(foldedText(name));
    if (han.test(name)) for (const spoken of spokenForms(name)) pieces.add(spoken);
  }
  for (const contact of customer.contacts) {
    pieces.add(contact.kind === 'phone' ? contact.value.replace(/\D/g, '') : foldedText(contact.value));
  }
  for (const externalId of customer.externalIds) pieces.add(foldedText(externalId));
  return [...pieces].join('\n').slice(0, textLimit).toWellFormed();
}

/** zhangsan and zs for 张三; other letters stay as they are. */
function spokenForms(name: string): string[] {
  const syllables = pinyin(name.slice(0, 60), {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
    nonZh: 'consecutive',
  });
  const whole = foldedText(syllables.join('')).replaceAll(' ', '');
  const initials = foldedText(syllables.map((syllable) => [...syllable][0] ?? '').join('')).replaceAll(
    ' ',
    '',
  );
  return [whole, initials];
}

/**
 * The index pieces of a folded text: all pairs of neighbouring letters, single Chinese letters, and the first
 * letter of every word as `^a`, so that asking for one letter works too.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  let previous = '';
  for (const letter of text) {
    if (letter === ' ' || letter === '\n') {
      previous = '';
      continue;
    }
    if (previous !== '') grams.add(previous + letter);
    if (letter > '\u2e7f' && han.test(letter)) grams.add(letter);
    else if (previous === '' || !isWordLetter(previous)) grams.add(`^${letter}`);
    previous = letter;
  }
  return [...grams];
}

function isWordLetter(letter: string): boolean {
  return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter > '\u007f';
}

/** What a question asks the index for: pieces that must be there, and texts that must occur. */
export interface SearchQuestion {
  grams: string[];
  /** LIKE patterns, escaped. */
  patterns: string[];
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
  const grams = new Set<string>();
  const patterns: string[] = [];
  for (const word of words.slice(0, 8)) {
    const letters = [...word];
    if (letters.length === 1) grams.add(han.test(word) ? word : `^${word}`);
    else {
      for (let at = 1; at < letters.length; at += 1) grams.add(letters[at - 1]! + letters[at]!);
      patterns.push(`%${word.replace(/[\\%_]/g, '\\$&')}%`);
    }
  }
  return { grams: [...grams], patterns };
}
