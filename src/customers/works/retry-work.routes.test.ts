import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork, regions } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { bulkWork } from './bulk-work.ts';
import { runWork } from './run-work.ts';
import { retryWork } from './works.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const maker = userWith('customers.read', 'customers.write', 'customers.export', 'customers.tags');
let asker: UserActor | undefined;
platform.readColleague = async () => asker;
platform.readKeyLives = async () => true;
beforeEach(() => {
  asker = maker;
});

const some = regions(platform);

async function begin(act: object, meant: object, as: UserActor = maker): Promise<string> {
  const { status, body, text } = await call('POST', '/customers/works', { as, body: { act, meant } });
  expect(status, text).toBe(200);
  return body.id;
}
const workOf = async (id: string) => (await call('GET', `/customers/works/${id}`, { as: maker })).body;
const retried = (id: string, as: UserActor = maker) => call('POST', `/customers/works/${id}/retry`, { as });

/** The kinds of what whoever asked was told and has not read. */
async function unread(): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select kind from platform.notifications
    where read_at is null order by id`.execute(platform.database.db);
  return rows.map(({ kind }) => kind);
}

/** Does the first chunk of work; before the second its asker has lost the permission. */
async function failAfterOne(id: string): Promise<void> {
  const losing = {
    ...bulkWork,
    step: async (...args: Parameters<typeof bulkWork.step>) => {
      const sums = await bulkWork.step(...args);
      asker = userWith('customers.read');
      return sums;
    },
  };
  const signal = new AbortController().signal;
  await runWork(
    { platform, log: platform.log, signal, transact: (run) => platform.run(run) },
    id,
    () => losing,
  );
}

test('POST /customers/works/:id/retry goes on where failed work ended, with those who were meant, each once', async () => {
  const { region } = await some(1_500);
  const id = await begin({ kind: 'edit', change: { region: `${region} new` } }, { filters: { region } });
  await failAfterOne(id);
  const failed = { state: 'failed', done: 1_000, error: { code: 'customers.asker_may_not' } };
  expect(await workOf(id)).toMatchObject({ ...failed, repeatable: true });
  expect(await unread()).toEqual(['customers.work_failed']);
  // Nothing has changed yet, so that it ends as it did.
  expect((await retried(id)).body).toMatchObject({ state: 'queued', error: null, repeatable: false });
  expect(await unread()).toEqual([]);
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject(failed);
  asker = maker;
  await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'Late', name: 'Late', region }]));
  expect((await retried(id)).status).toBe(200);
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({
    ...{ state: 'done', total: 1_500, done: 1_500, unchanged: 0, refused: 0 },
    ...{ error: null, repeatable: false },
  });
  expect(await unread()).toEqual(['customers.work_done']);
  const { rows } = await sql`select from platform.audit_entries
    where action = 'customers.work_retried' and subject_id = ${id}`.execute(platform.database.db);
  expect(rows).toHaveLength(2);
});

test('what somebody stopped goes on, be it not begun; and an export is written anew', async () => {
  const { region, ids } = await some(2);
  const waiting = await begin({ kind: 'tag', name: 'Again' }, { filters: { region } });
  const { body: file } = await call('POST', '/customers/works/export', { as: maker, body: { region } });
  for (const id of [waiting, file.id]) {
    await call('POST', `/customers/works/${id}/cancel`, { as: maker });
    await doWork(platform, id);
    expect(await workOf(id)).toMatchObject({ state: 'cancelled', done: 0, repeatable: true });
    expect((await retried(id)).body).toMatchObject({ state: 'queued', cancelRequested: false });
    await doWork(platform, id);
    expect(await workOf(id)).toMatchObject({ state: 'done', done: ids.length });
  }
  expect((await call('GET', `/customers/works/${file.id}/file`, { as: maker })).status).toBe(200);
});

test('work goes on for whoever asked for it alone, by the same key, where it ended early and is still known', async () => {
  const { ids } = await some(1);
  const id = await begin({ kind: 'bin' }, { ids });
  const refused = async (who: UserActor = maker) => (await retried(id, who)).body.code;
  expect(await refused()).toBe('customers.work_not_repeatable');
  await call('POST', `/customers/works/${id}/cancel`, { as: maker });
  const administrator = { ...userWith('customers.read', 'admin.manage'), userId: '70' };
  const seen = await call('GET', `/customers/works/${id}`, { as: administrator });
  expect(seen.body).toMatchObject({ state: 'cancelled', repeatable: false });
  for (const who of [administrator, { ...maker, userId: '70' }, { ...maker, keyId: '3' }])
    expect(await refused(who)).toBe('customers.work_not_found');
  const ofKey = await begin({ kind: 'bin' }, { ids }, { ...maker, keyId: '3' });
  await call('POST', `/customers/works/${ofKey}/cancel`, { as: maker });
  expect((await retried(ofKey)).body.code).toBe('customers.work_not_found');
  expect((await retried(ofKey, { ...maker, keyId: '3' })).body.state).toBe('queued');
  const { finishedAt } = await workOf(id);
  platform.clock.set(new Date(Date.parse(finishedAt) + 28 * 86_400_000).toISOString());
  expect([await refused(), (await workOf(id)).repeatable]).toEqual(['customers.work_not_repeatable', false]);
});

test('of two who let one piece of work go on at once one does', async () => {
  const { ids } = await some(1);
  const id = await begin({ kind: 'bin' }, { ids });
  await call('POST', `/customers/works/${id}/cancel`, { as: maker });
  const answers = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await retryWork(ctx, { id });
        await written();
      }, maker),
    () => platform.run((ctx) => retryWork(ctx, { id }), maker),
  );
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await doWork(platform, id);
  expect(await workOf(id)).toMatchObject({ state: 'done', done: 1 });
});
