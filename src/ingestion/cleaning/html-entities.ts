import type { CleaningRule } from './rule.ts';
import { AMPERSAND } from './text-traits.ts';

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  copy: '©',
  reg: '®',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
  ccedil: 'ç',
  ntilde: 'ñ',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
};
const entities = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi;

function decoded(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return named[name] ?? named[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
  const shown =
    code >= 0x20 && code <= 0x10ffff && (code < 0x7f || code > 0x9f) && (code < 0xd800 || code > 0xdfff);
  return shown ? String.fromCodePoint(code) : whole;
}

export const htmlEntities: CleaningRule = {
  code: 'text.html_entities',
  title: { en: 'Web escapes undone', zh: '还原网页转义字符' },
  reason: {
    en: 'Exports of web shops write & as &amp; and quotation marks as &quot;; people mean the character.',
    zh: '网店导出的文件会把 & 写成 &amp;、把引号写成 &quot;，原意是字符本身。',
  },
  readings: ['text', 'name', 'company', 'address', 'place', 'tags'],
  byDefault: true,
  when: AMPERSAND,
  examples: [
    { before: 'Johnson &amp; Johnson', after: 'Johnson & Johnson' },
    { before: 'O&#39;Brien', after: "O'Brien" },
    { before: '古丽&middot;阿不都', after: '古丽·阿不都' },
    { before: 'M&amp;amp;S', after: 'M&S' },
    { before: 'R&D; lab', after: 'R&D; lab' },
  ],
  clean: (text) => {
    // Some systems escape twice; every turn makes the text shorter, so this ends.
    let cleaned = text;
    for (let before = ''; before !== cleaned && cleaned.includes('&'); ) {
      before = cleaned;
      cleaned = before.replace(entities, decoded);
    }
    return cleaned;
  },
};
