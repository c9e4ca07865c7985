import type { CleaningRule } from './rule.ts';
import { HIDDEN, OTHER } from './text-traits.ts';

/** Ranges of what has no shape, from code to code; tabs, line ends and U+0085 are white space. */
const ranges: readonly (readonly [number, number])[] = [
  [0x00, 0x08],
  [0x0e, 0x1f],
  [0x7f, 0x84],
  [0x86, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
];
const escaped = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
const anyHidden = `[${ranges.map(([from, to]) => `${escaped(from)}-${escaped(to)}`).join('')}]`;
const hidden = new RegExp(anyHidden);
const hiddenCharacters = new RegExp(anyHidden, 'g');
const joiners = /[\u200c\u200d]/;
/** Joiners belong into emoji and into Arabic and Indic words; elsewhere they are leftovers. */
const strayJoiners =
  /[\u200c\u200d](?![\p{Extended_Pictographic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}])/gu;
/** Variation selectors that pick the look of an emoji or of a rare character, behind nothing that has one. */
const strayVariations = /(?<![\p{Extended_Pictographic}\p{Script=Han}#*0-9])[\ufe00-\ufe0f]/gu;

/** Control characters and marks without width; line ends, tabs and wide blanks are white space and left to that rule. */
export const invisibleCharacters: CleaningRule = {
  code: 'text.invisible',
  title: { en: 'Invisible characters removed', zh: '删除不可见字符' },
  reason: {
    en: 'Characters that nobody sees (zero width, byte order and direction marks, soft hyphens, control characters) make equal values differ.',
    zh: '零宽字符、字节序标记、方向标记、软连字符、控制字符等肉眼不可见，却会让相同的值变得不同。',
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
    'currency',
    'phone',
    'email',
    'wechat',
    'website',
    'country',
    'orderType',
    'orderStatus',
    'customerKind',
    'gender',
    'language',
    'creditCode',
    'residentId',
    'tags',
    'activityType',
    'direction',
  ],
  byDefault: true,
  when: HIDDEN | OTHER,
  examples: [
    { before: '\u200b张伟', after: '张伟' },
    { before: '\ufeff10086', after: '10086' },
    { before: '\u202d13912345678\u202c', after: '13912345678' },
    { before: 'cus\u00adtomer', after: 'customer' },
    { before: '张\u0000伟', after: '张伟' },
  ],
  clean: (text) => {
    let cleaned = hidden.test(text) ? text.replace(hiddenCharacters, '') : text;
    if (joiners.test(cleaned)) cleaned = cleaned.replace(strayJoiners, '');
    return /[\ufe00-\ufe0f]/.test(cleaned) ? cleaned.replace(strayVariations, '') : cleaned;
  },
};
