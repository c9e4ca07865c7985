import { phonesOfCell } from './phone-cell.ts';
import { type PhoneProblem, readNumber } from './phone-numbers.ts';
import { isPhonePlaceholder } from './phone-placeholders.ts';
import type { CleaningRule } from './rule.ts';

/** One phone of a cell. */
export interface ReadPhone {
  /** E.164 where the number is valid and has no extension, else as entered. */
  value: string;
  entered: string;
  valid: boolean;
  /** Valid, and not a line that many share by its nature: 400 numbers, switchboards. May tell who somebody is. */
  certain: boolean;
  /** The words beside the number: 妻子. */
  label: string | null;
}

export interface ReadPhones {
  phones: ReadPhone[];
  /** Codes of the rules that changed something, in the order in which they work. */
  rules: string[];
  /** Of the first number that could not be read. */
  problem: PhoneProblem | null;
}

/** A cell with several phones becomes one phone a line; words beside a number go, `readPhones` keeps them as labels. */
export const severalPhones: CleaningRule = {
  code: 'phone.several',
  title: { en: 'Several phones in one cell taken apart', zh: '拆分同一单元格里的多个电话' },
  reason: {
    en: 'Each number is kept as a contact of its own, with the word beside it as its label.',
    zh: '每个号码各自成为一条联系方式，号码旁的文字作为其标签。',
  },
  readings: ['phone'],
  byDefault: true,
  examples: [
    { before: '13912345678/13687654321', after: '13912345678\n13687654321' },
    { before: '13912345678/021-62551017', after: '13912345678\n021-62551017' },
    { before: '13912345678（妻子）', after: '13912345678' },
    { before: '手机：13912345678，座机 010-62558888', after: '13912345678\n010-62558888' },
    { before: '139 1234 5678', after: '139 1234 5678' },
  ],
  clean: (text) =>
    isPlainMobile(text)
      ? text
      : phonesOfCell(text)
          .map(({ number }) => number)
          .join('\n') || null,
};

export const phonePlaceholders: CleaningRule = {
  code: 'phone.placeholder',
  title: { en: 'Made-up phones left out', zh: '去掉凑数的电话' },
  reason: {
    en: 'Numbers such as 11111111111, 12345678901 or 13800138000 are typed to get past a form and belong to no customer.',
    zh: '11111111111、12345678901、13800138000 之类的号码只是为了应付必填项，不属于任何客户。',
  },
  readings: ['phone'],
  byDefault: true,
  examples: [
    { before: '11111111111', after: null },
    { before: '12345678901', after: null },
    { before: '13800138000', after: null },
    { before: '无', after: null },
    { before: '110', after: null },
    { before: '13888888888', after: '13888888888' },
  ],
  clean: (text) => {
    if (!text.includes('\n')) return isPhonePlaceholder(text) ? null : text;
    const lines = text.split('\n').filter((line) => !isPhonePlaceholder(line));
    return lines.length === 0 ? null : lines.join('\n');
  },
};

export const internationalPhones: CleaningRule = {
  code: 'phone.international',
  title: { en: 'Phones to international form', zh: '电话转为国际格式' },
  reason: {
    en: 'One number has one form only when its country stands with it; so equal phones are found however they were written.',
    zh: '带上国家代码后，同一个号码只有一种写法，不论原来怎么写都能认出是同一个电话。',
  },
  readings: ['phone'],
  byDefault: true,
  always: true,
  examples: [
    { before: '139-1234-5678', after: '+8613912345678', column: { country: 'CN' } },
    { before: '0086 13912345678', after: '+8613912345678' },
    { before: '(0571)8888 0000', after: '+8657188880000', column: { country: 'CN' } },
    { before: '010-62558888', after: '+861062558888', column: { country: 'CN' } },
    { before: '400-123-4567', after: '+864001234567', column: { country: 'CN' } },
    { before: '020 7946 0958', after: '+442079460958', column: { country: 'GB' } },
    { before: '1.38E+10', after: '1.38E+10', column: { country: 'CN' } },
    { before: '0571 88880000-801', after: '0571 88880000-801', column: { country: 'CN' } },
  ],
  clean: (text, { country }) =>
    text.includes('\n')
      ? text
          .split('\n')
          .map((line) => readNumber(line, country).value)
          .join('\n')
      : readNumber(text, country).value,
};

const isPlainMobile = (text: string): boolean => text.length === 11 && /^1[3-9]\d{9}$/.test(text);
const nothing: ReadPhones = { phones: [], rules: [], problem: null };

/**
 * All phones of one cell, made-up ones left out and equal ones taken once. `country` (ISO 3166) is that of
 * numbers that name none; `isOn` says whether a rule works on the column. The pipeline calls this in place of
 * the rules of this file, which explain it.
 */
export function readPhones(
  text: string,
  country: string | undefined,
  isOn: (code: string) => boolean = () => true,
): ReadPhones {
  const parts =
    isPlainMobile(text) || !isOn(severalPhones.code)
      ? [{ entered: text, number: text, label: null }]
      : phonesOfCell(text);
  const apart = parts.length > 1 || (parts.length === 1 && parts[0]!.number !== text.trim());
  const out: ReadPhones = { phones: [], rules: apart ? [severalPhones.code] : [], problem: null };
  const dropsMadeUp = isOn(phonePlaceholders.code);
  for (const { entered, number, label } of parts) {
    if (dropsMadeUp && isPhonePlaceholder(number)) {
      note(out, phonePlaceholders.code);
      continue;
    }
    const { value, valid, certain, problem } = readNumber(number, country);
    if (out.phones.some((phone) => phone.value === value)) continue;
    if (value !== number) note(out, internationalPhones.code);
    if (problem !== null) out.problem ??= problem;
    out.phones.push({ value, entered, valid, certain, label });
  }
  return out.phones.length === 0 && out.rules.length === 0 ? nothing : out;
}

function note(out: ReadPhones, code: string): void {
  if (!out.rules.includes(code)) out.rules.push(code);
}
