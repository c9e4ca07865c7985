import { expect, test } from 'vitest';
import { killImport } from './kill-import.ts';

test('an import whose server is killed again and again loses no line, doubles none, and its sums add up', async () => {
  const { file, kills, first, again } = await killImport({ lines: 60_000, kills: 3, seed: 11 });
  expect(kills).toBe(3);
  expect(first).toMatchObject({
    state: 'done',
    rowsIn: file.rows,
    created: file.rows - file.unreadableRows,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    failed: file.unreadableRows,
    orders: file.orders,
    orderLines: file.orderLines,
    guestLines: file.guestLines,
    customers: file.customers,
  });
  expect(again).toMatchObject({
    state: 'done',
    created: 0,
    updated: 0,
    unchanged: file.orderLines,
    failed: file.unreadableRows,
  });
}, 300_000);
