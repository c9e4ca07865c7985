import { beforeAll, expect, test } from 'vitest';
import { type CallRoute, callRoutes, userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { runToEnd } from './imports.fixtures.ts';
import { importRoutes, undoRoutes } from './imports.routes.ts';

let platform: TestPlatform;
let call: CallRoute;
const writer = userWith('ingestion.read', 'ingestion.write');

beforeAll(async () => {
  platform = await testPlatform();
  call = await callRoutes(platform, [importRoutes, undoRoutes]);
});

test('a demo shop is an import like any other, and the same seed makes the same shop', async () => {
  const start = async () =>
    (await call('POST', '/demo', { body: { customers: 40, seed: 3 }, as: writer })).body.id;
  const first = await runToEnd(platform, await start());
  expect(first).toMatchObject({ state: 'done', kind: 'demo', customers: 40, failed: 0 });
  expect(first.created).toBeGreaterThan(40);
  const again = await runToEnd(platform, await start());
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: first.created });
  expect(await call('POST', `/imports/${first.id}/undo`, { body: {}, as: writer })).toMatchObject({
    status: 409,
    body: { code: 'ingestion.demo_not_undoable' },
  });
});

test('demo shops of two seeds stand beside each other', async () => {
  const made = async (seed: number) =>
    runToEnd(platform, (await call('POST', '/demo', { body: { customers: 30, seed }, as: writer })).body.id);
  const [one, two] = [await made(101), await made(102)];
  const { rows } = await platform.database.pool.query(
    'select count(distinct source_id)::int as sources from ingestion.imports where id = any($1)',
    [[one.id, two.id]],
  );
  expect(rows).toEqual([{ sources: 2 }]);
  expect(two).toMatchObject({ updated: 0, unchanged: 0, failed: 0 });
  expect(await made(101)).toMatchObject({ created: 0, updated: 0, unchanged: one.created });
});

test('every order of a demo shop, and every line, is worth something in the organisation’s currency', async () => {
  await runToEnd(
    platform,
    (await call('POST', '/demo', { body: { customers: 300, seed: 4 }, as: writer })).body.id,
  );
  const { rows } =
    await platform.database.pool.query(`select count(*) filter (where base_amount_minor is null)::int as unrated,
    count(*) filter (where commerce.base_amount(amount_minor, currency, ordered_at, 'CNY', 'Asia/Shanghai')
      is distinct from commerce.worth(amount_minor, base_rate))::int as apart,
    (select count(*)::int from facts.order_lines where base_amount_minor is null) as "unratedLines",
    count(distinct currency)::int as currencies from commerce.orders`);
  expect(rows[0]).toMatchObject({ unrated: 0, apart: 0, unratedLines: 0 });
  expect(rows[0].currencies).toBeGreaterThan(1);
});
