import { expect, test } from 'vitest';
import { importThroughFaults } from './faults/fault-run.ts';
import { killServer } from './faults/kill-server.ts';

test('an import of orders whose server is killed again and again loses no line, doubles none, and its sums add up', async () => {
  const run = { as: 'orders', rows: 9_000, count: 2, seed: 11 } as const;
  expect(await importThroughFaults(run, killServer())).toMatchObject({ strikes: 2, wrong: [] });
}, 300_000);

test('an import of customers whose server is killed comes to the same customers', async () => {
  const run = { as: 'customers', rows: 6_000, count: 1, seed: 12 } as const;
  expect(await importThroughFaults(run, killServer())).toMatchObject({ strikes: 1, wrong: [] });
}, 300_000);
