import { expect, test } from 'vitest';
import { importThroughFaults } from './faults/fault-run.ts';
import { killUndo } from './faults/kill-undo.ts';
import { endBundledDatabase, restartForeignDatabase } from './faults/restart-database.ts';

test('an import whose bundled database ends and is brought back goes on by itself to the same tables', async () => {
  const run = { as: 'customers', rows: 4_000, count: 1, seed: 21 } as const;
  expect(await importThroughFaults(run, endBundledDatabase())).toMatchObject({ strikes: 1, wrong: [] });
}, 300_000);

test('an import goes on by itself when a database of one’s own is restarted', async () => {
  const run = { as: 'orders', rows: 5_000, count: 1, seed: 22 } as const;
  expect(await importThroughFaults(run, restartForeignDatabase())).toMatchObject({ strikes: 1, wrong: [] });
}, 300_000);

test('an undo whose server is killed goes on at the next start and leaves the tables as before the import', async () => {
  const run = { as: 'customers', rows: 4_000, count: 1, seed: 23 } as const;
  expect(await killUndo(run)).toMatchObject({ strikes: 1, wrong: [] });
}, 300_000);
