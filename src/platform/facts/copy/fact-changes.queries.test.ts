import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { beginReading, changedSince, lookForChanges, openMoment } from './fact-changes.queries.ts';

const { pool } = (await testPlatform()).database;

/** What is read anew after so many keys of scores changed. */
async function readAfter(keys: number) {
  const { snapshot } = await lookForChanges(pool, '1:1:');
  await pool.query(
    `insert into platform.fact_changes (facts, ids)
      select '{rfm.customer_id}', array_agg(id) from generate_series(1, $1::bigint) id`,
    [keys],
  );
  const client = await pool.connect();
  try {
    await openMoment(client);
    return (await changedSince(client, snapshot)).map(({ view, whole, count }) => ({ view, whole, count }));
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('rows are looked up by their keys, and all of a view is read where most of it changed', async () => {
  await beginReading(pool, 'probe');
  expect(await readAfter(99_999)).toEqual([{ view: 'rfm', whole: false, count: 99_999 }]);
  expect(await readAfter(100_000)).toEqual([{ view: 'rfm', whole: true, count: 100_000 }]);
});
