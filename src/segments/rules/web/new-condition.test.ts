import { expect, test } from 'vitest';
import { askedAnew, newCondition, withOperator } from './new-condition.ts';

test('a new condition has a place for everything that its operator needs', () => {
  expect(newCondition('field', { field: 'city', operator: 'is' })).toEqual({
    ...{ type: 'field', field: 'city', operator: 'is' },
    values: [],
  });
  expect(newCondition('field', { field: 'lastOrderAt', operator: 'within' })).toMatchObject({
    within: { days: 30 },
  });
  expect(newCondition('field', { field: 'phone', operator: 'filled' })).not.toHaveProperty('values');
  expect(newCondition('orders', { kind: 'returns', measure: 'count' })).toEqual({
    ...{ type: 'orders', kind: 'returns', measure: 'count' },
    ...{ operator: 'atLeast', value: 1 },
  });
});

test('another operator keeps what fits it, and the window of orders stays whatever the operator', () => {
  const orders = newCondition('orders', { kind: 'purchases', measure: 'count' });
  const within = { days: 90 };
  expect(withOperator({ ...orders, within }, 'between')).toMatchObject({ value: 1, to: 1, within });
  expect(withOperator({ ...orders, within, to: 5 }, 'atMost')).toEqual({
    ...orders,
    within,
    operator: 'atMost',
  });
  const city = { ...newCondition('field', { field: 'city', operator: 'is' }), values: ['York'] };
  expect(withOperator(city, 'isNot').values).toEqual(['York']);
  expect(withOperator(city, 'empty')).not.toHaveProperty('values');
});

test('asking something else of orders keeps their filters, of another field it begins anew', () => {
  const orders = {
    ...newCondition('orders', { kind: 'purchases', measure: 'count' }),
    of: { stores: ['A'] },
  };
  expect(askedAnew(orders, 'orders', { kind: 'purchases', measure: 'spend' })).toMatchObject({
    measure: 'spend',
    of: { stores: ['A'] },
  });
  const city = { ...newCondition('field', { field: 'city', operator: 'is' }), values: ['York'] };
  expect(askedAnew(city, 'field', { field: 'region', operator: 'is' }).values).toEqual([]);
});
