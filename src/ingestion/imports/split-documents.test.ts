import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { fileWork } from './import-file.ts';
import { givenStartedImport, givenUpload, runToEnd, undoToEnd } from './imports.fixtures.ts';

const platform = await testPlatform();

beforeAll(() =>
  platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' }, unique: true },
      { key: 'parcel', of: 'order', type: 'text', label: { zh: '包裹号' }, unique: true },
    ]),
  ),
);

const empty = () =>
  platform.database.pool.query(`truncate customers.customers, customers.contact_points, customers.identities,
    customers.source_records, customers.totals, customers.search, commerce.products, commerce.product_search, commerce.orders,
    commerce.order_lines, commerce.order_keys, commerce.order_facets, commerce.unique_values, commerce.order_sightings,
    commerce.former_orders, commerce.former_lines, commerce.refused_documents cascade`);

const header = '订单编号,下单时间,商品编码,数量,单价,客户编号,发票号,包裹号';
const line = (number: string, product: string, invoice = '', parcel = '', customer = '') =>
  `${number},2026-03-01,${product},1,5,${customer},${invoice},${parcel}`;

async function imported(lines: string[], chunkRows: number) {
  const text = [header, ...lines].join('\n');
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
  const done = await runToEnd(platform, id, undefined, () => fileWork(chunkRows));
  expect(done.error).toBe(null);
  return done;
}

const list = async (query: string, values: unknown[] = []) =>
  (await platform.database.pool.query(query, values)).rows;

const stored = async () => ({
  orders: await list('select number, amount_minor, lines, field_values from commerce.orders order by 1'),
  lines: await list(`select k.number, p.code, l.occurrence, l.row_no from commerce.order_lines l
    join commerce.order_keys k using (order_id) left join commerce.products p on p.id = l.product_id order by 1, 2, 3`),
  values:
    await list(`select k.number, v.value from commerce.unique_values v join commerce.order_keys k using (order_id)
    order by 1, 2`),
  keys: await list('select number from commerce.order_keys order by 1'),
  sold: await list('select code, quantity, revenue_minor from commerce.products where lines > 0 order by 1'),
  totals: await list(`select c.display_name, t.orders, t.spend_minor from customers.totals t
    join customers.customers c on c.id = t.customer_id where t.orders > 0 order by 1`),
  left: await list('select * from commerce.refused_documents'),
});

async function outcome(lines: string[], chunkRows: number) {
  const done = await imported(lines, chunkRows);
  const { rowsIn, created, updated, unchanged, failed, orders, orderLines, guestLines } = done;
  const failures = await list(
    'select row_no, code, column_no, value from ingestion.import_failures where import_id = $1 order by row_no',
    [done.id],
  );
  const letters = await list(
    `select string_agg(outcomes, '' order by chunk_no) as letters, sum(failed)::int as failed, sum(created)::int as created
     from ingestion.import_chunks where import_id = $1`,
    [done.id],
  );
  return {
    id: done.id,
    told: {
      ...{ rowsIn, created, updated, unchanged, failed, orders, orderLines, guestLines },
      ...{ failures, letters, stored: await stored() },
    },
  };
}

/** An order of before that nobody asks about has this invoice. */
const taken = 'F-1';
async function afresh() {
  await empty();
  await platform.database.pool.query(
    `insert into commerce.unique_values (field_id, value, order_id, customer_id)
     select id, $1, 900, 0 from customers.custom_fields where key = 'invoice'`,
    [taken],
  );
}

test.each([
  ['its first line', [line('D', 'T', taken), line('E', 'T'), line('D', 'U'), line('D', 'V')]],
  ['a later line', [line('D', 'T'), line('E', 'T'), line('D', 'U'), line('D', 'V', taken), line('D', 'W')]],
  ['its last line', [line('D', 'T', '', '', 'K1'), line('E', 'T'), line('D', 'U', taken, '', 'K1')]],
])('of a document that %s refuses, nothing remains, however the file is cut', async (_name, lines) => {
  for (const size of [1, 2, 3]) {
    await afresh();
    const { told } = await outcome(lines, size);
    expect(told.failures.map(({ code }) => code)).toEqual(
      lines.filter((each) => each.startsWith('D')).map(() => 'field.value_taken'),
    );
    expect(told.stored.keys).toEqual([{ number: 'E' }]);
    expect(told).toMatchObject({ created: 1, failed: lines.length - 1, orders: 1, guestLines: 1 });
  }
});

test('a document of before that a later line of it refuses is as it was, in chunks of any size', async () => {
  for (const size of [1, 2, 3]) {
    await afresh();
    await imported([line('X', 'T', '', 'P-9', 'K1')], 1_000);
    const was = await stored();
    const { id, told } = await outcome([line('X', 'U'), line('X', 'V'), line('X', 'W', taken)], size);
    expect(told.stored).toEqual(was);
    expect(told).toMatchObject({ created: 0, failed: 3, orders: 0 });
    await undoToEnd(platform, id);
    expect(await stored()).toEqual(was);
  }
});

test('a value is free again where the document that told it first is refused itself', async () => {
  const lines = [
    line('A', 'T', 'N-1'),
    line('B', 'T', '', 'N-2'),
    line('B', 'U', 'N-1'),
    line('C', 'T', '', 'N-2'),
  ];
  for (const size of [1, 2, 3]) {
    await afresh();
    const { told } = await outcome(lines, size);
    expect(told.stored.values).toEqual([
      { number: 'A', value: 'N-1' },
      { number: 'C', value: 'N-2' },
    ]);
    expect(told.failures.map(({ row_no }) => row_no)).toEqual(['2', '3']);
  }
});

test('files with values that are told twice come to the same in chunks of any size', async () => {
  const told = fc.tuple(
    fc.constantFrom('A', 'B', 'C', 'D'),
    fc.constantFrom('T', 'U'),
    fc.constantFrom('', '', taken, 'F-2', 'F-3'),
    fc.constantFrom('', '', 'P-1', 'P-2'),
  );
  const file = fc.array(told, { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(file, fc.integer({ min: 1, max: 3 }), async (rows, size) => {
      const lines = rows.map((row) => line(...row));
      await afresh();
      const whole = await outcome(lines, 1_000);
      await afresh();
      expect((await outcome(lines, size)).told).toEqual(whole.told);
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 120_000);
