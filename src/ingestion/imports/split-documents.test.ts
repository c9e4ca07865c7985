import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { givenDraft, givenUpload, runToEnd, undoToEnd, workReadHere } from './imports.fixtures.ts';
import { findImport, type ImportRecord, insertImport } from './imports.queries.ts';
import { startImport } from './start-import.ts';
import type { ImportWork } from './work.ts';

// Statistics change no answer, and take most of the time of a small import.
vi.mock('#platform/db/statistics.queries.ts', () => ({ refreshStatistics: async () => {} }));

const platform = await testPlatform();

interface Line {
  invoice?: string;
  parcel?: string;
  customer?: string;
  day?: string;
}

const header = '订单编号,下单时间,商品编码,数量,单价,客户编号,发票号,包裹号';
const line = (
  number: string,
  product: string,
  { invoice = '', parcel = '', customer = '', day = '2026-03-01' }: Line = {},
) => `${number},${day},${product},1,5,${customer},${invoice},${parcel}`;

/** How all files here are read; recognised once, since all have the same columns. */
let known: ImportRecord;

beforeAll(async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' }, unique: true },
      { key: 'parcel', of: 'order', type: 'text', label: { zh: '包裹号' }, unique: true },
    ]),
  );
  const text = [header, line('A', 'T', { invoice: 'N-1', parcel: 'N-2', customer: 'K1' })].join('\n');
  const draft = await givenDraft(platform, await givenUpload(platform, { text }));
  known = (await platform.run((ctx) => findImport(ctx, draft)))!;
});

async function startedWith(lines: readonly string[]): Promise<string> {
  const uploadId = await givenUpload(platform, { text: [header, ...lines].join('\n') });
  const setUp = {
    kind: 'orders' as const,
    title: known.title,
    dialect: known.dialect,
    mapping: known.mapping,
    options: known.options,
    bytesTotal: known.bytes_total,
    columnNames: known.column_names,
  };
  return platform.run(async (ctx) => {
    const { id } = await insertImport(ctx, { ...setUp, uploadId, state: 'draft' });
    await startImport(ctx, { id });
    return id;
  });
}

const list = async (query: string, values: unknown[] = []) =>
  (await platform.database.pool.query(query, values)).rows;

/** Reads the file in this process, and does something once the chunks before the last are stored. */
function workOf(chunkRows: number, meanwhile?: () => Promise<unknown>): ImportWork {
  const work = workReadHere(chunkRows);
  if (!meanwhile) return work;
  return {
    ...work,
    async *open(on, record, signal) {
      for await (const chunk of work.open(on, record, signal)) {
        if (chunk.firstRow > 1) {
          const stored = 'select from ingestion.imports where id = $1 and rows_in = $2';
          while ((await list(stored, [record.id, chunk.firstRow - 1])).length === 0);
          await meanwhile();
        }
        yield chunk;
      }
    },
  };
}

async function imported(lines: readonly string[], chunkRows = 1_000, meanwhile?: () => Promise<unknown>) {
  const id = await startedWith(lines);
  const done = await runToEnd(platform, id, undefined, () => workOf(chunkRows, meanwhile));
  expect(done.error).toBe(null);
  return done;
}

const customers = () =>
  list(`select c.display_name, i.value, t.orders, t.spend_minor, (select count(*)::int from customers.source_records r
      where r.customer_id = c.id) as records
    from customers.customers c left join customers.totals t on t.customer_id = c.id
    left join customers.identities i on i.customer_id = c.id order by 1, 2`);

const stored = async () => ({
  orders: await list(
    'select number, amount_minor, lines, field_values, ordered_at, customer_id = 0 as guest from commerce.orders order by 1',
  ),
  lines: await list(`select k.number, p.code, l.occurrence, l.row_no from commerce.order_lines l
    join commerce.order_keys k using (order_id) left join commerce.products p on p.id = l.product_id order by 1, 2, 3`),
  values:
    await list(`select k.number, v.value from commerce.unique_values v join commerce.order_keys k using (order_id)
    order by 1, 2`),
  keys: await list('select number from commerce.order_keys order by 1'),
  sold: await list(`select code, quantity, revenue_minor, first_sold_at, last_sold_at from commerce.products
    where lines > 0 or quantity <> 0 or revenue_minor <> 0 or coalesce(first_sold_at, last_sold_at) is not null order by 1`),
  bought: (await customers()).filter(({ orders }) => orders > 0).map(({ records: _, ...each }) => each),
  left: await list('select * from commerce.refused_documents'),
});

async function outcome(lines: readonly string[], chunkRows: number, meanwhile?: () => Promise<unknown>) {
  const done = await imported(lines, chunkRows, meanwhile);
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
    guestLines,
    told: {
      ...{ rowsIn, created, updated, unchanged, failed, orders, orderLines },
      ...{ failures, letters, stored: await stored() },
    },
  };
}

const ofCustomers =
  'contact_points identities source_records totals search value_changes possible_duplicates import_sightings customers';
const ofCommerce =
  'products product_search orders order_lines order_keys order_facets unique_values order_sightings former_orders ' +
  'former_lines order_changes refused_documents';
const emptied = [
  ...ofCustomers.split(' ').map((table) => `delete from customers.${table};`),
  ...ofCommerce.split(' ').map((table) => `delete from commerce.${table};`),
];

/** An order of before that nobody asks about has this invoice. */
const taken = 'F-1';
async function afresh(before: readonly string[] = []) {
  await platform.database.pool.query(
    `${emptied.join('\n')}
     insert into commerce.unique_values (field_id, value, order_id, customer_id)
     select id, '${taken}', 900, 0 from customers.custom_fields where key = 'invoice'`,
  );
  if (before.length > 0) await imported(before);
}

const later = '2026-03-09';

test.each([
  [
    'its first line',
    [line('D', 'T', { invoice: taken }), line('E', 'T'), line('D', 'U', { day: later }), line('D', 'V')],
  ],
  [
    'a later line',
    [
      line('D', 'T', { day: later }),
      line('E', 'T'),
      line('D', 'U'),
      line('D', 'V', { invoice: taken }),
      line('D', 'W'),
    ],
  ],
  [
    'its last line',
    [
      line('D', 'T', { customer: 'K1', day: later }),
      line('E', 'T'),
      line('D', 'U', { invoice: taken, customer: 'K1' }),
    ],
  ],
])('of a document that %s refuses, nothing remains, however the file is cut', async (_name, lines) => {
  for (const size of [1, 2, 3]) {
    await afresh();
    const { told, guestLines } = await outcome(lines, size);
    expect(told.failures.map(({ code }) => code)).toEqual(
      lines.filter((each) => each.startsWith('D')).map(() => 'field.value_taken'),
    );
    expect(told.stored.keys).toEqual([{ number: 'E' }]);
    const day = '2026-02-28T16:00:00Z';
    expect(told.stored.sold).toMatchObject([{ code: 'T', first_sold_at: day, last_sold_at: day }]);
    expect({ ...told, guestLines }).toMatchObject({
      created: 1,
      failed: lines.length - 1,
      orders: 1,
      guestLines: 1,
    });
  }
});

test('a document of before that a later line of it refuses is as it was, in chunks of any size', async () => {
  const lines = [line('X', 'U'), line('X', 'V'), line('X', 'W', { invoice: taken })];
  for (const size of [1, 2, 3]) {
    await afresh([line('X', 'T', { parcel: 'P-9', customer: 'K1' })]);
    const was = await stored();
    const { id, told } = await outcome(lines, size);
    expect(told.stored).toEqual(was);
    expect(told).toMatchObject({ created: 0, failed: 3, orders: 0 });
    await undoToEnd(platform, id);
    expect(await stored()).toEqual(was);
  }
});

const clashing = [
  line('A', 'T', { invoice: 'N-1' }),
  line('B', 'T', { parcel: 'N-2' }),
  line('B', 'U', { invoice: 'N-1' }),
  line('C', 'T', { parcel: 'N-2' }),
];

test('a value is free again where the document that told it first is refused itself', async () => {
  for (const before of [[], [line('B', 'T')]])
    for (const size of [1, 2, 3]) {
      await afresh(before);
      const { told } = await outcome(clashing, size);
      expect(told.stored.values).toEqual([
        { number: 'A', value: 'N-1' },
        { number: 'C', value: 'N-2' },
      ]);
      expect(await list('select field, before, after, way from commerce.order_changes')).toEqual([]);
      expect(told.failures.map(({ row_no }) => row_no)).toEqual(['2', '3']);
    }
});

test('a refused document that a person edited meanwhile stays as it is with its values, and nobody else gets them', async () => {
  await afresh();
  const { told } = await outcome(clashing, 2, () =>
    platform.database.pool.query("update commerce.orders set edited_at = now() where number = 'B'"),
  );
  expect(told.stored.orders).toMatchObject([
    { number: 'A', field_values: { invoice: 'N-1' } },
    { number: 'B', field_values: { parcel: 'N-2' }, lines: 1 },
  ]);
  expect(told.stored.values).toEqual([
    { number: 'A', value: 'N-1' },
    { number: 'B', value: 'N-2' },
  ]);
  expect(told.letters).toEqual([{ letters: 'ccff', failed: 2, created: 2 }]);
});

test('of a refused document to which another import added lines meanwhile those stay, and its own rows fail', async () => {
  await afresh();
  const { told } = await outcome(clashing, 2, () => imported([line('B', 'W')]));
  expect(told.stored.lines.map(({ number, code }) => `${number} ${code}`)).toEqual(['A T', 'B W']);
  expect(told.stored.values).toEqual([
    { number: 'A', value: 'N-1' },
    { number: 'B', value: 'N-2' },
  ]);
  expect(told.letters).toEqual([{ letters: 'cfff', failed: 3, created: 1 }]);
  expect(told).toMatchObject({ created: 1, failed: 3, orderLines: 1 });
});

test('files with values that are told twice come to the same in chunks of any size, and undoing them brings back what was', async () => {
  const told = fc
    .tuple(
      fc.constantFrom('A', 'B', 'C', 'D'),
      fc.constantFrom('T', 'U'),
      fc.record({
        invoice: fc.constantFrom('', '', taken, 'F-2', 'F-3'),
        parcel: fc.constantFrom('', '', 'P-1', 'P-2'),
        customer: fc.constantFrom('', '', 'K1', 'K2'),
        day: fc.constantFrom('2026-03-01', '2026-03-02', later),
      }),
    )
    .map((cells) => line(...cells));
  const before = fc.array(told, { maxLength: 3 });
  const file = fc.array(told, { minLength: 4, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(before, file, fc.integer({ min: 1, max: 3 }), async (first, lines, size) => {
      await afresh(first);
      const whole = await outcome(lines, 1_000);
      const wholly = await customers();
      await afresh(first);
      const was = [await stored(), await customers()];
      const pieces = await outcome(lines, size);
      expect(pieces.told).toEqual(whole.told);
      // Whom only refused lines named is there in pieces, without orders, until the import is undone.
      const named = ({ value }: { value: string }) => value;
      expect((await customers()).map(named)).toEqual(expect.arrayContaining(wholly.map(named)));
      await undoToEnd(platform, pieces.id);
      expect([await stored(), await customers()]).toEqual(was);
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 120_000);
