import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportRow, ImportSums } from '../imports.contract.ts';
import { addUp, barShares, isOpen, mayGoOn, rowsPerSecond, verdictOf } from './sums.ts';

const none: ImportSums = {
  rowsIn: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  orders: 0,
  orderLines: 0,
  cancellations: 0,
  guestLines: 0,
  customers: 0,
  cleaned: 0,
  possibleDuplicates: 0,
};

const sums = fc
  .record({
    created: fc.nat(1_000_000),
    updated: fc.nat(1_000_000),
    unchanged: fc.nat(1_000_000),
    skipped: fc.nat(1_000),
    failed: fc.nat(1_000),
  })
  .map((given) => ({
    ...none,
    ...given,
    rowsIn: given.created + given.updated + given.unchanged + given.skipped + given.failed,
  }));

test('the shares of the bar cover it exactly, and nothing that happened is invisible', () => {
  fc.assert(
    fc.property(sums, (given) => {
      const shares = barShares(given);
      expect(shares).toHaveLength(
        [given.created, given.updated, given.unchanged, given.skipped, given.failed].filter(Boolean).length,
      );
      if (shares.length === 0) return;
      expect(shares.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 9);
      for (const { share } of shares) expect(share).toBeGreaterThan(0.005);
    }),
  );
});

test('a row that is not accounted for is noticed', () => {
  expect(addUp({ ...none, rowsIn: 3, created: 2, failed: 1 })).toBe(true);
  expect(addUp({ ...none, rowsIn: 4, created: 2, failed: 1 })).toBe(false);
});

test('the same file again is told apart from one that brought something, and both from failure', () => {
  expect(verdictOf({ ...none, rowsIn: 5, unchanged: 4, skipped: 1 })).toBe('nothingNew');
  expect(verdictOf({ ...none, rowsIn: 5, unchanged: 4, updated: 1 })).toBe('allIn');
  expect(verdictOf({ ...none, rowsIn: 5, created: 4, failed: 1 })).toBe('someFailed');
  expect(verdictOf({ ...none, rowsIn: 5, failed: 4, skipped: 1 })).toBe('allFailed');
  expect(verdictOf({ ...none, rowsIn: 5, skipped: 5 })).toBe('empty');
  expect(verdictOf(none)).toBe('empty');
});

test('the speed is that of the whole run, and is not told before half a second', () => {
  const row = { ...none, rowsIn: 30_000, startedAt: '2026-03-05T10:00:00Z', finishedAt: null } as ImportRow;
  expect(rowsPerSecond(row, new Date('2026-03-05T10:00:03Z'))).toBe(10_000);
  expect(rowsPerSecond(row, new Date('2026-03-05T10:00:00.1Z'))).toBeNull();
  const ended = { ...row, finishedAt: '2026-03-05T10:00:02Z' };
  expect(rowsPerSecond(ended, new Date('2026-03-06T10:00:00Z'))).toBe(15_000);
});

test('the figures of an import open their lists once it has ended, and no more once it is undone', () => {
  const open = (
    ['draft', 'queued', 'running', 'done', 'failed', 'cancelled', 'undoing', 'undone'] as const
  ).filter((state) => isOpen({ state }));
  expect(open).toEqual(['done', 'failed', 'cancelled']);
});

test('the same file is offered again where nothing of it was in the way', () => {
  const broken = (code: string) =>
    ({ kind: 'orders', state: 'failed', error: { code, detail: '', values: {} } }) as const;
  expect(mayGoOn(broken('ingestion.kept_failing'))).toBe(true);
  expect(mayGoOn(broken('ingestion.rows_refused'))).toBe(false);
  expect(mayGoOn({ kind: 'orders', state: 'cancelled', error: null })).toBe(true);
  expect(mayGoOn({ kind: 'demo', state: 'cancelled', error: null })).toBe(false);
  expect(mayGoOn({ kind: 'orders', state: 'done', error: null })).toBe(false);
});
