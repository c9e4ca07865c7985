import { expect, test } from 'vitest';
import { type KnownWord, wordsFor } from './rule-words.ts';

const word = (name: string, other: string, pinyin: string): KnownWord => ({
  ...{ key: name, group: 'person', type: 'field', asked: {}, label: name },
  ...{ name, other, pinyin },
});
const words = [
  word('累计消费', 'total spend', 'leijixiaofei ljxf'),
  word('城市', 'city', 'chengshi cs'),
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
