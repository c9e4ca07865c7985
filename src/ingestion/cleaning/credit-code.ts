import type { CleaningCheck, CleaningRule } from './rule.ts';
import { BLANK, LOWER, MARK, STRAY_BLANK } from './text-traits.ts';

/** The 31 characters of GB 32100; I, O, S, V and Z are left out. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const shape = /^[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** The check character of GB 32100 (modulo 31) behind seventeen characters; null where one of them cannot stand there. */
export function creditCheckCharacter(characters: string): string | null {
  let sum = 0;
  for (let at = 0; at < 17; at++) {
    const value = alphabet.indexOf(characters[at] ?? ' ');
    if (value < 0) return null;
    sum += value * weights[at]!;
  }
  return alphabet[(31 - (sum % 31)) % 31]!;
}

/** Whether a text is a unified social credit code by its characters and its check character. */
export function isCreditCode(text: string): boolean {
  return shape.test(text) && creditCheckCharacter(text) === text[17];
}

export const creditCodeForm: CleaningRule = {
  code: 'credit.form',
  title: { en: 'Credit codes in capitals without blanks', zh: '统一社会信用代码大写、去空格' },
  reason: {
    en: 'The code is one row of 18 capitals and digits; equal codes are to be equal texts.',
    zh: '统一社会信用代码是连续的 18 位大写字母和数字，统一写法才能认出相同的代码。',
  },
  readings: ['creditCode'],
  byDefault: true,
  when: BLANK | STRAY_BLANK | LOWER | MARK,
  examples: [{ before: '91350100 m000100y43', after: '91350100M000100Y43' }],
  clean: (text) => {
    const plain = text.replace(/[\s\-.]/g, '').toUpperCase();
    return plain.length === 18 ? plain : text;
  },
};

export const creditCodeCheck: CleaningCheck = {
  code: 'credit.check',
  title: { en: 'Credit codes checked', zh: '校验统一社会信用代码' },
  reason: {
    en: 'The last character of a unified social credit code (GB 32100) follows from the others.',
    zh: '统一社会信用代码（GB 32100）的末位由前面各位算出，可据此发现录入错误。',
  },
  readings: ['creditCode'],
  byDefault: true,
  problem: 'credit_code.looks_wrong',
  examples: [
    { value: '91350100M000100Y43', finds: false },
    { value: '91350100M000100Y44', finds: true },
    { value: '9135010OM000100Y43', finds: true },
  ],
  check: (text) => (isCreditCode(text) ? null : {}),
};
