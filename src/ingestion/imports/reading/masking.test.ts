import { expect, test } from 'vitest';
import { isResidentId, maskedWithin } from './masking.ts';

test.each([
  '11010519491231002X',
  '1101 0519 4912 3100 2X',
  '110105-19491231-002X',
  '110105 1949 1231 002x',
  '110105—19491231—002Ｘ',
  '1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X',
  '110105\u00a019491231\u3000002X',
  '110105 - 19491231 - 002X',
  '110105.19491231.002X',
  '１１０１０５ １９４９１２３１ ００２Ｘ',
])('the identity number %s is hidden wherever it stands in a text', (number) => {
  const hidden = maskedWithin(number).normalize('NFKC').toUpperCase();
  expect(hidden).toBe('110105********002X');
  expect(isResidentId(number)).toBe(true);
  for (const [before, after] of [
    ['身份证', ''],
    ['本人 ', ' 已核验'],
    ['13800138000 ', '，13900139000'],
    ['No. 7-', '\n第二行 2024-03-05'],
  ]) {
    const text = maskedWithin(`${before}${number}${after}`);
    expect(text.normalize('NFKC').toUpperCase()).toContain('110105********002X');
    expect(text.startsWith(before!) && text.endsWith(after!)).toBe(true);
  }
});

test('two numbers in one text are both hidden', () => {
  expect(maskedWithin('1101 0519 4912 3100 2X 440524-18800101-0014 11010519491231002X')).toBe(
    '110105********002X 440524-18800101-0014 110105********002X',
  );
});

test.each([
  '110105 19491231 0021',
  '138 0013 8000 139 0013 9000',
  '021-5555 1234, 021-5555 1235',
  '1101,0519,4912,3100,2X',
  '2024-03-05 10:11:12 +08:00 123456789012345',
  'GB-110105194912310021-9',
])('%s holds no identity number and stays as it is', (text) => {
  expect(maskedWithin(text)).toBe(text);
});

test('a long cell is searched in time in proportion to its length', () => {
  // Where each place were tried to the end of the text, these would take hours.
  const size = 1_000_000;
  const texts = [
    '1 ',
    '1',
    '1'.repeat(17),
    '11010519491231002 ',
    `1${' '.repeat(1000)}`,
    '- ',
    '1101 0519 4912 3100 2',
  ];
  for (const piece of texts) {
    const text = piece.repeat(size / piece.length);
    expect(maskedWithin(text)).toBe(text);
  }
  const full = '1101 0519 4912 3100 2X,'.repeat(40_000);
  expect(maskedWithin(full)).toBe('110105********002X,'.repeat(40_000));
});
