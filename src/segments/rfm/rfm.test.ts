import { beforeEach, expect, test } from 'vitest';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { inTheMiddle } from '../segments.fixtures.ts';
import {
  changeRfm,
  customersNamed,
  documentsOf,
  scoresOf,
  startAfresh,
  storedScores,
} from './rfm.fixtures.ts';
import { readRfm } from './rfm.queries.ts';
import { askForRfm, computeRfm, previewRfm } from './rfm.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const fifths = { by: 'fifths' } as const;

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await startAfresh(platform);
});

test('who is in the bin has no scores and counts in nobody’s', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob']);
  const sale = (customerId: string, worth: number) => ({ customerId, at: '2026-03-01T02:00:00Z', worth });
  await documentsOf(platform, [sale(ada!, 1), sale(bob!, 2)]);
  await platform.run(computeRfm);
  expect(await scoresOf(platform, bob)).toBe('113');
  await pool.query('update customers.customers set binned_at = now() where id = $1', [ada]);
  await platform.run(askForRfm);
  await platform.run(computeRfm);
  expect([...(await storedScores(platform)).keys()]).toEqual([bob]);
  expect(await scoresOf(platform, bob)).toBe('111');
});

test('the same scores again write nothing, and one new purchase writes only what it changes', async () => {
  const ids = await customersNamed(
    platform,
    Array.from({ length: 20 }, (_, nth) => `C${nth}`),
  );
  const sale = (nth: number, at = '2026-03-01T02:00:00Z') => ({
    customerId: ids[nth]!,
    at,
    worth: 100 * nth,
  });
  await documentsOf(
    platform,
    ids.map((_, nth) => sale(nth)),
  );
  expect(await platform.run(computeRfm)).toMatchObject({ customers: 20, changed: 20 });
  await platform.run(askForRfm);
  expect(await platform.run(computeRfm)).toMatchObject({ customers: 20, changed: 0 });
  await documentsOf(platform, [sale(0, '2026-03-01T03:00:00Z')]);
  await platform.run(askForRfm);
  expect(await platform.run(computeRfm)).toMatchObject({ customers: 20, changed: 1 });
});

test('scores are worked out once a day of the organisation, and again whenever somebody asks', async () => {
  expect(await platform.run(computeRfm)).toBeDefined();
  expect(await platform.run(computeRfm)).toBeUndefined();
  platform.clock.set('2026-03-05T15:59:59Z');
  expect(await platform.run(computeRfm)).toBeUndefined();
  platform.clock.set('2026-03-05T16:00:00Z');
  expect(await platform.run(computeRfm)).toBeDefined();
  expect((await platform.run(askForRfm)).computing).toBe(true);
  expect(await platform.run(computeRfm)).toBeDefined();
  expect((await platform.run(readRfm)).state).toMatchObject({
    computing: false,
    computedFor: '2026-03-06',
  });
});

test('of two who work the scores out at once the second waits and has nothing left to do', async () => {
  const [first, second] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        const result = await computeRfm(ctx);
        await written();
        return result;
      }),
    () => platform.run(computeRfm),
  );
  expect(first).toMatchObject({ status: 'fulfilled', value: { customers: 0 } });
  expect(second).toMatchObject({ status: 'fulfilled', value: undefined });
});

test('settings that change, and who asks, while scores are worked out have them worked out once more', async () => {
  const changed = () =>
    pool.query('update segments.rfm_settings set window_days = 30, version = version + 1, asked = asked + 1');
  for (const meanwhile of [changed, () => platform.run(askForRfm)]) {
    await inTheMiddle(platform, 'commerce.orders', () => platform.run(computeRfm), meanwhile);
    expect((await platform.run(readRfm)).state.computing).toBe(true);
  }
});

test('a preview says how many would move, and is what comes true', async () => {
  const ids = await customersNamed(
    platform,
    Array.from({ length: 10 }, (_, nth) => `C${nth}`),
  );
  await documentsOf(
    platform,
    ids.flatMap((customerId, nth) =>
      Array.from({ length: 1 + (nth % 4) }, (_, time) => ({
        customerId,
        at: `2026-0${1 + (nth % 3)}-0${1 + time}T02:00:00Z`,
        worth: nth,
      })),
    ),
  );
  await platform.run(computeRfm);
  const before = await storedScores(platform);
  const definition = { windowDays: 40, scoring: fifths };
  const preview = await platform.run((ctx) => previewRfm(ctx, definition));
  await changeRfm(platform, definition);
  await platform.run(computeRfm);
  const after = await storedScores(platform);
  const group = (rows: typeof before, id: string) => rows.get(id)?.rfm_group;
  expect(preview).toMatchObject({
    customers: after.size,
    moved: ids.filter((id) => before.has(id) && after.has(id) && group(before, id) !== group(after, id))
      .length,
    unscored: ids.filter((id) => before.has(id) && !after.has(id)).length,
    scored: 0,
  });
  expect(preview.unscored).toBeGreaterThan(0);
  for (const { key, before: had, after: has } of preview.groups) {
    expect(had).toBe(ids.filter((id) => group(before, id) === key).length);
    expect(has).toBe(ids.filter((id) => group(after, id) === key).length);
  }
});
