import { expect, test } from 'vitest';
import { activityType } from '#customers/public.contract.ts';
import en from '../../messages/en.json' with { type: 'json' };
import zh from '../../messages/zh.json' with { type: 'json' };
import { conditionTypes } from '../conditions/conditions.contract.ts';
import { documentKinds, measures } from '../conditions/orders.contract.ts';
import { ruleFieldKeys } from '../conditions/rule-fields.contract.ts';
import { type KnownWord, knownWord, wordsFor } from './known-words.ts';
import { ruleWords, type Words } from './rule-words.ts';

const word = (name: string, other: string, pinyin: string, also: string[] = []): KnownWord => ({
  ...{ key: name, group: 'person', type: 'field', asked: {}, label: name },
  ...{ name, other, pinyin, also },
});
const words = [
  word('累计消费', 'total spend', 'leijixiaofei ljxf'),
  word('城市', 'city', 'chengshi cs', ['town', '所在地']),
  word('城市分级', 'city tier', 'chengshifenji csfj'),
  word('消费金额', 'Amount spent', 'xiaofeijine xfje'),
];
const found = (text: string) => wordsFor(words, text).map(({ name }) => name);

test('a word is found by its name, by the one in the other language, by pinyin and by its first letters', () => {
  expect(found('消费')).toEqual(['消费金额', '累计消费']);
  expect(found('CITY')).toEqual(['城市', '城市分级']);
  expect(found('xiaofei')).toEqual(['消费金额', '累计消费']);
  expect(found('csf')).toEqual(['城市分级']);
  expect(found('spend total')).toEqual(['累计消费']);
  expect(found('nothing')).toEqual([]);
  expect(found('')).toHaveLength(words.length);
});

test('a word is found by what else it is called, after those that are named so', () => {
  expect(found('Town')).toEqual(['城市']);
  expect(found('所在')).toEqual(['城市']);
  expect(wordsFor([word('城市', 'city', '', ['name']), word('名称', 'name', '')], 'name')[0]!.other).toBe(
    'name',
  );
});

const everything = {
  types: conditionTypes,
  fields: ruleFieldKeys.map((key) => ({ key, operators: [] })),
  customFields: [],
  orders: { measures: [...measures], kinds: [...documentKinds], filters: [], windows: true },
  activities: activityType.options,
} as unknown as Words;
const textOf = (key: string, of: 'en' | 'zh') => {
  const texts: unknown = of === 'en' ? en : zh;
  const text = key
    .split('.')
    .reduce((at, part) => (at as Record<string, unknown> | undefined)?.[part], texts);
  return typeof text === 'string' ? text : '';
};
const all = ruleWords(everything).map((each) => knownWord(each, 'en', textOf, () => ''));

test('every condition has a name and further words in both languages, and is found by each of them', () => {
  for (const { key, name, other } of all) {
    expect([key, name, other]).not.toContain('');
    for (const language of ['en', 'zh'] as const) {
      const also = textOf(`builder.also.${key}`, language).split(/[,，]/);
      for (const text of also) {
        expect(text.trim(), `${key} in ${language}`).not.toBe('');
        expect(
          wordsFor(all, text).map((each) => each.key),
          text,
        ).toContain(key);
      }
    }
  }
});

test.each([
  ['email', 'field.email'],
  ['buy', 'orders.purchases.count'],
  ['purchase', 'orders.purchases.count'],
  ['spent', 'orders.purchases.spend'],
  ['refund', 'orders.returns.count'],
  ['money', 'orders.purchases.spend'],
  ['member', 'segment'],
  ['member', 'grade'],
  ['registered', 'field.createdAt'],
  ['手机', 'field.phone'],
  ['邮件', 'field.email'],
  ['客单价', 'orders.purchases.average'],
  ['退款', 'orders.returns.spend'],
  ['复购', 'stage'],
  ['复购', 'orders.purchases.count'],
  ['沉睡', 'stage'],
  ['会员', 'grade'],
  ['注册', 'field.createdAt'],
  ['brand', 'orders.purchases.count'],
  ['门店', 'orders.purchases.spend'],
])('the everyday word %s finds %s', (text, key) => {
  expect(wordsFor(all, text).map((each) => each.key)).toContain(key);
});

test('no two conditions that are offered have the same name', () => {
  const offered = all.filter(({ unlisted }) => !unlisted);
  for (const names of [offered.map(({ name }) => name), offered.map(({ other }) => other)])
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(offered.length);
});

test('totals that documents say as well are offered only where documents may not be asked for', () => {
  const offered = (words: Words) =>
    ruleWords(words).flatMap(({ key, unlisted }) =>
      /orders$|spendMinor/.test(key) && !unlisted ? [key] : [],
    );
  expect(offered(everything)).toEqual([]);
  expect(offered({ ...everything, orders: null })).toEqual(['field.orders', 'field.spendMinor']);
});
