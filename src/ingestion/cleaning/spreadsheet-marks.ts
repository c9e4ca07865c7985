import type { CleaningRule } from './rule.ts';
import { APOSTROPHE, MARK } from './text-traits.ts';

const escaped = /^['’`](?=[=+\-@\t\r]|\d[\d .-]*$)/;
const formulaText = /^="([^"]*)"$/;

/** What spreadsheets and exports, ours among them, put before a value so that it is not computed. */
export const spreadsheetMarks: CleaningRule = {
  code: 'text.spreadsheet_marks',
  title: { en: "Spreadsheets' text marks removed", zh: '去掉电子表格的文本标记' },
  reason: {
    en: 'An apostrophe before a number or a sign, or ="…" around it, only tells a spreadsheet not to compute the value.',
    zh: '数字或符号前的单引号，以及包住值的 ="…"，只是告诉电子表格不要计算该值。',
  },
  readings: [
    'code',
    'text',
    'name',
    'company',
    'place',
    'address',
    'postalCode',
    'decimal',
    'instant',
    'birthday',
    'phone',
    'email',
    'wechat',
    'website',
    'creditCode',
    'residentId',
    'tags',
  ],
  byDefault: true,
  when: APOSTROPHE | MARK,
  examples: [
    { before: "'013912345678", after: '013912345678' },
    { before: "'=1+1", after: '=1+1' },
    { before: "'+8613912345678", after: '+8613912345678' },
    { before: '’0571', after: '0571' },
    { before: '="00123"', after: '00123' },
    { before: "'t Hooft", after: "'t Hooft" },
  ],
  clean: (text) => {
    const first = text.charCodeAt(0);
    if (first === 61) return formulaText.exec(text)?.[1] ?? text;
    return first === 39 || first === 96 || first === 0x2019 ? text.replace(escaped, '') : text;
  },
};
