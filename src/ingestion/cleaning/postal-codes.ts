import type { CleaningRule } from './rule.ts';
import { DIGIT } from './text-traits.ts';

/** The first two digits of Chinese postal codes by province; some leagues of Inner Mongolia have those of their neighbours. */
const starts =
  '北京 10,天津 30,河北 05 06 07,山西 03 04,内蒙古 01 02 13 16,辽宁 11 12,吉林 13,黑龙江 15 16,上海 20,江苏 21 22,浙江 31 32,安徽 23 24,福建 35 36,江西 33 34,山东 25 26 27,河南 45 46 47,湖北 43 44,湖南 41 42,广东 51 52,广西 53 54,海南 57,重庆 40,四川 61 62 63 64,贵州 55 56,云南 65 66 67,西藏 85 86,陕西 71 72,甘肃 73 74,青海 81,宁夏 75,新疆 83 84,香港 99,澳门 99';
const byProvince = new Map(
  starts.split(',').map((words) => {
    const [province, ...digits] = words.split(' ');
    return [province!, digits] as const;
  }),
);
const known = new Set([...byProvince.values()].flat());

export type PostalProblem = 'postal_code.looks_wrong' | 'postal_code.other_province';

/**
 * What is wrong with a postal code; null where nothing is. Only those of mainland China are judged:
 * six digits that begin as those of some province do, and where `region` is a known one, of that.
 */
export function postalProblem(
  code: string,
  country: string | undefined,
  region: string,
): PostalProblem | null {
  if (country !== 'CN') return null;
  if (!/^\d{6}$/.test(code) || !known.has(code.slice(0, 2))) return 'postal_code.looks_wrong';
  const province = region.startsWith('内蒙古')
    ? '内蒙古'
    : region.startsWith('黑龙江')
      ? '黑龙江'
      : region.slice(0, 2);
  const digits = byProvince.get(province);
  return digits === undefined || digits.includes(code.slice(0, 2)) ? null : 'postal_code.other_province';
}

export const postalCodes: CleaningRule = {
  code: 'postal.form',
  title: { en: 'Chinese postal codes to six digits', zh: '邮政编码补足六位' },
  reason: {
    en: 'Spreadsheets take the leading 0 off codes such as 030000; with five digits nothing else can be meant.',
    zh: '电子表格会丢掉 030000 之类邮编开头的 0，只剩五位时不会有别的含义。',
  },
  readings: ['postalCode'],
  byDefault: true,
  when: DIGIT,
  examples: [
    { before: '30000', after: '030000', column: { country: 'CN' } },
    { before: '100 020', after: '100020', column: { country: 'CN' } },
    { before: '100020.0', after: '100020', column: { country: 'CN' } },
    { before: '90210', after: '90210', column: { country: 'US' } },
  ],
  clean: (text, { country }) => {
    if (country !== 'CN') return text;
    const digits = text.replace(/^(\d{5,6})\.0$/, '$1').replace(/^(\d{3})[ -](\d{3})$/, '$1$2');
    return /^[1-7]\d{4}$/.test(digits) && known.has(`0${digits[0]}`) ? `0${digits}` : digits;
  },
};
