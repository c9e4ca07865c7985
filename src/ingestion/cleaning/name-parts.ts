import type { CleaningRule } from './rule.ts';
import { splitChineseName } from './surnames.ts';
import { HAN } from './text-traits.ts';

/** Off by default: whoever needs 尊敬的张先生 asks for it, all others store two fields less. */
export const nameParts: CleaningRule = {
  code: 'name.parts',
  title: { en: 'Family and given name told apart', zh: '拆分姓和名' },
  reason: {
    en: 'Where the surname of a Chinese name is beyond doubt, 欧阳 too, it is filled in for letters that address people by it.',
    zh: '在姓氏确定无疑时（包括欧阳等复姓）填入姓和名，便于在信函中以姓氏相称。',
  },
  readings: ['name'],
  byDefault: false,
  when: HAN,
  examples: [
    { before: '张伟', after: '张 伟' },
    { before: '欧阳娜娜', after: '欧阳 娜娜' },
    { before: '王李小明', after: '王李小明' },
    { before: 'Anna Berg', after: 'Anna Berg' },
  ],
  // Shown as two parts; the name itself stays whole: `rowCleaner` fills two fields beside it.
  clean: (text) => {
    const parts = splitChineseName(text);
    return parts === null ? text : `${parts.family} ${parts.given}`;
  },
};

const chinese = /^[\u3400-\u9fff·]+$/;

/** A whole name of its parts, in the order in which its script writes them. */
export function nameOfParts(family: string | undefined, given: string | undefined): string | undefined {
  if (family === undefined || given === undefined) return family ?? given;
  return chinese.test(family) && chinese.test(given) ? family + given : `${given} ${family}`;
}
