import { expect, test } from 'vitest';
import type { Mapping } from '../reading/reading.contract.ts';
import { trustedFields } from './golden-names.ts';

test('trust by field is told in the names of the API, of fields that a file fills and that have one value', () => {
  const fields = ['customer.name', 'customer.postal_code', 'customer.phone', 'customer.kind'] as const;
  const columns: Mapping['columns'] = fields.map((field, column) => ({ column, field, reading: {} }));
  const own = { column: 4, field: 'customer.custom' as const, reading: {}, name: '等级' };
  expect(
    trustedFields({ as: 'customers', columns: [...columns, own], columnCount: 5, cancelPrefix: false }),
  ).toEqual(['displayName', 'postalCode']);
});
