import i18next from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { ConditionType } from '../conditions/conditions.contract.ts';
import { rfmMeasures } from '../conditions/rfm.contract.ts';
import { rulesContract } from '../rules.contract.ts';
import type { LooseCondition } from './draft.ts';

export type Words = OutputOf<typeof rulesContract.endpoints.words>;
type Texts = Record<'en' | 'zh', string>;

/** Something that can be asked, as people find it. */
export interface RuleWord {
  key: string;
  group: 'person' | 'orders' | 'contact' | 'work' | 'own';
  type: ConditionType;
  /** What of a condition says this. */
  asked: Record<string, unknown>;
  /** The key of its name in our messages; fields of the organisation's own bring theirs. */
  label: string | Texts;
}

export const wordGroups = ['person', 'orders', 'contact', 'work', 'own'] as const;

/** What whoever writes may ask about, as the server says. */
export function useWords(): { words: Words | undefined; error: unknown; retry: () => void } {
  const { data, error, refetch } = useEndpoint(rulesContract.endpoints.words, {});
  return { words: data, error: data ? null : error, retry: () => void refetch() };
}

const ofContact: ReadonlySet<string> = new Set(['phone', 'email', 'wechat', 'website']);
const ofOrders: ReadonlySet<string> = new Set([
  'orders',
  'cancellations',
  'spendMinor',
  'firstOrderAt',
  'lastOrderAt',
]);
const ofWork: ReadonlySet<string> = new Set(['createdAt', 'updatedAt', 'cameFrom']);
const plain = [
  'age',
  'birthday',
  'tag',
  'owner',
  'team',
  'source',
  'segment',
  'sequence',
  'stage',
  'grade',
] as const;
const groupOfPlain = {
  age: 'person',
  birthday: 'person',
  sequence: 'contact',
  stage: 'orders',
  grade: 'orders',
} as const;

/** Everything that can be asked, in the order in which it is offered. */
export function ruleWords(words: Words): RuleWord[] {
  const may = (type: ConditionType) => words.types.includes(type);
  const fields = words.fields.map(({ key }): RuleWord => {
    const group = ofContact.has(key)
      ? 'contact'
      : ofOrders.has(key)
        ? 'orders'
        : ofWork.has(key)
          ? 'work'
          : 'person';
    return {
      key: `field.${key}`,
      group,
      type: 'field',
      asked: fieldAsked(words, key),
      label: `rules.field.${key}`,
    };
  });
  const orders = (words.orders?.kinds ?? []).flatMap((kind) =>
    (words.orders?.measures ?? []).map(
      (measure): RuleWord => ({
        key: `orders.${kind}.${measure}`,
        group: 'orders',
        type: 'orders',
        asked: { kind, measure },
        label: `builder.measure.${kind}.${measure}`,
      }),
    ),
  );
  const activities = may('activities')
    ? [undefined, ...words.activities].map(
        (activity): RuleWord => ({
          key: `activities.${activity ?? 'any'}`,
          group: 'contact',
          type: 'activities',
          asked: activity === undefined ? {} : { activities: [activity] },
          label: activity === undefined ? 'builder.word.activities' : `builder.activity.${activity}`,
        }),
      )
    : [];
  const others = plain.filter(may).map(
    (type): RuleWord => ({
      key: type,
      group: type in groupOfPlain ? groupOfPlain[type as keyof typeof groupOfPlain] : 'work',
      type,
      asked: {},
      label: `builder.word.${type}`,
    }),
  );
  const scores = (may('rfm') ? rfmMeasures : []).map(
    (measure): RuleWord => ({
      key: `rfm.${measure}`,
      group: 'orders',
      type: 'rfm',
      asked: { measure },
      label: `builder.word.rfm.${measure}`,
    }),
  );
  const own = words.customFields.map(
    ({ key, label, operators }): RuleWord => ({
      key: `customField.${key}`,
      group: 'own',
      type: 'customField',
      asked: { field: key, operator: operators[0] },
      label,
    }),
  );
  return [...orders, ...fields, ...scores, ...others, ...activities, ...own];
}

function fieldAsked({ fields }: Words, key: string): Record<string, unknown> {
  return { field: key, operator: fields.find((field) => field.key === key)?.operators[0] };
}

/** The word that a condition was made of. */
export function wordOf(all: readonly RuleWord[], condition: LooseCondition): RuleWord | undefined {
  const { type, field, kind, measure, activities } = condition;
  if (type === 'field' || type === 'customField') return all.find(({ key }) => key === `${type}.${field}`);
  if (type === 'rfm') return all.find(({ key }) => key === `rfm.${measure}`);
  if (type === 'orders') return all.find(({ key }) => key === `orders.${kind}.${measure}`);
  const only = Array.isArray(activities) && activities.length === 1 ? activities[0] : 'any';
  if (type === 'activities') return all.find(({ key }) => key === `activities.${only}`);
  return all.find(({ key }) => key === type);
}

/** A word with its names in both languages, and how the Chinese one is typed. */
export interface KnownWord extends RuleWord {
  name: string;
  other: string;
  /** `chengshi` and `cs`; empty until they are known. */
  pinyin: string;
}

/** The words with names; those of the other language and pinyin come after them. */
export function useKnownWords(words: Words | undefined, searching: boolean): KnownWord[] {
  const { t, i18n } = useTranslation('segments');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const further = useFurtherNames(searching);
  return useMemo(() => {
    const textOf = (label: RuleWord['label'], of: 'en' | 'zh') => {
      if (typeof label !== 'string') return label[of];
      if (of === language) return t(label, { count: 2 });
      const found = further?.has(of) ? i18next.getFixedT(of, 'segments')(label, { count: 2 }) : '';
      return found === label ? '' : found;
    };
    return (words ? ruleWords(words) : []).map((word) => {
      const zh = textOf(word.label, 'zh');
      return {
        ...word,
        name: textOf(word.label, language),
        other: textOf(word.label, language === 'zh' ? 'en' : 'zh'),
        pinyin: further && zh ? further.pinyinOf(zh) : '',
      };
    });
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

/** Those that a text finds, the best first: what begins with it before what only has it within. */
export function wordsFor(all: readonly KnownWord[], text: string): KnownWord[] {
  const pieces = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (pieces.length === 0) return [...all];
  const rank = (word: KnownWord): number | undefined => {
    const names = [word.name, word.other, ...word.pinyin.split(' ')].map((name) => name.toLowerCase());
    if (!pieces.every((piece) => names.some((name) => name.includes(piece)))) return undefined;
    if (names.some((name) => name.startsWith(pieces[0]!))) return 0;
    return names.some((name) => name.includes(` ${pieces[0]}`)) ? 1 : 2;
  };
  return all
    .map((word) => ({ word, at: rank(word) }))
    .filter(({ at }) => at !== undefined)
    .toSorted((one, other) => one.at! - other.at!)
    .map(({ word }) => word);
}
