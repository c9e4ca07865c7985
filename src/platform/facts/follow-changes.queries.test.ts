import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { deleteForgottenChanges } from '../jobs/upkeep.queries.ts';
import { takeFactChanges } from './follow-changes.queries.ts';

const platform = await testPlatform();
const nothing = { whole: false, keys: new Map() };

test('whoever comes regularly is not forgotten, however long nothing changes', async () => {
  for (const reader of ['regular', 'gone']) await platform.run(({ tx }) => takeFactChanges(tx, reader));
  await platform.run(({ tx }) =>
    sql`update platform.fact_readers set seen_at = now() - interval '8 days'`.execute(tx),
  );
  expect(await platform.run(({ tx }) => takeFactChanges(tx, 'regular'))).toEqual(nothing);
  await platform.run(({ tx }) => deleteForgottenChanges(tx, new Date()));
  expect(await platform.run(({ tx }) => takeFactChanges(tx, 'regular'))).toEqual(nothing);
  expect(await platform.run(({ tx }) => takeFactChanges(tx, 'gone'))).toMatchObject({ whole: true });
});
