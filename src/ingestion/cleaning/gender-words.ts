import type { CleaningRule } from './rule.ts';

const words: Record<'male' | 'female' | 'other', string> = {
  male: '男 男性 男士 男生 男孩 男人 先生 帅哥 m male man men boy gentleman mr mr. mann herr männlich homme h masculin hombre masculino maschio ♂ 男♂',
  female:
    '女 女性 女士 女生 女孩 女人 小姐 太太 夫人 美女 f female woman women girl lady mrs mrs. ms ms. miss frau weiblich w femme féminin mujer femenino femmina ♀ 女♀',
  other: '其他 其它 other x non-binary nonbinary diverse divers',
};
const genders = new Map(
  Object.entries(words).flatMap(([gender, list]) => list.split(' ').map((word) => [word, gender] as const)),
);

export const genderWords: CleaningRule = {
  code: 'gender.words',
  title: { en: 'Words for gender', zh: '统一性别写法' },
  reason: {
    en: '男, M, Mr and male say one thing; it is kept as one value.',
    zh: '男、M、先生、male 是同一个意思，统一为一个值。',
  },
  readings: ['gender'],
  byDefault: true,
  always: true,
  examples: [
    { before: '男', after: 'male' },
    { before: '女士', after: 'female' },
    { before: 'F', after: 'female' },
    { before: 'Male', after: 'male' },
    { before: '1', after: '1' },
  ],
  clean: (text) => genders.get(text) ?? genders.get(text.toLowerCase()) ?? text,
};

/** GB/T 2261.1; systems that count from 0 mean either gender by it, so of those nothing is read. */
const codes: Record<string, string | null> = { 1: 'male', 2: 'female', 0: null, 9: null };

/** Off until somebody, or `saysGenderCodes` for a proposal, says that the column holds these numbers. */
export const genderCodes: CleaningRule = {
  code: 'gender.codes',
  title: { en: 'Gender numbers of GB/T 2261.1', zh: '性别代码（GB/T 2261.1）' },
  reason: {
    en: '1 is male, 2 is female, 0 and 9 say nothing; other systems mean other things, so it is on only where the column fits.',
    zh: '1 为男，2 为女，0 和 9 表示未知或未说明；各系统含义不同，只在整列符合时启用。',
  },
  readings: ['gender'],
  byDefault: false,
  examples: [
    { before: '1', after: 'male' },
    { before: '2', after: 'female' },
    { before: '0', after: null },
    { before: '男', after: '男' },
  ],
  clean: (text) => (Object.hasOwn(codes, text) ? codes[text]! : text),
};

/** Whether the values of a column of genders are the numbers of GB/T 2261.1: both 1 and 2, and nothing but 0, 1, 2, 9. */
export function saysGenderCodes(values: readonly string[]): boolean {
  const filled = new Set(values.map((value) => value.trim()).filter((value) => value !== ''));
  return filled.has('1') && filled.has('2') && [...filled].every((value) => Object.hasOwn(codes, value));
}
