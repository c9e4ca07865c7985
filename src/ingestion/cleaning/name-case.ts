import type { CleaningRule } from './rule.ts';
import { LOWER, MARK, OTHER, UPPER, WIDE } from './text-traits.ts';

const words = "[\\p{Script=Latin}][\\p{Script=Latin}\\p{M}'’.-]*";
const turned = new RegExp(`^(${words}(?: ${words}){0,2}), ?(${words}(?: ${words}){0,2})$`, 'u');
/** What stands behind a comma without being a given name. */
const suffix =
  /^(?:jr|sr|ii|iii|iv|v|ph\.?d|md|m\.d|mba|esq|inc|ltd|llc|llp|plc|co|corp|gmbh|ag|bv|nv|sa|s\.a|kg|pty|limited|company)\.?$/i;

/** "SMITH, JOHN", as libraries and authorities write. */
export const nameOrder: CleaningRule = {
  code: 'name.order',
  title: { en: 'Surname behind the comma turned round', zh: '「姓, 名」调整为「名 姓」' },
  reason: {
    en: 'Smith, John and John Smith are one name; the order without a comma is the one in which people are addressed.',
    zh: '「Smith, John」与「John Smith」是同一姓名，不带逗号的顺序才是称呼时的顺序。',
  },
  readings: ['name'],
  byDefault: true,
  when: MARK,
  examples: [
    { before: 'Smith, John', after: 'John Smith' },
    { before: 'van der Berg, Jan', after: 'Jan van der Berg' },
    { before: 'Acme, Inc.', after: 'Acme, Inc.' },
    { before: 'King, Jr.', after: 'King, Jr.' },
  ],
  clean: (text) => {
    if (!text.includes(',')) return text;
    const parts = turned.exec(text);
    return parts && !suffix.test(parts[2]!) && !firm.test(text) ? `${parts[2]} ${parts[1]}` : text;
  },
};

const latin = /^[\p{Script=Latin}\p{M}'’.\- ]+$/u;
const firm =
  /(?:^|[\s,])(?:ltd|limited|inc|llc|llp|plc|corp|corporation|co|company|gmbh|ag|kg|ohg|bv|b\.v|nv|n\.v|sa|s\.a|sarl|srl|spa|s\.p\.a|pty|pte|oy|ab|as|a\/s|group|holdings?|trading|international|industries|university|hotel|bank|hospital|school|the|of|and|for)\.?(?=$|[\s,])/i;
/** Small inside of a name, never at its ends. */
const particles = new Set(
  'van von der den de del della di da dos das du la le ten ter zu zum zur bin ibn al el y e i og av af'.split(
    ' ',
  ),
);
const numerals = /^(?:ii|iii|iv|vi|vii|viii)$/;

/** Names all in capitals or all in small letters; whoever mixes them has thought about it. */
export const nameCase: CleaningRule = {
  code: 'name.case',
  title: { en: 'Capitals of Latin names set', zh: '规范拉丁字母姓名的大小写' },
  reason: {
    en: 'Old systems store names in capitals only; nobody wants to be written to as JOHN SMITH.',
    zh: '旧系统常把姓名存成全大写，没有人愿意被称为 JOHN SMITH。',
  },
  readings: ['name'],
  byDefault: true,
  when: UPPER | LOWER | WIDE | OTHER,
  examples: [
    { before: 'JOHN SMITH', after: 'John Smith' },
    { before: "sean o'brien", after: "Sean O'Brien" },
    { before: 'JAN VAN DER BERG', after: 'Jan van der Berg' },
    { before: 'ANNE-MARIE MCDONALD', after: 'Anne-Marie McDonald' },
    { before: 'J.R. SMITH', after: 'J.R. Smith' },
    { before: 'John McDonald', after: 'John McDonald' },
    { before: 'ACME LTD', after: 'ACME LTD' },
    { before: 'IBM', after: 'IBM' },
  ],
  clean: (text, { field }) => {
    if (text.length < 2 || text.length > 80 || !latin.test(text)) return text;
    const lower = text.toLowerCase();
    if (text !== lower && text !== text.toUpperCase()) return text;
    if (firm.test(text)) return text;
    const parts = lower.split(' ');
    // A short word alone may be an abbreviation: IBM, DHL.
    if (parts.length === 1 && text !== lower && text.length <= 4 && field === 'customer.name') return text;
    return parts.map((word, index) => cased(word, index > 0 && index < parts.length - 1)).join(' ');
  },
};

function cased(word: string, inside: boolean): string {
  if (inside && particles.has(word)) return word;
  if (numerals.test(word)) return word.toUpperCase();
  return word.replace(
    /(^|[-.'’])(mc(?=\p{L}{2}))?(\p{L})/gu,
    (whole, mark: string, mc: string | undefined, letter: string, at: number) => {
      // James's: what follows the apostrophe is no name of its own.
      if ((mark === "'" || mark === '’') && word.length - at <= 2) return whole;
      const capital = letter.toUpperCase();
      return `${mark}${mc === undefined ? '' : 'Mc'}${capital.length === 1 ? capital : letter}`;
    },
  );
}
