import { expect, test } from 'vitest';
import { userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import {
  givenStartedImport,
  givenUpload,
  importText,
  ordersText,
  runToEnd,
  undoToEnd,
  workReadHere,
} from './imports.fixtures.ts';
import { findImport } from './imports.queries.ts';
import { importKinds } from './tell-ended.ts';

const platform = await testPlatform();

/** Every row of every table about customers and orders, by what people know them by. */
async function everything() {
  const tables: Record<string, string> = {
    customers: 'select display_name, city, company, edited_fields, marks from customers.customers order by 1',
    contacts: 'select kind, value from customers.contact_points order by 1, 2',
    identities: 'select kind, value, name_key from customers.identities order by 1, 2, 3',
    records: 'select key_kind, key_value, import_id from customers.source_records order by 1, 2, 3',
    totals:
      'select orders, cancellations, spend_minor from customers.totals where orders + cancellations > 0 order by 1, 2, 3',
    activities: 'select type, payload from customers.activities order by occurred_at, id',
    keys: 'select key, occurred_at from customers.activity_keys order by 1',
    orders:
      'select number, kind, amount_minor, base_amount_minor, lines from commerce.orders order by number',
    orderKeys: 'select number from commerce.order_keys order by 1',
    lines: 'select order_id, product_id, occurrence, quantity from commerce.order_lines order by 1, 2, 3',
    products:
      'select code, lines, quantity, revenue_minor, first_sold_at, last_sold_at from commerce.products where lines > 0 order by code',
  };
  const found: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(tables))
    found[name] = (await platform.database.pool.query(query)).rows;
  return found;
}

const customers = (rows: string[]) => ['编号,姓名,手机,城市', ...rows].join('\n');

test('a file of customers is taken back whole: new ones go, values of others come back, and it happens once', async () => {
  await importText(platform, customers(['K1,张伟,13800138000,杭州', 'K2,李娜,13900139000,北京']), {
    as: 'customers',
  });
  const before = await everything();
  platform.clock.set('2026-03-06T08:00:00Z');
  const done = await importText(
    platform,
    customers(['K1,张伟,13800138000,宁波', 'K3,王芳,13700137000,上海']),
    { as: 'customers' },
  );
  expect(done).toMatchObject({ created: 1, updated: 1 });
  const undone = await undoToEnd(platform, done.id);
  expect(undone).toMatchObject({ state: 'undone', undo: { restored: 1, removed: 1, kept: 0 } });
  expect(await everything()).toEqual(before);
  await expect(undoToEnd(platform, done.id)).rejects.toThrow('ingestion.not_undoable');
  const { rows } = await platform.database.pool.query(
    "select payload from platform.outbox where type = 'import.undone'",
  );
  expect(rows).toEqual([{ payload: { importId: done.id, kind: 'customers' } }]);
});

test('a customer who was changed since stays and is named', async () => {
  const done = await importText(platform, customers(['K7,赵敏,13600136000,上海']), { as: 'customers' });
  await platform.database.pool.query(
    "update customers.customers set edited_fields = '{city}', city = '苏州' where display_name = '赵敏'",
  );
  const undone = await undoToEnd(platform, done.id);
  expect(undone.undo).toMatchObject({ restored: 0, removed: 0, kept: 1 });
  const { rows } = await platform.database.pool.query(
    'select kind, name from ingestion.undo_leftovers where import_id = $1',
    [done.id],
  );
  expect(rows).toEqual([{ kind: 'customer', name: '赵敏' }]);
});

test('orders are taken back with products, totals and the customers that they brought, in chunks of any size', async () => {
  const before = await everything();
  for (const size of [1_000, 7]) {
    const id = await givenStartedImport(platform, await givenUpload(platform, { text: ordersText() }));
    const done = await runToEnd(platform, id, undefined, () => workReadHere(size));
    expect(done).toMatchObject({ error: null, created: 25 });
    const undone = await undoToEnd(platform, id);
    expect(undone).toMatchObject({ state: 'undone', undo: { removedOrders: 23, kept: 0 } });
    expect(await everything()).toEqual(before);
  }
});

test('lines of documents of before are taken back, and those that were changed are as they were', async () => {
  const row = (number: string, code: string, price: string) =>
    `${number},${code},LANTERN,1,2011-01-04 08:26:00,${price},17850.0,France`;
  await importText(platform, ordersText([row('U1', '71053', '2.00'), row('U2', '71053', '2.00')]));
  const { rows: before } = await platform.database.pool.query(
    "select number, lines, amount_minor from commerce.orders where number like 'U%' order by 1",
  );
  const done = await importText(
    platform,
    ordersText([row('U1', '71053', '2.00'), row('U1', '85123A', '9.00'), row('U2', '71053', '3.00')]),
  );
  expect(done).toMatchObject({ created: 1, updated: 1 });
  const undone = await undoToEnd(platform, done.id);
  expect(undone.undo).toMatchObject({ removedOrders: 0, restoredOrders: 2, kept: 0 });
  const { rows: after } = await platform.database.pool.query(
    "select number, lines, amount_minor from commerce.orders where number like 'U%' order by 1",
  );
  expect(after).toEqual(before);
});

test('activities are taken back with the customers that they brought', async () => {
  const before = await everything();
  const text = [
    '客户编号,姓名,互动类型,互动时间,内容',
    'K1,张伟,拜访,2026-02-01 10:00,看样品',
    'K88,钱多多,拜访,2026-02-01 10:00,看样品',
  ].join('\n');
  const done = await importText(platform, text, { as: 'activities' });
  expect(done).toMatchObject({ state: 'done', created: 2 });
  expect((await undoToEnd(platform, done.id)).undo).toMatchObject({ removedActivities: 2 });
  expect(await everything()).toEqual(before);
});

test('activities that an import changed are as they were, but where a later one changed them: these are named', async () => {
  const text = (rows: [number: string, content: string, day: string][]) =>
    [
      '互动编号,客户编号,姓名,互动类型,互动时间,内容',
      ...rows.map(([number, content, day]) => `${number},K1,张伟,拜访,2026-02-${day} 10:00,${content}`),
    ].join('\n');
  const activities = (rows: Parameters<typeof text>[0]) =>
    importText(platform, text(rows), { as: 'activities' });
  const stored = async () =>
    (
      await platform.database.pool.query(
        "select payload ->> 'text' as text, occurred_at from customers.activities where payload ->> 'text' like 'v%' order by 1",
      )
    ).rows;
  await activities([
    ['N1', 'v1', '01'],
    ['N2', 'v2', '02'],
  ]);
  const before = await stored();
  const lower = await activities([
    ['N1', 'v1b', '03'],
    ['N2', 'v2b', '02'],
    ['N3', 'v3', '02'],
  ]);
  expect(lower).toMatchObject({ created: 1, updated: 2 });
  const upper = await activities([
    ['N2', 'v2c', '02'],
    ['N3', 'v3c', '02'],
  ]);
  expect((await undoToEnd(platform, lower.id)).undo).toMatchObject({
    restoredActivities: 1,
    removedActivities: 0,
    kept: 1,
  });
  expect((await stored()).map(({ text }) => text)).toEqual(['v1', 'v2c', 'v3c']);
  const { rows: left } = await platform.database.pool.query(
    'select name, reason from ingestion.undo_leftovers where import_id = $1',
    [lower.id],
  );
  expect(left).toEqual([{ name: '张伟', reason: 'activities_changed' }]);
  expect((await undoToEnd(platform, upper.id)).undo).toMatchObject({
    restoredActivities: 1,
    removedActivities: 1,
  });
  expect(await stored()).toEqual(before);
});

test('whoever asked for it is told once that an import is taken back, and reads there how much stayed', async () => {
  const done = await importText(platform, customers(['K8,孙悦,13600136001,上海']), { as: 'customers' });
  await undoToEnd(platform, done.id, userWith('ingestion.read', 'ingestion.write'));
  const { undo_asked_by } = (await platform.run((ctx) => findImport(ctx, done.id)))!;
  expect(undo_asked_by).toBe('user:7');
  const { rows } = await platform.database.pool.query(
    "select id, user_id, kind, subject, count from platform.notifications where kind = 'ingestion.undo_done'",
  );
  expect(rows).toMatchObject([{ user_id: '7', count: 1 }]);
  const kind = importKinds.find((each) => each.kind === 'ingestion.undo_done')!;
  const words = await platform.run((ctx) => kind.describe(ctx, rows));
  expect([...words.values()]).toMatchObject([{ to: `/imports/${done.id}`, values: { count: 0 } }]);
});
