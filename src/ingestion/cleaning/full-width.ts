import type { CleaningRule } from './rule.ts';
import { OTHER, WIDE } from './text-traits.ts';

const wide = /[\uff01-\uff5e\uffe0\uffe1\uffe5]/;
const wideCharacters = /[\uff01-\uff5e\uffe0\uffe1\uffe5]/g;
const wideWords = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g;
/** Marks inside of codes and house numbers; between Chinese words full-width punctuation is right. */
const marksBetweenWords =
  /(?<=[0-9A-Za-z])[\uff03\uff06\uff0b\uff0d\uff0e\uff0f\uff20\uff3f](?=[0-9A-Za-z])/g;
/** The dashes and the point that input methods give for `-` and `.`. */
const foreignMarks = /[\u2010-\u2015\u2212\ufe63]|(?<=[0-9a-z])[\u3002\uff61](?=[0-9a-z])/gi;

function narrow(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0xffe5) return '¥';
  if (code === 0xffe0) return '¢';
  if (code === 0xffe1) return '£';
  return String.fromCharCode(code - 0xfee0);
}

/** Letters and digits of text that people read; punctuation stays Chinese. */
export const fullWidthWords: CleaningRule = {
  code: 'text.full_width',
  title: { en: 'Full-width letters and digits to half-width', zh: '全角字母和数字转半角' },
  reason: {
    en: 'Letters and digits typed with a Chinese input method look alike but are found by nobody who searches.',
    zh: '中文输入法打出的全角字母和数字看起来一样，搜索时却找不到。',
  },
  readings: ['text', 'name', 'company', 'address', 'place', 'tags', 'country', 'language'],
  byDefault: true,
  when: WIDE,
  examples: [
    { before: '３栋１单元２７０２', after: '3栋1单元2702' },
    { before: 'ＡＢＣ贸易（上海）有限公司', after: 'ABC贸易（上海）有限公司' },
    { before: '３－１－２０１', after: '3-1-201' },
  ],
  clean: (text) =>
    wide.test(text) ? text.replace(wideWords, narrow).replace(marksBetweenWords, narrow) : text,
};

/** Everything in codes, numbers, phones and e-mails, where punctuation too has one form only. */
export const fullWidthCodes: CleaningRule = {
  code: 'code.full_width',
  title: { en: 'Full-width characters to half-width', zh: '全角字符转半角' },
  reason: {
    en: 'Codes, numbers, phones and e-mails are written with half-width characters; others break them.',
    zh: '编码、数字、电话和邮箱只用半角字符，全角字符会使其失效。',
  },
  readings: [
    'code',
    'decimal',
    'instant',
    'birthday',
    'currency',
    'phone',
    'email',
    'wechat',
    'website',
    'gender',
    'customerKind',
    'creditCode',
    'residentId',
    'postalCode',
    'activityType',
    'direction',
  ],
  byDefault: true,
  when: WIDE | OTHER,
  examples: [
    { before: '１３９１２３４５６７８', after: '13912345678' },
    { before: 'ｗａｎｇ＠ｑｑ．ｃｏｍ', after: 'wang@qq.com' },
    { before: '010－62558888', after: '010-62558888' },
    { before: 'zhang@163。com', after: 'zhang@163.com' },
  ],
  clean: (text) =>
    text
      .replace(wideCharacters, narrow)
      .replace(foreignMarks, (mark) => (/[\u3002\uff61]/.test(mark) ? '.' : '-')),
};
