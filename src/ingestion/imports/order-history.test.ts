import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
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
await platform.run((ctx) =>
  customFieldsFrom(ctx, [{ key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' } }]),
);

const header =
  'order number,order date,status,original order number,channel,sku,quantity,unit price,customer id,seller,发票号';

interface Told {
  status?: string;
  original?: string;
  channel?: string;
  sku?: string;
  quantity?: string;
  seller?: string;
  invoice?: string;
  customer?: string;
}

const row = (number: string, told: Told = {}) => {
  const {
    status = '',
    original = '',
    channel = '',
    sku = 'A',
    quantity = '1',
    seller = '',
    invoice = '',
    customer = 'K1',
  } = told;
  return `${number},2026-01-05 10:00,${status},${original},${channel},${sku},${quantity},2,${customer},${seller},${invoice}`;
};
const fileOf = (...rows: string[]) => [header, ...rows].join('\n');

let minutes = 0;
/** Imports the rows at a later time than anything before, and gives the id of the import. */
async function imported(...rows: string[]): Promise<string> {
  minutes += 1;
  platform.clock.set(new Date(Date.UTC(2026, 2, 6, 0, minutes)).toISOString());
  return (await importText(platform, fileOf(...rows))).id;
}

/** What is kept of a document, the oldest first, as `field: before → after, way import`. */
async function history(number: string): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    `select h.* from commerce.order_changes h join commerce.orders o on o.id = h.order_id
     where o.number = $1 order by h.id desc`,
    [number],
  );
  return rows
    .map(
      ({ field, before, after, way, cause_id }) =>
        `${field}: ${before ?? '–'} → ${after ?? '–'}, ${way} ${cause_id}`,
    )
    .toReversed();
}

test('a file keeps what it changes of orders of before and nothing of new ones, and undoing it keeps that it was taken back', async () => {
  await imported(row('1'), row('2', { channel: 'till', seller: 'Ada', invoice: 'I-2' }));
  const told = { channel: 'web', seller: 'Ben', invoice: 'I-1', original: '9' };
  const file = [row('1', told), row('2', told), row('3', told)];
  const second = await imported(...file);
  const filled = [
    `seller: – → Ben, import ${second}`,
    `originalNumber: – → 9, import ${second}`,
    `field.invoice: – → I-1, import ${second}`,
    `channel: – → web, import ${second}`,
  ];
  expect(await history('1')).toEqual(filled);
  expect(await history('2')).toEqual([`originalNumber: – → 9, import ${second}`]);
  expect(await history('3')).toEqual([]);
  await imported(...file);
  expect(await history('1')).toEqual(filled);
  await undoToEnd(platform, second);
  expect(await history('1')).toEqual([
    ...filled,
    `seller: Ben → –, undo ${second}`,
    `originalNumber: 9 → –, undo ${second}`,
    `field.invoice: I-1 → –, undo ${second}`,
    `channel: web → –, undo ${second}`,
  ]);
});

test('a kind that a file tells, or that follows its lines, is kept, and comes back in one step', async () => {
  await imported(row('B', { quantity: '-1' }), row('S'));
  const second = await imported(
    row('B', { quantity: '-1', status: 'cancelled' }),
    row('S', { sku: 'B', quantity: '-5' }),
  );
  expect(await history('B')).toEqual([`kind: return → cancellation, import ${second}`]);
  expect(await history('S')).toEqual([`kind: sale → return, import ${second}`]);
  await undoToEnd(platform, second);
  expect((await history('B')).slice(1)).toEqual([`kind: cancellation → return, undo ${second}`]);
  expect((await history('S')).slice(1)).toEqual([`kind: return → sale, undo ${second}`]);
});

test('what later chunks of a file add to an order that it made itself is no change', async () => {
  for (const [size, number] of [
    [1, 'C1'],
    [2, 'C2'],
  ] as const) {
    const text = fileOf(
      row(number),
      row(number, { sku: 'B', channel: 'web', invoice: 'I-1', status: 'cancelled' }),
      row(number, { sku: 'C', seller: 'Ada' }),
    );
    const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
    await runToEnd(platform, id, undefined, () => workReadHere(size));
    const { rows } = await platform.database.pool.query(
      'select channel, seller, kind from commerce.orders where number = $1',
      [number],
    );
    expect([rows, await history(number)]).toEqual([
      [{ channel: 'web', seller: 'Ada', kind: 'cancellation' }],
      [],
    ]);
  }
});

test('a guest’s order that a file gives to a customer, and its undo to the guest again, keeps both', async () => {
  await imported(row('U', { customer: '' }));
  const second = await imported(row('U', { customer: 'K2' }));
  const { rows } = await platform.database.pool.query(
    `select customer_id as id from commerce.orders where number = 'U'`,
  );
  const given = `customerId: – → ${rows[0].id}, import ${second}`;
  expect(await history('U')).toEqual([given]);
  await undoToEnd(platform, second);
  expect(await history('U')).toEqual([given, `customerId: ${rows[0].id} → –, undo ${second}`]);
  const text = fileOf(row('V', { customer: '' }), row('V', { sku: 'B', customer: 'K2' }));
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
  await runToEnd(platform, id, undefined, () => workReadHere(1));
  expect(await history('V')).toEqual([]);
});

test('an order that goes with its import takes its history along', async () => {
  const first = await imported(row('G'));
  const second = await imported(row('G', { channel: 'web' }));
  expect(await history('G')).toHaveLength(1);
  const of =
    'from commerce.order_changes h where not exists (select from commerce.orders o where o.id = h.order_id)';
  await undoToEnd(platform, second);
  await undoToEnd(platform, first);
  const { rows } = await platform.database.pool.query(
    `select (select count(*)::int from commerce.orders where number = 'G') as orders, (select count(*)::int ${of}) as left`,
  );
  expect(rows).toEqual([{ orders: 0, left: 0 }]);
});
