import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customFieldKeys, type FieldKey, fieldsOf, repeatable } from '../reading/fields.contract.ts';
import { type ColumnProfile, type Mapping, mapping as mappingSchema } from '../reading/reading.contract.ts';
import {
  assignField,
  columnOf,
  fieldOf,
  fixValues,
  isRuleOn,
  mappedAt,
  nameOwnField,
  readDatesAs,
  switchRule,
} from './mapping-edits.ts';

const empty: Mapping = { as: 'orders', columns: [], columnCount: 12, cancelPrefix: true };
const people: Mapping = { ...empty, as: 'customers', cancelPrefix: false };

function profile(column: number, header = `Column ${column}`): ColumnProfile {
  return {
    column,
    header,
    type: 'text',
    fillRate: 1,
    distinct: 3,
    sampled: 3,
    examples: ['a'],
    reading: { decimalMark: '.' },
    dateOrderGuessed: false,
    sensitive: false,
  };
}

/** Fields of the organisation's own are chosen by what they are called. */
const plainFields = fieldsOf('customers').filter((field) => !customFieldKeys.includes(field));

const edits = fc.array(
  fc.record({
    column: fc.integer({ min: 0, max: 11 }),
    header: fc.constantFrom('电话', '等级', ''),
    field: fc.option(fc.constantFrom<FieldKey>(...plainFields), { nil: null }),
  }),
);

test('any sequence of edits leaves a mapping that the server takes, with the last edit in force', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let mapping = people;
      for (const { column, header, field } of steps) {
        mapping = assignField(mapping, profile(column, header), field);
        expect(fieldOf(mapping, column)).toBe(field);
      }
      expect(mappingSchema.safeParse(mapping).success).toBe(true);
      expect(new Set(mapping.columns.map(({ column }) => column)).size).toBe(mapping.columns.length);
    }),
  );
});

test('a field that another column had moves over and leaves that column unread', () => {
  const before = assignField(empty, profile(3), 'order.number');
  const after = assignField(before, profile(5), 'order.number');
  expect(columnOf(after, 'order.number')).toBe(5);
  expect(fieldOf(after, 3)).toBeNull();
});

test('phones, e-mails, tags and own fields may be read from several columns', () => {
  for (const field of repeatable) {
    const both = assignField(assignField(people, profile(1), field), profile(2), field);
    expect(both.columns.map(({ column }) => column)).toEqual([1, 2]);
  }
});

test('own fields are named after their columns, no name twice, and keep what people call them', () => {
  const two = [profile(1, '等级'), profile(2, '等级')].reduce(
    (before, column) => assignField(before, column, 'customer.custom'),
    people,
  );
  expect(two.columns.map(({ name }) => name)).toEqual(['等级', '等级 2']);
  expect(mappedAt(nameOwnField(two, 2, ' 会员等级 '), 2)?.name).toBe('会员等级');
  expect(nameOwnField(two, 2, '等级')).toEqual(two);
  expect(nameOwnField(two, 2, ' ')).toEqual(two);
});

test('a column is read in the way its values were found to be written', () => {
  expect(assignField(empty, profile(2), 'line.quantity').columns[0]?.reading).toEqual({ decimalMark: '.' });
});

test('another order of day and month touches its own column only', () => {
  const two = assignField(assignField(empty, profile(1), 'order.number'), profile(2), 'order.ordered_at');
  const changed = readDatesAs(two, 2, 'mdy');
  expect(changed.columns[0]).toEqual(two.columns[0]);
  expect(changed.columns[1]?.reading).toEqual({ decimalMark: '.', dateOrder: 'mdy' });
});

test('a rule is switched for one column, and back to what it was', () => {
  const two = assignField(assignField(people, profile(1), 'customer.name'), profile(2), 'customer.city');
  for (const rule of [
    { code: 'text.full_width', byDefault: true },
    { code: 'name.split', byDefault: false },
  ]) {
    const switched = switchRule(two, 1, rule, !rule.byDefault);
    expect(isRuleOn(mappedAt(switched, 1)!, rule)).toBe(!rule.byDefault);
    expect(isRuleOn(mappedAt(switched, 2)!, rule)).toBe(rule.byDefault);
    expect(isRuleOn(mappedAt(switchRule(switched, 1, rule, rule.byDefault), 1)!, rule)).toBe(rule.byDefault);
    expect(mappingSchema.safeParse(switched).success).toBe(true);
  }
});

test('values are written in one way, the way itself is no fix, and a fix can be taken back', () => {
  const city = assignField(people, profile(1), 'customer.city');
  const fixed = fixValues(city, 1, ['上海', 'SH', '上海市'], '上海市');
  expect(mappedAt(fixed, 1)?.fixes).toEqual([
    { from: '上海', to: '上海市' },
    { from: 'SH', to: '上海市' },
  ]);
  expect(mappedAt(fixValues(fixed, 1, ['SH'], null), 1)?.fixes).toEqual([{ from: '上海', to: '上海市' }]);
  expect(mappedAt(fixValues(fixed, 1, ['SH'], '沪'), 1)?.fixes).toContainEqual({ from: 'SH', to: '沪' });
});
