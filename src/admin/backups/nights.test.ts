import { expect, test } from 'vitest';
import { isDue, type NightPlan } from './nights.ts';

const shanghai = 'Asia/Shanghai';
const setUpAt = '2026-01-01T00:00:00Z';
type Nightly = NightPlan['nightly'][number];

function made(askedAt: string, more: Partial<Nightly> = {}): Nightly {
  return { askedAt, finishedAt: askedAt, state: 'done', problem: null, ...more };
}

function due(now: string, nightly: Nightly[], more: Partial<NightPlan> = {}): boolean {
  return isDue({ hour: 2, timeZone: shanghai, setUpAt, nightly, ...more }, new Date(now));
}

test('a night’s backup is due once from its hour on, by the clock of the organisation', () => {
  const last = [made('2026-03-03T18:05:00Z')];
  expect(due('2026-03-04T17:59:00Z', last)).toBe(false);
  expect(due('2026-03-04T18:00:00Z', last)).toBe(true);
  expect(due('2026-03-04T18:10:00Z', [made('2026-03-04T18:00:00Z'), ...last])).toBe(false);
  expect(due('2026-03-04T18:10:00Z', [made('2026-03-04T18:00:00Z', { state: 'running' })])).toBe(false);
});

test('a server that was off at night makes it when it is back', () => {
  expect(due('2026-03-05T03:00:00Z', [made('2026-03-03T18:05:00Z')])).toBe(true);
});

test('one that failed is made again an hour later, three times a night, one that was interrupted at once', () => {
  const failed = (at: string) =>
    made(at, { state: 'failed', problem: { code: 'admin.backup_failed', values: {} } });
  const cut = made('2026-03-04T18:00:00Z', {
    state: 'failed',
    problem: { code: 'admin.backup_interrupted', values: {} },
  });
  expect(due('2026-03-04T18:10:00Z', [cut])).toBe(true);
  expect(due('2026-03-04T18:50:00Z', [failed('2026-03-04T18:00:00Z')])).toBe(false);
  expect(due('2026-03-04T19:00:00Z', [failed('2026-03-04T18:00:00Z')])).toBe(true);
  const three = ['2026-03-04T20:00:00Z', '2026-03-04T19:00:00Z', '2026-03-04T18:00:00Z'].map(failed);
  expect(due('2026-03-04T23:00:00Z', three)).toBe(false);
  expect(due('2026-03-05T18:00:00Z', three)).toBe(true);
});

test('none is made where they are switched off, before the set-up, and in the night of it', () => {
  expect(due('2026-03-04T18:00:00Z', [], { hour: 'off' })).toBe(false);
  expect(due('2026-03-04T18:00:00Z', [], { setUpAt: undefined })).toBe(false);
  expect(due('2026-03-04T18:00:00Z', [], { setUpAt: '2026-03-04T18:00:00Z' })).toBe(false);
  expect(due('2026-03-05T18:00:00Z', [], { setUpAt: '2026-03-04T18:00:00Z' })).toBe(true);
});
