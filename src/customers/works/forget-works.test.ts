import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { forgetOldWorks } from './works.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const as = userWith('customers.read', 'customers.write', 'customers.tags');
platform.readColleague = async () => as;

test('whom work met is kept for four weeks after its end, and what was done for good', async () => {
  const ids = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'R-1', name: 'Ada', region: 'R' }]),
  );
  const body = { act: { kind: 'tag', name: 'Old' }, meant: { filters: { region: 'R' } } };
  const { id } = (await call('POST', '/customers/works', { as, body })).body;
  await doWork(platform, id);
  const work = async () => (await call('GET', `/customers/works/${id}`, { as })).body;
  const met = async () =>
    (await call('GET', `/customers?work=${id}&workOutcome=done`, { as })).body.items.map(
      (row: { id: string }) => row.id,
    );
  const kept = async () =>
    (
      await sql`select from customers.works w where id = ${id} and (task ? 'meant'
        or exists (select from customers.work_chunks k where k.work_id = w.id))`.execute(platform.database.db)
    ).rows.length;
  const { metKeptUntil } = await work();
  platform.clock.set(new Date(Date.parse(metKeptUntil) - 1_000).toISOString());
  await platform.run(forgetOldWorks);
  expect([await kept(), await met()]).toEqual([1, ids]);
  platform.clock.set(metKeptUntil);
  await platform.run(forgetOldWorks);
  expect([await kept(), await met()]).toEqual([0, []]);
  expect(await work()).toMatchObject({ done: 1, about: { name: 'Old' }, metKeptUntil: null });
});
