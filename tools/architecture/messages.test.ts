import { expect, test } from 'vitest';
import { chineseIsPunctuatedInChinese, messagesComeInBothLanguages } from './messages.ts';
import { projectOf } from './project.ts';

function messages(en: object, zh: object) {
  return projectOf({
    'src/pets/messages/en.json': JSON.stringify(en),
    'src/pets/messages/zh.json': JSON.stringify(zh),
  });
}

test('equal keys pass, and English may have a plural form more', () => {
  const project = messages(
    { title: 'Dogs', count_one: '{{count}} dog', count_other: '{{count}} dogs' },
    { title: '狗', count_other: '{{count}} 只狗' },
  );
  expect(messagesComeInBothLanguages(project)).toEqual([]);
});

test('a key that one language lacks is found, at any depth', () => {
  expect(messagesComeInBothLanguages(messages({ dog: { bark: 'Bark' } }, { dog: {}, cat: '猫' }))).toEqual([
    { path: 'src/pets/messages/zh.json', message: 'has no text for dog.bark' },
    { path: 'src/pets/messages/en.json', message: 'has no text for cat' },
  ]);
});

test('an empty text and a value that is no text are found', () => {
  expect(messagesComeInBothLanguages(messages({ a: ' ', b: 'B' }, { a: '甲', b: 7 }))).toHaveLength(2);
});

test('a folder with one language only is found', () => {
  const project = projectOf({ 'src/pets/messages/en.json': '{}' });
  expect(messagesComeInBothLanguages(project)).toEqual([
    { path: 'src/pets/messages/zh.json', message: 'is missing' },
  ]);
});

test.each(['你好,世界', '确定?', '共 3 行:见下', '注意;', '“狗”,猫'])(
  'half-width punctuation after Chinese is found: %s',
  (text) => {
    expect(chineseIsPunctuatedInChinese(messages({}, { text }))).toHaveLength(1);
  },
);

test.each(['你好，世界。', '时间 12:30', 'CSV, TSV', '{{count}} 行'])(
  'full-width punctuation, times and Latin lists pass: %s',
  (text) => {
    expect(chineseIsPunctuatedInChinese(messages({}, { text }))).toEqual([]);
  },
);
