import { expect, test } from 'vitest';
import { tableLines } from './table.ts';
import { fitWidth, plainText, textWidth } from './text-width.ts';

test.each([
  ['abc', 3],
  ['客户', 4],
  ['ｆｕｌｌ', 8],
  ['，。', 4],
  ['é', 1],
  ['e\u0301', 1],
  ['한국', 4],
  ['👩‍👩‍👧', 2],
  ['𠮷', 2],
])('%s takes %i columns', (text, columns) => {
  expect(textWidth(text)).toBe(columns);
});

test('a text is filled up or cut to just so many columns, never through the middle of a letter', () => {
  expect(fitWidth('客户', 6)).toBe('客户  ');
  expect(fitWidth('12', 4, 'right')).toBe('  12');
  expect(fitWidth('客户姓名', 6)).toBe('客户… ');
  expect(textWidth(fitWidth('客户姓名', 5))).toBe(5);
});

test('a name cannot steer the terminal or break its line', () => {
  expect(plainText('\u001b[31mred\u001b[0m\r\nname\u009b2J\u202e')).toBe(' [31mred [0m name 2J ');
});

test('columns line up over all pages, and fit a narrow terminal', () => {
  const columns = [
    { title: 'Name', cell: (row: string[]) => row[0]! },
    { title: 'n', cell: (row: string[]) => row[1]!, align: 'right' as const },
  ];
  const wide = tableLines(columns, undefined);
  expect(wide([['张伟', '1']])).toEqual(['Name  n', '────  ─', '张伟  1']);
  expect(wide([['Li', '2']])).toEqual(['Li    2']);
  const narrow = tableLines(columns, 14)([['A name that is long', '1234']]);
  expect(narrow.every((line) => textWidth(line) <= 14)).toBe(true);
});
