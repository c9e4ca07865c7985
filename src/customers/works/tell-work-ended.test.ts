import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork } from '../customers.fixtures.ts';
import { startBulk } from './bulk-work.ts';
import { workEndedKinds } from './tell-work-ended.ts';
import { cancelWork } from './works.ts';

test('whoever asked for work is told once that it has ended, and nothing of what they stopped', async () => {
  const platform = await testPlatform();
  const asker = userWith('customers.read', 'customers.write');
  platform.readColleague = async () => asker;
  const ids = await platform.run((ctx) => customersFrom(ctx, [{ name: 'Ann' }, { name: 'Bo' }]));
  const begun = (name: string) =>
    transact(platform, asker, (ctx) => startBulk(ctx, { act: { kind: 'tag', name }, meant: { ids } }));
  const ended = await begun('Told');
  await doWork(platform, ended.id);
  await doWork(platform, ended.id);
  const stopped = await begun('Stopped');
  await transact(platform, asker, (ctx) => cancelWork(ctx, stopped));
  await doWork(platform, stopped.id);
  const { rows } = await platform.database.pool.query(
    'select id, user_id, kind, subject, count from platform.notifications',
  );
  expect(rows).toMatchObject([{ user_id: '7', kind: 'customers.work_done', count: 1 }]);
  const described = async (as: UserActor) => [
    ...(await transact(platform, as, (ctx) => workEndedKinds[0]!.describe(ctx, rows))).values(),
  ];
  expect(await described(asker)).toEqual([
    { values: { act: 'tag', count: 2 }, to: `/customers/works/${ended.id}` },
  ]);
  expect(await described({ ...asker, userId: '8' })).toEqual([]);
});
