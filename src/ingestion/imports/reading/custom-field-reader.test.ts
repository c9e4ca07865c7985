import { expect, test } from 'vitest';
import type { FieldToFill } from '#customers/public.child.ts';
import { cellReader } from './cell-readers.ts';
import type { FileKind } from './fields.contract.ts';
import type { MappedColumn } from './reading.contract.ts';

const plain = {
  of: 'customer' as const,
  currency: null,
  unique: false,
  longest: 500,
  kinds: [],
  names: ['F'],
  choices: [],
};
const choices = [
  { key: 'gold', archived: false, names: ['Gold', '金卡'] },
  { key: 'both', archived: false, names: ['Red, blue', '红、蓝'] },
  { key: 'old', archived: true, names: ['Old', '旧'] },
];

function readAs(
  field: Pick<FieldToFill, 'type'> & Partial<FieldToFill>,
  column: MappedColumn['field'],
  text: string,
) {
  const mapped: MappedColumn = { column: 0, field: column, reading: {}, customField: 'f' };
  const customFields = [{ ...plain, choices, ...field, key: 'f' }];
  const { value, problem } = cellReader(mapped, 'customers', { timeZone: 'UTC', customFields })(
    text,
    undefined,
  );
  return problem ?? value;
}

test.each([
  ['text', 'field_text', ' ＡＢＣ ', 'ABC'],
  ['number', 'field_number', '1,234.50', '1234.5'],
  ['number', 'field_number', '(3)', '-3'],
  ['number', 'field_number', 'many', 'value.not_understood'],
  ['money', 'field_number', '¥1,234.5', '123450'],
  ['money', 'field_number', '1.234', 'value.not_understood'],
  ['date', 'field_date', '2026年3月5日', '2026-03-05'],
  ['date', 'field_date', '5/3/2026', '2026-03-05'],
  ['date', 'field_date', 'soon', 'value.not_understood'],
  ['flag', 'field_text', '是', 'true'],
  ['flag', 'field_text', 'No', 'false'],
  ['flag', 'field_text', '0', 'false'],
  ['flag', 'field_text', 'perhaps', 'value.not_understood'],
  ['choice', 'field_text', '金卡', 'gold'],
  ['choice', 'field_text', ' GOLD ', 'gold'],
  ['choice', 'field_text', 'Old', 'value.not_understood'],
  ['choices', 'field_text', 'Red, blue', 'both'],
  ['choices', 'field_text', '红、蓝；gold', 'value.not_understood'],
  ['choices', 'field_text', 'gold；both', 'gold,both'],
  ['url', 'field_text', 'www.example.com/a', 'https://www.example.com/a'],
  ['url', 'field_text', 'javascript:alert(1)', 'value.not_understood'],
] as const)('a cell of %s is cleaned and read by its type: %s %j is %j', (type, column, text, read) => {
  const currency = type === 'money' ? 'CNY' : null;
  expect(readAs({ type, currency }, `customer.${column}`, text)).toBe(read);
});

test('a cell that names a colleague is read by e-mail address or name, and whom it cannot tell is not guessed', () => {
  const people = [
    { key: '7', archived: false, names: ['王芳', 'fang@example.com'] },
    { key: '8', archived: false, names: ['Li Lei', 'lilei@example.com'] },
    { key: '9', archived: false, names: ['王芳', 'wf@example.com'] },
  ];
  const read = (text: string, as: FileKind = 'customers') => {
    const mapped: MappedColumn = { column: 0, field: 'customer.field_text', reading: {}, customField: 'f' };
    const customFields = [{ ...plain, key: 'f', type: 'person' as const, choices: people }];
    const { value, problem } = cellReader(mapped, as, { timeZone: 'UTC', customFields })(text, undefined);
    return problem ?? value;
  };
  expect(['li  lei', 'Fang@Example.com', 'wf@example.com'].map((text) => read(text))).toEqual([
    '8',
    '7',
    '9',
  ]);
  expect(['王芳', '王', '8'].map((text) => read(text))).toEqual([
    'person.ambiguous',
    'person.unknown',
    'person.unknown',
  ]);
  expect(['王芳', '王'].map((text) => read(text, 'orders'))).toEqual([
    'field.person_ambiguous',
    'field.person_unknown',
  ]);
});

test('what is too long to be unique, and a field that is out of use, leave nothing', () => {
  expect(readAs({ type: 'text', unique: true }, 'customer.field_text', 'x'.repeat(501))).toBe(
    'value.not_understood',
  );
  const mapped: MappedColumn = {
    column: 0,
    field: 'customer.field_text',
    reading: {},
    customField: '__proto__',
  };
  const read = cellReader(mapped, 'customers', { timeZone: 'UTC', customFields: [] });
  expect(read('x', undefined)).toMatchObject({ value: null, problem: 'value.not_understood' });
});
