import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { CopyUnavailable } from '#platform/facts/facts.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { comesAfterCopy } from './comes-after-copy.ts';

const platform = await testPlatform();

function comesLater(isComing: boolean): Promise<boolean> {
  const ask = () => Promise.reject(new CopyUnavailable('There is none.'));
  const ctx = {
    platform: { ...platform, columnar: { asOf: () => undefined, ask, isComing: () => isComing } },
    transact: platform.run,
  } as unknown as Parameters<typeof comesAfterCopy>[0];
  return comesAfterCopy(ctx, 'segments.compute_rfm');
}

async function queued(): Promise<unknown[]> {
  const found = await sql`select key from graphile_worker.jobs where key = 'segments.compute_rfm'`.execute(
    platform.database.db,
  );
  return found.rows;
}

test('what is worked out of everybody waits for a copy that is being built, and for none that failed to come', async () => {
  expect(await comesLater(false)).toBe(false);
  expect(await queued()).toEqual([]);
  expect(await comesLater(true)).toBe(true);
  expect(await queued()).toHaveLength(1);
});
