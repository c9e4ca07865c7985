import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('a text that a spreadsheet would run gets an apostrophe in front', () => {
  expect(csvLine(['=1+1', '+cmd', '-x', '@sum', '\tx'])).toBe("'=1+1,'+cmd,'-x,'@sum,'\tx\r\n");
});

test('numbers and phone numbers stay as they are', () => {
  expect(csvLine(['-12.50', '+86 138-0013-8000', 7, '(021) 5555'])).toBe(
    '-12.50,+86 138-0013-8000,7,(021) 5555\r\n',
  );
});

test('what looks like a number but would be worked out to another one is kept from it', () => {
  expect(csvLine(['-2-3', '+1-2', '-5', '-.5', '+8613800138000', '-1 234,50', '\t5'])).toBe(
    `'-2-3,'+1-2,-5,-.5,+8613800138000,"-1 234,50",'\t5\r\n`,
  );
});

test('no cell begins with something that runs unless it is a number', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = csvLine([text]).replace(/^"/, '');
      if (/^[=@]/.test(cell)) throw new Error(cell);
    }),
  );
});

test('quotes, commas and line ends survive a round trip', () => {
  expect(csvLine(['a"b', 'c,d', 'e\nf', null])).toBe('"a""b","c,d","e\nf",\r\n');
});
