import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import {
  failedRowsText,
  givenStartedImport,
  givenUpload,
  runToEnd,
  workReadHere,
} from './imports.fixtures.ts';

const platform = await testPlatform();

const columns = 'order number,order date,currency,sku,quantity,unit price,customer id';
const row = (number: string, currency: string, sku: string, customer = 'K1') =>
  `${number},2026-01-05 10:00,${currency},${sku},1,2,${customer}`;

async function imported(rows: string[], chunkRows: number) {
  const text = [columns, ...rows].join('\n');
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
  return runToEnd(platform, id, undefined, () => workReadHere(chunkRows));
}

async function failuresOf(importId: string) {
  const { rows } = await platform.database.pool.query(
    'select row_no, code, column_no, value from ingestion.import_failures where import_id = $1 order by row_no',
    [importId],
  );
  return rows;
}

const mixed = (row_no: string, value: string) => ({ row_no, code: 'currency.mixed', column_no: 2, value });

test.each([1, 2, 1_000])(
  'a line in another currency than its order fails with its place, in chunks of %i rows, the first time and again',
  async (chunkRows) => {
    const number = (n: number) => `${chunkRows}-${n}`;
    const rows = [
      row(number(1), '', 'A'),
      row(number(2), 'USD', 'A'),
      row(number(1), 'JPY', 'B', `made-by-refused-${chunkRows}`),
      row(number(2), '', 'B'),
      row(number(1), 'CNY', 'C'),
      row(number(2), 'CNY', 'C'),
      row(number(3), 'EUR', 'A'),
    ];
    for (const outcome of ['created', 'unchanged']) {
      const done = await imported(rows, chunkRows);
      expect(done).toMatchObject({ state: 'done', rowsIn: 7, failed: 2, [outcome]: 5 });
      expect(await failuresOf(done.id)).toEqual([mixed('3', 'JPY'), mixed('6', 'CNY')]);
    }
    const { rows: orders } = await platform.database.pool.query(
      'select number, currency, lines, amount_minor from commerce.orders where number like $1 order by 1',
      [`${chunkRows}-%`],
    );
    expect(orders).toEqual([
      { number: number(1), currency: 'CNY', lines: 2, amount_minor: '400' },
      { number: number(2), currency: 'USD', lines: 2, amount_minor: '400' },
      { number: number(3), currency: 'EUR', lines: 1, amount_minor: '200' },
    ]);
    const { rows: made } = await platform.database.pool.query(
      "select from customers.customers where display_name like 'made-by-refused%'",
    );
    expect(made).toEqual([]);
  },
);

test('a line in another currency than the order that an earlier file brought fails, and comes back mended', async () => {
  await imported([row('M1', 'USD', 'A')], 1_000);
  const done = await imported([row('M1', 'EUR', 'B'), row('M1', 'USD', 'C')], 1_000);
  expect(done).toMatchObject({ created: 1, failed: 1 });
  expect(await failuresOf(done.id)).toEqual([mixed('1', 'EUR')]);
  const mended = (await failedRowsText(platform, done.id)).replaceAll('EUR', 'USD');
  const again = await givenStartedImport(platform, await givenUpload(platform, { text: mended }));
  expect(await runToEnd(platform, again)).toMatchObject({ created: 1, failed: 0 });
});
