import fc from 'fast-check';
import { expect, test } from 'vitest';
import { customFieldKeys, fieldsOf, fileKinds } from '../reading/fields.contract.ts';
import { missingFields } from '../reading/mapping.ts';
import type { Mapping } from '../reading/reading.contract.ts';
import { groupedFields } from './field-groups.ts';
import { isComplete, needs } from './needs.ts';

test('the page and the server agree on when an import can start', () => {
  for (const as of fileKinds) {
    fc.assert(
      fc.property(fc.subarray(fieldsOf(as)), (fields) => {
        const columns = fields.map((field, column) => ({ column, field, reading: {} }));
        const mapping: Mapping = { as, columns, columnCount: 80, cancelPrefix: true };
        expect(isComplete(mapping)).toBe(missingFields(mapping).length === 0);
      }),
    );
  }
});

test('every field but those of the organisation’s own stands in exactly one group', () => {
  for (const as of fileKinds) {
    const grouped = groupedFields(as).flatMap(({ fields }) => fields);
    const given = fieldsOf(as).filter((field) => !customFieldKeys.includes(field));
    expect(grouped.toSorted()).toEqual(given.toSorted());
  }
});

test('what a file should tell can be told by fields of its kind', () => {
  for (const as of fileKinds) {
    for (const { oneOf } of needs[as]) expect(fieldsOf(as).some((field) => oneOf.includes(field))).toBe(true);
  }
});
