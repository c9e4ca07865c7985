import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import {
  givenStartedImport,
  givenUpload,
  importText,
  runToEnd,
  undoToEnd,
  workReadHere,
} from './imports.fixtures.ts';

const platform = await testPlatform();
const header = '订单号,下单时间,渠道,导购,商品编码,数量,单价,会员号';
const fileOf = (...rows: string[]) => [header, ...rows].join('\n');
const row = (number: string, channel: string, seller: string, sku = 'A') =>
  `${number},2026-01-05 10:00,${channel},${seller},${sku},1,2,K1`;

/** Channel and seller of every document, by its number. */
async function told() {
  const { rows } = await platform.database.pool.query(
    'select number, channel, seller from commerce.orders order by number',
  );
  return Object.fromEntries(rows.map(({ number, channel, seller }) => [number, [channel, seller]]));
}

async function emptied() {
  await platform.database.pool.query(
    'truncate commerce.orders, commerce.order_lines, commerce.order_keys, commerce.former_orders, commerce.former_lines',
  );
}

test('a file of orders tells who sold them, cleaned like the channel', async () => {
  await emptied();
  await importText(
    platform,
    fileOf(row('1', '  门店 ', ' 王  海芳 '), row('2', 'N/A', 'N/A'), row('3', '', '')),
  );
  expect(await told()).toEqual({ 1: ['门店', '王 海芳'], 2: [null, null], 3: [null, null] });
});

test('a second file fills in who sold an order where nobody was named, as it does the channel, and undoing it takes that back', async () => {
  await emptied();
  await importText(platform, fileOf(row('1', '', ''), row('2', '门店', '王海芳'), row('3', '', '梁涵')));
  const before = await told();
  platform.clock.set('2026-03-06T08:00:00Z');
  const second = await importText(
    platform,
    fileOf(
      row('1', '官网', '袁璐'),
      row('2', '官网', '袁璐'),
      row('3', '官网', '袁璐'),
      row('4', '', '袁璐'),
    ),
  );
  expect(await told()).toEqual({
    1: ['官网', '袁璐'],
    2: ['门店', '王海芳'],
    3: ['官网', '梁涵'],
    4: [null, '袁璐'],
  });
  const undone = await undoToEnd(platform, second.id);
  expect(undone.undo).toMatchObject({ removedOrders: 1, restoredOrders: 2, kept: 0 });
  expect(await told()).toEqual(before);
});

test('who sold an order is who its first row with a name says, in chunks of any size', async () => {
  const text = fileOf(
    row('1', '', '', 'A'),
    row('1', '门店', '王海芳', 'B'),
    row('1', '官网', '袁璐', 'C'),
    row('2', '', '梁涵'),
  );
  for (const size of [1_000, 2, 1]) {
    await emptied();
    const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
    await runToEnd(platform, id, undefined, () => workReadHere(size));
    expect(await told(), `chunks of ${size}`).toEqual({ 1: ['门店', '王海芳'], 2: [null, '梁涵'] });
  }
});

test('a seller that a person wrote since stays when the import that named another is undone', async () => {
  await emptied();
  await importText(platform, fileOf(row('1', '', '')));
  platform.clock.set('2026-03-07T08:00:00Z');
  const second = await importText(platform, fileOf(row('1', '官网', '袁璐')));
  await platform.database.pool.query("update commerce.orders set seller = '梁涵', edited_at = now()");
  const undone = await undoToEnd(platform, second.id);
  expect(undone.undo).toMatchObject({ kept: 1 });
  expect(await told()).toEqual({ 1: [null, '梁涵'] });
});
