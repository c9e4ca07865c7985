import i18next from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RuleWord, ruleWords, type Words } from './rule-words.ts';

/** A word with its names in both languages, and how the Chinese one is typed. */
export interface KnownWord extends RuleWord {
  name: string;
  other: string;
  /** `chengshi` and `cs`; empty until they are known. */
  pinyin: string;
  /** What else people call it, in both languages, each a word to begin with. */
  also: readonly string[];
}

type Language = 'en' | 'zh';

/** A word as people find it; `textOf` gives one of our texts, empty where it is not known yet. */
export function knownWord(
  word: RuleWord,
  language: Language,
  textOf: (key: string, of: Language) => string,
  pinyinOf: (text: string) => string,
): KnownWord {
  const { key, type, label } = word;
  const nameIn = (of: Language) => (typeof label === 'string' ? textOf(label, of) : label[of]);
  const alsoIn = (of: Language) => (type === 'customField' ? '' : textOf(`builder.also.${key}`, of));
  const zh = nameIn('zh');
  return {
    ...word,
    name: nameIn(language),
    other: nameIn(language === 'zh' ? 'en' : 'zh'),
    pinyin: zh && pinyinOf(zh),
    also: `${alsoIn('en')} ${alsoIn('zh')}`
      .toLowerCase()
      .split(/[\s,，]+/)
      .filter(Boolean),
  };
}

/** The words that are offered with their names; those of the other language and pinyin come after them. */
export function useKnownWords(words: Words | undefined, searching: boolean): KnownWord[] {
  const { t, i18n } = useTranslation('segments');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const further = useFurtherNames(searching);
  return useMemo(() => {
    const textOf = (key: string, of: Language) => {
      if (of === language) return t(key, { count: 2 });
      const found = further?.has(of) ? i18next.getFixedT(of, 'segments')(key, { count: 2 }) : '';
      return found === key ? '' : found;
    };
    const listed = words ? ruleWords(words).filter(({ unlisted }) => !unlisted) : [];
    return listed.map((word) => knownWord(word, language, textOf, (text) => further?.pinyinOf(text) ?? ''));
  }, [words, t, language, further]);
}

interface Further {
  has(language: 'en' | 'zh'): boolean;
  pinyinOf(text: string): string;
}

/** What is only needed to search: loaded when somebody begins to. */
function useFurtherNames(wanted: boolean): Further | undefined {
  const [further, setFurther] = useState<Further>();
  useEffect(() => {
    if (!wanted || further) return undefined;
    let gone = false;
    void Promise.all([
      import('pinyin-pro'),
      import('../../messages/en.json'),
      import('../../messages/zh.json'),
    ]).then(([{ pinyin }, en, zh]) => {
      if (gone) return;
      for (const [language, texts] of [
        ['en', en.default],
        ['zh', zh.default],
      ] as const)
        if (!i18next.hasResourceBundle(language, 'segments'))
          i18next.addResourceBundle(language, 'segments', texts);
      setFurther({
        has: () => true,
        pinyinOf: (text) => {
          const spoken = { toneType: 'none', type: 'array' } as const;
          return `${pinyin(text, spoken).join('')} ${pinyin(text, { ...spoken, pattern: 'first' }).join('')}`;
        },
      });
    });
    return () => {
      gone = true;
    };
  }, [wanted, further]);
  return further;
}

/** Those that a text finds, the best first: what begins with it, what has it within, what is called so too. */
export function wordsFor(all: readonly KnownWord[], text: string): KnownWord[] {
  const pieces = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (pieces.length === 0) return [...all];
  const rank = (word: KnownWord): number | undefined => {
    const names = [word.name, word.other, ...word.pinyin.split(' ')].map((name) => name.toLowerCase());
    const isNamed = (piece: string) => names.some((name) => name.includes(piece));
    const isCalled = (piece: string) => word.also.some((each) => each.startsWith(piece));
    if (!pieces.every((piece) => isNamed(piece) || isCalled(piece))) return undefined;
    if (names.some((name) => name.startsWith(pieces[0]!))) return 0;
    if (names.some((name) => name.includes(` ${pieces[0]}`))) return 1;
    return pieces.every(isNamed) ? 2 : 3;
  };
  return all
    .map((word) => ({ word, at: rank(word) }))
    .filter(({ at }) => at !== undefined)
    .toSorted((one, other) => one.at! - other.at!)
    .map(({ word }) => word);
}
