import type { CleaningRule } from './rule.ts';
import { BLANK, HIDDEN, STRAY_BLANK } from './text-traits.ts';

const stray = /^[\s\u0085\u3164]|[\s\u0085\u3164]$|[^\S ]|[\u0085\u3164]| {2}/;
const runs = /[\s\u0085\u3164]+/g;
const lineEnds = /[\n\r\u2028\u2029\u0085]/;

/** Phones and e-mails keep line ends, which part the values of one cell. */
export const whiteSpace: CleaningRule = {
  code: 'text.white_space',
  title: { en: 'White space tidied', zh: '整理空白' },
  reason: {
    en: 'Blanks around a value, runs of blanks, tabs, line breaks and ideographic spaces are slips of typing or traces of other systems.',
    zh: '首尾空白、连续空格、制表符、换行和全角空格多为录入失误或其他系统留下的痕迹。',
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
  when: STRAY_BLANK | HIDDEN,
  examples: [
    { before: '  Anna   Berg ', after: 'Anna Berg' },
    { before: '张伟\u3000', after: '张伟' },
    { before: '山西省\u00a0太原市\n清徐县', after: '山西省 太原市 清徐县' },
  ],
  clean: (text) => (stray.test(text) ? text.replace(runs, ' ').trim() : text),
};

/** The same for cells that may hold several phones or e-mails: their line ends stay. */
export const whiteSpaceAround: CleaningRule = {
  ...whiteSpace,
  code: 'contact.white_space',
  readings: ['phone', 'email'],
  examples: [
    { before: '\u3000139 1234 5678 ', after: '139 1234 5678' },
    { before: '13912345678 \r\n 13812345670', after: '13912345678\n13812345670' },
  ],
  clean: (text) => {
    if (!stray.test(text)) return text;
    const lines = text.split(lineEnds);
    return lines
      .map((line) => line.replace(runs, ' ').trim())
      .filter((line) => line !== '')
      .join('\n');
  },
};

const hanWithBlanks = /^[\p{Script=Han}·]+(?: [\p{Script=Han}·]+)+$/u;
const mostCharacters = 6;

/** Longer ones are names of firms or several people, where a blank may mean something. */
export const blanksInChineseNames: CleaningRule = {
  code: 'name.inner_blanks',
  title: { en: 'Blanks inside Chinese names removed', zh: '删除中文姓名中的空格' },
  reason: {
    en: 'Blanks in Chinese names only make them line up in a table: 张 伟 is 张伟.',
    zh: '中文姓名中的空格只是为了对齐，「张 伟」就是「张伟」。',
  },
  readings: ['name'],
  byDefault: true,
  when: BLANK,
  examples: [
    { before: '张 伟', after: '张伟' },
    { before: '欧阳 娜娜', after: '欧阳娜娜' },
    { before: 'Anna Berg', after: 'Anna Berg' },
  ],
  clean: (text) => (text.length <= mostCharacters * 2 && hanWithBlanks.test(text) ? joined(text) : text),
};

function joined(text: string): string {
  const name = text.replaceAll(' ', '');
  return name.length <= mostCharacters ? name : text;
}

const usualCell = 1_000;

/**
 * A text that is far too long for a cell with its runs of blanks cut to one blank, or to a line end where they hold
 * a line end or tab; any other as it is. What parts the values of a cell looks at a run from each of its places,
 * which takes hours for a megabyte of blanks.
 */
export function shortBlanks(text: string): string {
  if (text.length <= usualCell) return text;
  return text.replace(/\s{2,}/g, (run) => (/[\n\r\t]/.test(run) ? '\n' : ' '));
}
