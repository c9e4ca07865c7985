import type { CleaningRule } from './rule.ts';
import { isCompoundSurname } from './surnames.ts';

const before =
  /^(?:(?:mr|mrs|ms|miss|mx|mister|madam|dr|prof|professor|herr|frau|monsieur|madame|mme|mlle|señora?|sra?|sig|signora)(?:\.\s*|\s+))+(?=\S)/i;
const behind = /(?:\s*[（(](先生|女士|小姐|太太|夫人|男士)[)）]|\s*(先生|女士|小姐|太太|夫人|男士))$/;
const women = /女士|小姐|太太|夫人|\b(?:mrs|ms|miss|madam|frau|madame|mme|mlle|señora|sra|signora)\b/i;
const men = /先生|男士|\b(?:mr|mister|herr|monsieur|señor|sr|sig)\b/i;

/** What is longer is no name; looking through a megabyte once for each of its titles takes hours. */
const longestName = 1_000;

/** The gender that a form of address tells; null where it tells none. */
export function genderOfTitle(name: string): 'male' | 'female' | null {
  if (name.length > longestName) return null;
  const title = before.exec(name)?.[0] ?? behind.exec(name)?.[0];
  if (title === undefined) return null;
  if (women.test(title)) return 'female';
  return men.test(title) ? 'male' : null;
}

/** 王先生 stays: without the title only a surname is left, and the title is all that is known beside it. */
export const nameTitles: CleaningRule = {
  code: 'name.title',
  title: { en: 'Forms of address taken off names', zh: '去掉姓名中的称谓' },
  reason: {
    en: 'Mr, Dr, 先生 and 女士 are no part of the name and keep equal names apart.',
    zh: '先生、女士、Mr、Dr 不是姓名的一部分，会让同一个人的姓名看起来不同。',
  },
  readings: ['name'],
  byDefault: true,
  examples: [
    { before: '董梓先生', after: '董梓' },
    { before: '建国（先生）', after: '建国' },
    { before: '王先生', after: '王先生' },
    { before: '欧阳女士', after: '欧阳女士' },
    { before: 'Dr. Anna Berg', after: 'Anna Berg' },
    { before: 'Mrs Smith', after: 'Smith' },
    { before: 'Mr', after: 'Mr' },
    { before: 'Drew Miller', after: 'Drew Miller' },
  ],
  clean: (text) => {
    if (text.length > longestName) return text;
    let name = text;
    // Each turn makes it shorter, so this ends.
    for (let longer = ''; longer !== name; ) {
      longer = name;
      name = withoutBehind(withoutBefore(longer));
    }
    return name;
  },
};

function withoutBefore(text: string): string {
  const first = text.charCodeAt(0) | 32;
  // d f h m p s: the letters with which titles begin.
  const mayBegin =
    first === 100 || first === 102 || first === 104 || first === 109 || first === 112 || first === 115;
  return mayBegin ? text.replace(before, '') : text;
}

function withoutBehind(text: string): string {
  if (text.charCodeAt(text.length - 1) < 0x80) return text;
  const parts = behind.exec(text);
  if (parts === null) return text;
  const name = text.slice(0, parts.index).trim();
  return [...name].length >= 2 && !isCompoundSurname(name) ? name : text;
}
