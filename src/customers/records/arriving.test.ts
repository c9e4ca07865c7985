import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Arriving, arrivalColumns, arrivalValues } from '../public.child.ts';

const one: Arriving = {
  externalId: 'K1',
  fields: { display_name: '张伟', city: '杭州市' },
  contacts: [{ kind: 'phone', value: '+8613800138000', entered: '138 0013 8000', certain: true }],
  tags: ['vip'],
  payload: { 姓名: '张 伟', 电话: '138 0013 8000' },
  notes: { phone: { before: '138 0013 8000', rules: ['phone.form'] } },
};
const columns = Object.keys(arrivalColumns);
const columnValue = (name: keyof typeof arrivalColumns, of: Arriving = one) =>
  arrivalValues(of)[columns.indexOf(name)];

test('a line has a value for every column of the stage, in their order', () => {
  expect(arrivalValues(one)).toHaveLength(columns.length);
  expect(columnValue('key_value')).toBe('K1');
  expect(columnValue('phones')).toBe('{"+8613800138000"}');
  expect(JSON.parse(columnValue('fields')!)).toEqual(one.fields);
  expect(columnValue('search_text')).toContain('zhangwei');
});

test('the print tells contents apart and does not mind the order of columns', () => {
  const swapped = { ...one, payload: { 电话: '138 0013 8000', 姓名: '张 伟' } };
  expect(columnValue('print', swapped)).toBe(columnValue('print'));
  expect(columnValue('print', { ...one, tags: [] })).not.toBe(columnValue('print'));
});

test('a row without a number of its source is known by its content', () => {
  const nameless = { ...one, externalId: null };
  expect(columnValue('key_kind', nameless)).toBe('content');
  expect(columnValue('key_value', nameless)).toBe(columnValue('print', nameless));
});

test('no text whatever makes JSON that PostgreSQL refuses', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (name, tags) => {
      const values = arrivalValues({
        ...one,
        fields: { display_name: name },
        tags,
        payload: { [name]: tags },
      });
      for (const value of values) {
        expect(value ?? '').not.toContain('\0');
        expect((value ?? '').isWellFormed()).toBe(true);
      }
      expect(
        columnValue('fields', { ...one, fields: { display_name: name } })!.replaceAll('\\\\', ''),
      ).not.toMatch(/\\u(0000|d[89a-f])/);
    }),
  );
});
