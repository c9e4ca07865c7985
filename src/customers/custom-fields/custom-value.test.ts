import { describe, expect, test } from 'vitest';
import { type CustomFieldType, type CustomValue, checkedValue } from './custom-value.contract.ts';

const choices = [
  { key: 'gold', archived: false },
  { key: 'silver', archived: false },
  { key: 'old', archived: true },
];
const checked = (type: CustomFieldType, input: CustomValue, known?: CustomValue) =>
  checkedValue({ type, choices }, input, known);

describe('a value comes in one form, or not at all', () => {
  test.each<[CustomFieldType, CustomValue, CustomValue | undefined]>([
    ['text', '  两 行\n文字 ', '两 行\n文字'],
    ['text', '   ', undefined],
    ['text', 'a\u0000b', undefined],
    ['text', 'x'.repeat(2_001), undefined],
    ['text', '\ud800', undefined],
    ['text', true, undefined],
    ['number', '+007.50', '7.5'],
    ['number', '-0.00', '0'],
    ['number', '.5', '0.5'],
    ['number', '12345678901234.123456', '12345678901234.123456'],
    ['number', '123456789012345', undefined],
    ['number', '0.1234567', undefined],
    ['number', '0.1200000', '0.12'],
    ['number', '1e3', undefined],
    ['number', 'NaN', undefined],
    ['number', '1,000', undefined],
    ['money', '-1250', '-1250'],
    ['money', '0012', '12'],
    ['money', '12.50', undefined],
    ['money', '9223372036854775807', '9223372036854775807'],
    ['money', '9223372036854775808', undefined],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2023-02-29', undefined],
    ['date', '0000-01-01', undefined],
    ['date', '29/02/2024', undefined],
    ['choice', 'gold', 'gold'],
    ['choice', 'old', undefined],
    ['choice', 'tin', undefined],
    ['choice', '__proto__', undefined],
    ['choices', ['silver', 'gold'], ['gold', 'silver']],
    ['choices', ['gold', 'gold'], ['gold']],
    ['choices', [], undefined],
    ['choices', ['gold', 'tin'], undefined],
    ['choices', ['gold', 'old'], undefined],
    ['choices', 'gold', undefined],
    ['flag', false, false],
    ['flag', 'true', undefined],
    ['url', 'https://例子.测试/a?b=1#c', 'https://例子.测试/a?b=1#c'],
    ['url', 'javascript:alert(1)', undefined],
    ['url', 'https://me:secret@example.com', undefined],
    ['url', 'example.com', undefined],
    ['person', '12', '12'],
    ['person', '0', undefined],
    ['person', "1' or '1'='1", undefined],
  ])('%s %j is %j', (type, input, output) => {
    expect(checked(type, input)).toEqual(output);
  });
});

test('an archived choice stays where it was chosen', () => {
  expect(checked('choice', 'old', 'old')).toBe('old');
  expect(checked('choices', ['gold', 'old'], ['old'])).toEqual(['gold', 'old']);
});
