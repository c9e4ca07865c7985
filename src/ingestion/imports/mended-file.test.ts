import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import {
  failedRowsText,
  givenStartedImport,
  givenUpload,
  importText,
  runToEnd,
  undoToEnd,
  workReadHere,
} from './imports.fixtures.ts';
import { readRowKey, rowKey } from './mended-file.ts';
import { mendingsOf } from './mendings.ts';

const platform = await testPlatform();

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const line = (number: string, quantity: string) =>
  `${number},71053,LANTERN,${quantity},2011-01-04 08:26:00,3.00,17850.0,France`;

/** Enough good lines that a bad one does not make the column look like another. */
const others = Array.from({ length: 20 }, (_, index) => line(`Z${index}`, '2'));

async function document(number: string) {
  const { rows } = await platform.database.pool.query(
    `select o.lines, o.amount_minor, array_agg(l.occurrence || ':' || l.quantity::int order by l.occurrence) as places
     from commerce.orders o join commerce.order_lines l on l.order_id = o.id where o.number = $1 group by o.id, o.customer_id, 1, 2`,
    [number],
  );
  return rows[0];
}

function expectWhole(done: {
  rowsIn: number;
  created: number;
  updated: number;
  unchanged: number;
  skipped: number;
  failed: number;
}) {
  expect(done.created + done.updated + done.unchanged + done.skipped + done.failed).toBe(done.rowsIn);
}

/** Imports lines of which one fails, and gives the file of failed rows with `x` mended to `quantity`. */
async function mended(number: string, quantity: string): Promise<string> {
  const done = await importText(
    platform,
    [header, line(number, '6'), line(number, 'x'), line(number, '6'), ...others].join('\n'),
  );
  expect(done).toMatchObject({ state: 'done', failed: 1 });
  return (await failedRowsText(platform, done.id)).replace(`LANTERN,x,`, `LANTERN,${quantity},`);
}

test('a mended line among equal ones is a line of its own, and the same file again changes nothing', async () => {
  const text = await mended('M1', '6');
  const first = await importText(platform, text, {});
  expect(first).toMatchObject({ state: 'done', kind: 'orders', rowsIn: 1, created: 1 });
  expect(first.mends).not.toBeNull();
  expect(await document('M1')).toEqual({ lines: 3, amount_minor: '5400', places: ['1:6', '2:6', '3:6'] });
  expect(await importText(platform, text, {})).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  expect(await document('M1')).toMatchObject({ lines: 3, amount_minor: '5400' });
});

test('a row that was mended wrongly and mended again changes its own line only', async () => {
  const text = await mended('M2', '9');
  await importText(platform, text, {});
  expect(await importText(platform, text.replace('LANTERN,9,', 'LANTERN,1,'), {})).toMatchObject({
    updated: 1,
  });
  expect(await document('M2')).toEqual({ lines: 3, amount_minor: '3900', places: ['1:6', '2:6', '3:1'] });
});

test('a line that came by the whole mended file does not come again by its failed row', async () => {
  const text = await mended('M3', '6');
  await importText(
    platform,
    [header, ...Array.from({ length: 3 }, () => line('M3', '6')), ...others].join('\n'),
  );
  expect(await importText(platform, text, {})).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
  expect(await document('M3')).toMatchObject({ lines: 3 });
});

test('a mended row copied in the file of failed rows is one line more, once', async () => {
  const text = await mended('M4', '6');
  const copied = `${text}${text.split('\r\n')[1]}\r\n`;
  expect(await importText(platform, copied, {})).toMatchObject({ created: 2 });
  expect(await importText(platform, copied, {})).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
  expect(await document('M4')).toMatchObject({ lines: 4 });
});

test('a mended row and its copy in another chunk are two lines, also where the import goes on between them', async () => {
  for (const [number, isStopped] of [
    ['M7', false],
    ['M8', true],
  ] as const) {
    const text = await mended(number, '6');
    const copied = `${text}${text.split('\r\n')[1]}\r\n`;
    const run = async (signal?: AbortSignal, workOf = () => workReadHere(1)) => {
      const id = await givenStartedImport(platform, await givenUpload(platform, { text: copied }), {});
      const ended = await runToEnd(platform, id, signal, workOf);
      return signal ? runToEnd(platform, id, undefined, () => workReadHere(1)) : ended;
    };
    const stop = new AbortController();
    const stopping = () => {
      const work = workReadHere(1);
      return {
        ...work,
        async *open(...given: Parameters<typeof work.open>) {
          for await (const chunk of work.open(...given)) {
            yield {
              ...chunk,
              store: async (ctx: Parameters<typeof chunk.store>[0]) => {
                stop.abort();
                return chunk.store(ctx);
              },
            };
          }
        },
      };
    };
    const first = isStopped ? await run(stop.signal, stopping) : await run();
    expect(first).toMatchObject({ state: 'done', created: 2, unchanged: 0 });
    expect(await run()).toMatchObject({ created: 0, updated: 0, unchanged: 2 });
    expect(await document(number)).toMatchObject({ lines: 4 });
  }
});

test('a row that fails again keeps its key', async () => {
  const again = await importText(platform, await mended('M5', 'y'), {});
  expect(again).toMatchObject({ failed: 1, created: 0 });
  const text = (await failedRowsText(platform, again.id, 'zh')).replace('LANTERN,y,', 'LANTERN,6,');
  expect(text.split('\r\n')[0]).toContain('常青行标识,失败原因');
  expect(text.split('\r\n')[0]).not.toContain('Perennial');
  expect(await importText(platform, text, {})).toMatchObject({ created: 1 });
  expect(await document('M5')).toMatchObject({ lines: 3 });
});

test('mended customers are read as before, without the columns that were added and without their escapes', async () => {
  const done = await importText(
    platform,
    ['编号,姓名,备注', `K1,张伟,${'\u00a0'}`, `K2,${'很'.repeat(600)},=1+1`].join('\n'),
    { as: 'customers', options: { source: 'fair' } },
  );
  expect(done).toMatchObject({ created: 1, failed: 1 });
  const text = (await failedRowsText(platform, done.id, 'zh')).replace(/很{600}/g, '李娜');
  expect(text).toContain("'=1+1");
  const again = await importText(platform, text, {});
  expect(again).toMatchObject({ kind: 'customers', created: 1, mends: done.id, options: { source: 'fair' } });
  expectWhole(again);
  const { rows } = await platform.database.pool.query(
    `select payload from customers.source_records where import_id = $1`,
    [again.id],
  );
  expect(rows[0].payload).toEqual({ 编号: 'K2', 姓名: '李娜', 备注: '=1+1' });
});

test('an import tells how many of its failed rows were mended since and by which imports, each row once', async () => {
  const bad = [line('M8', 'x'), line('M8', 'y'), line('M8', 'z')];
  const first = await importText(platform, [header, ...bad, ...others, ...others, ...others].join('\n'));
  expect(first.failed).toBe(3);
  const told = () => platform.run((ctx) => mendingsOf(ctx, { id: first.id }));
  expect(await told()).toEqual({ mended: 0, exact: true, items: [] });
  const text = await failedRowsText(platform, first.id);
  const one = await importText(platform, text.replace('LANTERN,x,', 'LANTERN,1,'), {});
  const two = await importText(
    platform,
    text.replace('LANTERN,x,', 'LANTERN,1,').replace('LANTERN,y,', 'LANTERN,2,'),
    {},
  );
  const failing = await importText(platform, text, {});
  expect([one, two, failing].map(({ failed }) => failed)).toEqual([2, 1, 3]);
  expect(await told()).toMatchObject({
    mended: 2,
    exact: true,
    items: [
      { id: one.id, mended: 1 },
      { id: two.id, mended: 2 },
    ],
  });
  await undoToEnd(platform, two.id);
  expect(await told()).toMatchObject({ mended: 1, items: [{ id: one.id }] });
  await platform.database.pool.query(`update ingestion.uploads set stored_as = '' where id in
    (select upload_id from ingestion.imports where id = ${one.id})`);
  expect(await told()).toMatchObject({ mended: 1, exact: false });
});

test('the keys of another installation are not taken for ours', async () => {
  const done = await importText(platform, [header, line('M6', 'x'), ...others].join('\n'));
  const text = (await failedRowsText(platform, done.id)).replace(/r(\d+)\.1\.[0-9a-f]{8}/, 'r$1.1.00000001');
  expect(
    (await importText(platform, text.replace('LANTERN,x,', 'LANTERN,2,'), { as: 'orders' })).mends,
  ).toBeNull();
});

test('a key comes back from its text as it went', () => {
  expect(readRowKey(rowKey('12', 345, '9f3a21bc'))).toEqual({ importId: '12', row: 345, print: '9f3a21bc' });
  expect(readRowKey('12')).toBeUndefined();
});
