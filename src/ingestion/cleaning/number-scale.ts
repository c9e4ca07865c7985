import type { CleaningRule } from './rule.ts';
import { HAN } from './text-traits.ts';

const scaled = /^([^\d]{0,4}?)(-?\d{1,3}(?:,?\d{3})*|-?\d+)(?:\.(\d+))?\s*(万|亿|万亿|千|百)(\s*元?)$/;
const zeros: Record<string, number> = { 百: 2, 千: 3, 万: 4, 亿: 8, 万亿: 12 };

export const numberScale: CleaningRule = {
  code: 'number.scale',
  title: { en: 'Numbers with 万 and 亿 written out', zh: '展开带「万」「亿」的数字' },
  reason: {
    en: '1.2万 is 12000; only the written-out number can be summed.',
    zh: '「1.2万」即 12000，展开后才能求和。',
  },
  readings: ['decimal'],
  byDefault: true,
  when: HAN,
  examples: [
    { before: '1.2万', after: '12000' },
    { before: '¥3亿', after: '¥300000000' },
    { before: '1,250万元', after: '12500000元' },
    { before: '5千', after: '5000' },
    { before: '12元', after: '12元' },
  ],
  clean: (text) => {
    const parts = scaled.exec(text);
    if (parts === null) return text;
    const [, sign = '', whole = '', fraction = '', unit = '', behind = ''] = parts;
    const places = zeros[unit]!;
    const moved = fraction.slice(0, places).padEnd(places, '0');
    const rest = fraction.slice(places);
    const digits = `${whole.replaceAll(',', '')}${moved}`.replace(/^(-?)0+(?=\d)/, '$1');
    return `${sign}${digits}${rest === '' ? '' : `.${rest}`}${behind.trim()}`;
  },
};
