import { expect, test } from 'vitest';
import { faultsOf, killImport } from './kill-import.ts';

test('an import of orders whose server is killed again and again loses no line, doubles none, and its sums add up', async () => {
  const { kills, rounds } = await killImport({ as: 'orders', rows: 40_000, kills: 2, seed: 11 });
  expect(kills).toBe(2);
  expect(rounds.flatMap(faultsOf)).toEqual([]);
}, 300_000);

test('an import of customers whose server is killed comes to the same customers', async () => {
  const { kills, rounds } = await killImport({ as: 'customers', rows: 30_000, kills: 2, seed: 12 });
  expect(kills).toBe(2);
  expect(rounds.flatMap(faultsOf)).toEqual([]);
}, 300_000);
