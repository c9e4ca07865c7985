import { expect, test } from 'vitest';
import type { PreviewRow } from '../reading/reading.contract.ts';
import { countSample, isGuest, reversal, shownFields } from './sample-rows.ts';

const row = (change: Partial<PreviewRow>): PreviewRow => ({
  row: 1,
  cells: [],
  values: {},
  status: 'read',
  problems: [],
  ...change,
});

test('a row is a guest row when it is read and names nobody, whatever country it has', () => {
  expect(isGuest(row({ values: { 'customer.country': 'GB', 'customer.external_id': null } }))).toBe(true);
  expect(isGuest(row({ values: { 'customer.external_id': '17850' } }))).toBe(false);
  expect(isGuest(row({ status: 'failed' }))).toBe(false);
});

test('rows that fail are not also counted as cancellations or guests', () => {
  const sample = [
    row({ values: { hint: 'cancellation', 'customer.name': 'Li' } }),
    row({ values: { hint: 'cancellation' }, status: 'failed' }),
    row({ values: { hint: 'sale' } }),
    row({ status: 'blank' }),
  ];
  expect(countSample(sample)).toEqual({
    rows: 4,
    read: 2,
    failed: 1,
    thin: 0,
    blank: 1,
    guests: 1,
    reversed: 1,
  });
});

test('only returns and cancellations are marked', () => {
  expect(reversal(row({ values: { hint: 'sale' } }))).toBeNull();
  expect(reversal(row({ values: { hint: 'return' } }))).toBe('return');
});

test('the table shows the fields that have a column, in the order of display', () => {
  const columns = (['customer.external_id', 'order.number'] as const).map((field, column) => ({
    column,
    field,
    reading: {},
  }));
  expect(shownFields({ as: 'orders', columns, columnCount: 2, cancelPrefix: true })).toEqual([
    'order.number',
    'customer.external_id',
  ]);
});
