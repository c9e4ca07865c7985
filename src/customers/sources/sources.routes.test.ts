import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { tellRecord } from '../quality/quality.fixtures.ts';
import { sourceNamed } from '../records/sources.queries.ts';
import { recomputeSourceJob } from './sources.jobs.ts';
import { sourcesRoutes } from './sources.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [sourcesRoutes]);
const reader = userWith('customers.read');
const writer = userWith('customers.read', 'customers.write');
const shop = await platform.run((ctx) => sourceNamed(ctx, 'Shop'));
const till = await platform.run((ctx) => sourceNamed(ctx, 'Till'));

async function sourceOf(id: string) {
  const { body } = await call('GET', '/sources', { as: reader });
  return body.items.find((source: { id: string }) => source.id === id);
}

function edit(id: string, version: number, body: Record<string, unknown>) {
  return call('PATCH', `/sources/${id}`, { as: writer, headers: { 'if-match': `"${version}"` }, body });
}

test('sources are listed by name with half trust at first', async () => {
  const { status, body } = await call('GET', '/sources', { as: reader });
  expect(status).toBe(200);
  expect(body.items.map((source: { name: string }) => source.name)).toEqual(['Shop', 'Till']);
  expect(body.items[0]).toMatchObject({ trust: 50, fieldTrust: {}, version: 1 });
});

test('reading sources needs customers.read and changing them customers.write', async () => {
  const answers = [
    await call('GET', '/sources', { as: userWith('admin.manage') }),
    await call('GET', '/sources/counts', { as: userWith('admin.manage') }),
    await call('PATCH', `/sources/${shop}`, { as: reader, headers: { 'if-match': '"1"' }, body: {} }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});

test('trust is set for the source as a whole and for single fields, and an exception can be taken away', async () => {
  const set = await edit(till, 1, { trust: 80, fieldTrust: { postalCode: 20, birthday: 90 } });
  expect(set.body).toMatchObject({ trust: 80, fieldTrust: { postalCode: 20, birthday: 90 }, version: 2 });
  const taken = await edit(till, 2, { fieldTrust: { birthday: null } });
  expect(taken.body).toMatchObject({ trust: 80, fieldTrust: { postalCode: 20 }, version: 3 });
});

test('what no source may be is refused', async () => {
  const version = (await sourceOf(shop)).version;
  expect((await edit(shop, version, { trust: 101 })).status).toBe(400);
  expect((await edit(shop, version, { fieldTrust: { shoeSize: 5 } })).status).toBe(400);
  expect(await edit(shop, version, { name: 'Till' })).toMatchObject({
    status: 409,
    body: { code: 'customers.source_name_taken' },
  });
  expect(await edit('999999', 1, { name: 'Nobody' })).toMatchObject({
    status: 404,
    body: { code: 'customers.source_not_found' },
  });
});

test('of two people who edit one version at once one is refused and shown the other’s', async () => {
  const { version } = await sourceOf(shop);
  const answers = await Promise.all([edit(shop, version, { trust: 10 }), edit(shop, version, { trust: 90 })]);
  const [taken, refused] = answers.toSorted((one, other) => one.status - other.status);
  expect([taken!.status, refused!.status]).toEqual([200, 409]);
  expect(refused!.body.code).toBe('customers.version_conflict');
  expect(refused!.body.current.trust).toBe(taken!.body.trust);
  expect((await sourceOf(shop)).trust).toBe(taken!.body.trust);
});

test('GET /sources/counts counts records, and knows when something last came', async () => {
  const [id] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'S1', name: 'Ann' }]));
  await tellRecord(platform, id!, { source: 'Counted', at: '2026-02-01T00:00:00Z' });
  await tellRecord(platform, id!, { source: 'Counted', at: '2026-02-03T00:00:00Z' });
  const counted = await platform.run((ctx) => sourceNamed(ctx, 'Counted'));
  const { body } = await call('GET', '/sources/counts', { as: reader });
  expect(body.items).toContainEqual({
    id: counted,
    records: 2,
    lastAt: '2026-02-03T00:00:00Z',
  });
  expect(body.items).toContainEqual({ id: shop, records: 0, lastAt: null });
});

test('POST /sources/:id/recompute has the customers computed anew, so that the trusted source gives the value', async () => {
  const [id] = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'R1', name: 'Ann', city: 'York' }]),
  );
  await tellRecord(platform, id!, {
    source: 'Believed',
    fields: { display_name: 'Ann', city: 'Leeds' },
    at: '2026-01-01T00:00:00Z',
  });
  const believed = await platform.run((ctx) => sourceNamed(ctx, 'Believed'));
  await edit(believed, 1, { fieldTrust: { city: 90 } });
  expect((await call('POST', `/sources/${believed}/recompute`, { as: reader })).status).toBe(403);
  expect((await call('POST', '/sources/999999/recompute', { as: writer })).status).toBe(404);
  expect((await call('POST', `/sources/${believed}/recompute`, { as: writer })).status).toBe(200);
  const { signal } = new AbortController();
  await recomputeSourceJob.run(
    { platform, log: platform.log, signal, transact: platform.run },
    { sourceId: believed },
  );
  const { rows } = await sql<{ city: string }>`select city from customers.customers where id = ${id}`.execute(
    platform.database.db,
  );
  expect(rows).toEqual([{ city: 'Leeds' }]);
});

test('two connections that name one new source get one id', async () => {
  const [left, right] = await Promise.all([0, 1].map(() => platform.run((ctx) => sourceNamed(ctx, 'Both'))));
  expect(left).toBe(right);
});
