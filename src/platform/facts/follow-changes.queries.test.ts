import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { Tx } from '../db/database.ts';
import { deleteForgottenChanges } from '../jobs/upkeep.queries.ts';
import { takeFactChanges } from './follow-changes.queries.ts';

const platform = await testPlatform();
const take = (tx: Tx, reader: string) => takeFactChanges(tx, reader, { mostListed: 3 });
const nothing = { whole: false, keys: new Map() };

test('whoever comes regularly is not forgotten, however long nothing changes', async () => {
  for (const reader of ['regular', 'gone']) await platform.run(({ tx }) => take(tx, reader));
  await platform.run(({ tx }) =>
    sql`update platform.fact_readers set seen_at = now() - interval '8 days'`.execute(tx),
  );
  expect(await platform.run(({ tx }) => take(tx, 'regular'))).toEqual(nothing);
  await platform.run(({ tx }) => deleteForgottenChanges(tx, new Date()));
  expect(await platform.run(({ tx }) => take(tx, 'regular'))).toEqual(nothing);
  expect(await platform.run(({ tx }) => take(tx, 'gone'))).toMatchObject({ whole: true });
});

test('keys that are too many are told of, and not listed', async () => {
  await platform.run(({ tx }) => take(tx, 'listing'));
  const note = (facts: string, most: number) =>
    sql`select platform.note_fact_ids(${facts}::text[], array(select generate_series(1, ${most}::int)))`.execute(
      platform.database.db,
    );
  await note('{orders.id,stages.customer_id}', 3);
  await note('{orders.id}', 4);
  const { whole, keys } = await platform.run(({ tx }) => take(tx, 'listing'));
  expect([whole, [...keys.keys()].toSorted()]).toEqual([false, ['orders.id', 'stages.customer_id']]);
  expect(keys.get('orders.id')).toBeUndefined();
  expect(keys.get('stages.customer_id')?.toSorted()).toEqual(['1', '2', '3']);
});
