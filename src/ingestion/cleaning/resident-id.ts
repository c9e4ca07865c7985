import type { CleaningCheck, CleaningRule } from './rule.ts';
import { BLANK, LOWER, MARK, STRAY_BLANK } from './text-traits.ts';

/** What a resident identity number of GB 11643 tells about its bearer. */
export interface ResidentId {
  /** 18 characters; numbers of 15 digits are lengthened as the standard says. */
  number: string;
  /** `YYYY-MM-DD`. */
  birthday: string;
  gender: 'male' | 'female';
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';
/** The first two digits: provinces of GB/T 2260, and 83 of residents from Taiwan. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\d{4}$/;
const shape = /^\d{17}[\dX]$/;
const daysOf = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The check digit of ISO 7064 MOD 11-2 behind seventeen digits. */
export function residentCheckDigit(digits: string): string {
  let sum = 0;
  for (let at = 0; at < 17; at++) sum += (digits.charCodeAt(at) - 48) * weights[at]!;
  return checkDigits[sum % 11]!;
}

/**
 * Reads a resident identity number of 18 characters, or of 15 digits as issued until 1999. Null where its
 * length, province, date of birth or check digit cannot be.
 */
export function readResidentId(text: string): ResidentId | null {
  const plain = plainId(text);
  const first = /^\d{15}$/.test(plain) ? `${plain.slice(0, 6)}19${plain.slice(6)}` : plain.slice(0, 17);
  const number = plain.length === 15 ? first + residentCheckDigit(first) : plain;
  if (!shape.test(number) || residentCheckDigit(first) !== number[17]) return null;
  if (!provinces.test(number.slice(0, 6))) return null;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)];
  if (!isDay(Number(year), Number(month), Number(day))) return null;
  return {
    number,
    birthday: `${year}-${month}-${day}`,
    gender: Number(number[16]) % 2 === 1 ? 'male' : 'female',
  };
}

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1850 || year > 2150 || month < 1 || month > 12 || day < 1) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return day <= (month === 2 && !leap ? 28 : daysOf[month - 1]!);
}

const plainId = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-·.]/g, '')
    .toUpperCase();

export const residentIdForm: CleaningRule = {
  code: 'resident.form',
  title: { en: 'Identity numbers without blanks, X as a capital', zh: '身份证号去空格、X 大写' },
  reason: {
    en: 'The number is one row of characters; the check digit ten is written as a capital X.',
    zh: '身份证号中间没有空格，末位校验码 10 写作大写 X。',
  },
  readings: ['residentId'],
  byDefault: true,
  always: true,
  when: BLANK | STRAY_BLANK | LOWER | MARK,
  examples: [{ before: '110105 19491231 002x', after: '11010519491231002X' }],
  clean: (text) => {
    const plain = plainId(text);
    return shape.test(plain) || /^\d{15}$/.test(plain) ? plain : text;
  },
};

export const residentIdCheck: CleaningCheck = {
  code: 'resident.check',
  title: { en: 'Identity numbers checked', zh: '校验身份证号' },
  reason: {
    en: 'Check digit (GB 11643), date of birth and province must fit together.',
    zh: '按 GB 11643 核对校验码、出生日期和省份。',
  },
  readings: ['residentId'],
  byDefault: true,
  problem: 'resident_id.looks_wrong',
  examples: [
    { value: '11010519491231002X', finds: false },
    { value: '440524188001010014', finds: false },
    { value: '110105194912310021', finds: true },
    { value: '11010519490231002X', finds: true },
  ],
  check: (text) => (readResidentId(text) === null ? {} : null),
};
