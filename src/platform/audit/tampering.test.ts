import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { tamperManyTimes } from './tamper-run.fixtures.ts';

test('every one of 150 random tamperings by somebody with all rights on the database is found', async () => {
  const { tried, missed } = await tamperManyTimes(await testPlatform(), { count: 150, seed: 7 });
  expect(missed).toEqual([]);
  // Two hundred draws of some twenty kinds leave hardly one out.
  expect(tried.size).toBeGreaterThan(15);
});
