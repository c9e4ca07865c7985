import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FieldKey, fieldsOf } from '../reading/fields.contract.ts';
import { missingFields } from '../reading/mapping.ts';
import { type ColumnProfile, type Mapping, mapping as mappingSchema } from '../reading/reading.contract.ts';
import { assignField, columnOf, fieldOf, groupedFields, isComplete, readDatesAs } from './mapping-edits.ts';

const empty: Mapping = { as: 'orders', columns: [], columnCount: 12, cancelPrefix: true };

function profile(column: number): ColumnProfile {
  return {
    column,
    header: `Column ${column}`,
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

const edits = fc.array(
  fc.record({
    column: fc.integer({ min: 0, max: 11 }),
    field: fc.option(fc.constantFrom<FieldKey>(...fieldsOf('orders')), { nil: null }),
  }),
);

test('any sequence of edits leaves a mapping that the server takes, with the last edit in force', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let mapping = empty;
      for (const { column, field } of steps) {
        mapping = assignField(mapping, profile(column), field);
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

test('a column is read in the way its values were found to be written', () => {
  expect(assignField(empty, profile(2), 'line.quantity').columns[0]?.reading).toEqual({ decimalMark: '.' });
});

test('another order of day and month touches its own column only', () => {
  const two = assignField(assignField(empty, profile(1), 'order.number'), profile(2), 'order.ordered_at');
  const changed = readDatesAs(two, 2, 'mdy');
  expect(changed.columns[0]).toEqual(two.columns[0]);
  expect(changed.columns[1]?.reading).toEqual({ decimalMark: '.', dateOrder: 'mdy' });
});

test('the page and the server agree on when an import of orders can start', () => {
  fc.assert(
    fc.property(edits, (steps) => {
      let mapping = empty;
      for (const { column, field } of steps) mapping = assignField(mapping, profile(column), field);
      expect(isComplete(mapping)).toBe(missingFields(mapping).length === 0);
    }),
  );
});

test('every field stands in exactly one group', () => {
  for (const as of ['orders', 'customers'] as const) {
    const grouped = groupedFields(as).flatMap(({ fields }) => fields);
    expect(grouped.toSorted()).toEqual([...fieldsOf(as)].toSorted());
  }
});
