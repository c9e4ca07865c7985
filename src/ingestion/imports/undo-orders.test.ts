import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { givenStartedImport, givenUpload, runToEnd, undoToEnd, workReadHere } from './imports.fixtures.ts';

const platform = await testPlatform();
const columns =
  'order number,order date,status,original order number,store,channel,sku,product name,quantity,unit price,customer id,customer name,seller';

let minutes = 0;

/** Imports the rows, at a later time than anything before. */
async function imported(rows: readonly string[], chunkRows = 1_000) {
  minutes += 1;
  platform.clock.set(new Date(Date.UTC(2026, 2, 6, 0, minutes)).toISOString());
  const text = [columns, ...rows].join('\n');
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }));
  const done = await runToEnd(platform, id, undefined, () => workReadHere(chunkRows));
  expect(done).toMatchObject({ state: 'done', error: null });
  return done;
}

/** Every column of every table about orders and customers but counters of changes; ids are those of this database. */
async function everything() {
  const tables: Record<string, string> = {
    orders: "select to_jsonb(o) - '{version,updated_at}'::text[] as row from commerce.orders o order by id",
    lines: 'select to_jsonb(l) as row from commerce.order_lines l order by order_id, product_id, occurrence',
    keys: 'select to_jsonb(k) as row from commerce.order_keys k order by number, source_id',
    formerOrders: 'select to_jsonb(f) as row from commerce.former_orders f order by order_id, import_id',
    formerLines:
      'select to_jsonb(f) as row from commerce.former_lines f order by order_id, import_id, product_id, occurrence',
    products:
      "select to_jsonb(p) - '{version,updated_at,name}'::text[] as row from commerce.products p where lines > 0 order by id",
    customers: 'select display_name, edited_fields, marks from customers.customers order by id',
    identities: 'select kind, value, customer_id from customers.identities order by 1, 2, 3',
    totals:
      'select customer_id, orders, cancellations, spend_minor, first_order_at, last_order_at from customers.totals order by 1',
  };
  const found: Record<string, unknown> = {};
  for (const [name, query] of Object.entries(tables))
    found[name] = (await platform.database.pool.query(query)).rows;
  return found;
}

async function emptied() {
  await platform.database.pool.query(`truncate customers.customers, customers.contact_points, customers.identities, customers.source_records, customers.totals,
    customers.search, commerce.products, commerce.product_search, commerce.orders, commerce.order_lines, commerce.order_keys, commerce.order_facets,
    commerce.former_orders, commerce.former_lines cascade`);
}

const oneOf = (...values: string[]) => fc.constantFrom(...values);
const rowOf = (kinds: readonly string[], originals: readonly string[], quantities: readonly string[]) =>
  fc
    .tuple(
      oneOf('1', '2', '3', '4', '5'),
      oneOf('2026-01-05 10:00'),
      oneOf(...kinds),
      oneOf(...originals),
      oneOf('', '', 'North', 'South'),
      oneOf('', 'web'),
      oneOf('A', 'B', 'C'),
      oneOf('Lamp', 'Chair'),
      oneOf(...quantities),
      oneOf('2.50', '3', '4'),
      oneOf('', 'K1', 'K2'),
      oneOf(''),
      oneOf('', 'Ada', 'Ben'),
    )
    .map((cells) => cells.join(','));
/** Who is known from the start: a customer whom an undone import brought stays while a later one has orders of theirs. */
const known = ['K1', 'K2'].map((customer) => `0-${customer},2026-01-05 10:00,,,,,A,Lamp,1,3,${customer},,`);
const anyRow = rowOf(['', '', '', 'refunded', 'cancelled'], ['', '', '1', '2'], ['1', '2', '-1', '-3']);
const saleRow = rowOf([''], [''], ['1', '2', '3']);
const fileOf = (row: fc.Arbitrary<string>) => fc.array(row, { minLength: 1, maxLength: 14 });
const size = fc.integer({ min: 1, max: 6 });

test('undoing an import brings everything back as it was before it, in chunks of any size', async () => {
  await fc.assert(
    fc.asyncProperty(fileOf(anyRow), fileOf(anyRow), size, async (first, second, chunkRows) => {
      await emptied();
      await imported(first);
      const before = await everything();
      const undone = await undoToEnd(platform, (await imported(second, chunkRows)).id);
      expect(undone.undo).toMatchObject({ kept: 0 });
      expect(await everything()).toEqual(before);
      // The same again, now that it was undone.
      await undoToEnd(platform, (await imported(second)).id);
      expect(await everything()).toEqual(before);
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 300_000);

test('of two imports one over the other the lower can be undone first, and then the upper', async () => {
  await fc.assert(
    fc.asyncProperty(
      fileOf(saleRow),
      fileOf(saleRow),
      fileOf(saleRow),
      size,
      async (first, second, third, chunkRows) => {
        await emptied();
        await imported([...known, ...first]);
        const before = await everything();
        const lower = await imported(second, chunkRows);
        const upper = await imported(third, chunkRows);
        await undoToEnd(platform, lower.id);
        await undoToEnd(platform, upper.id);
        expect(await everything()).toEqual(before);
      },
    ),
    { numRuns: 2, endOnFailure: true },
  );
}, 300_000);

async function documentNamed(number: string) {
  const { rows } = await platform.database.pool.query(
    `select o.id, o.store, o.lines, o.amount_minor as amount from commerce.orders o where number = $1`,
    [number],
  );
  return rows[0];
}

async function leftoversOf(id: string) {
  const { rows } = await platform.database.pool.query(
    'select name, reason from ingestion.undo_leftovers where import_id = $1 order by 1, 2',
    [id],
  );
  return rows;
}

const row = (number: string, store: string, sku: string, price: string) =>
  `${number},2026-01-05 10:00,,,${store},,${sku},Lamp,1,${price},K1,,`;

test('what was changed since stays and its documents are named with the reason', async () => {
  await emptied();
  await imported([row('1', '', 'A', '2'), row('2', '', 'A', '2'), row('3', '', 'A', '2')]);
  const done = await imported([
    row('1', 'North', 'A', '3'),
    row('2', 'North', 'A', '3'),
    row('3', 'North', 'A', '3'),
    row('4', 'North', 'A', '3'),
    row('5', 'North', 'A', '3'),
  ]);
  await imported([row('2', '', 'A', '9')]);
  // As editing by hand does it.
  const edit = (number: string) =>
    platform.database.pool.query(
      "update commerce.orders set store = 'South', edited_at = now() where number = $1",
      [number],
    );
  await edit('3');
  await edit('5');
  const undone = await undoToEnd(platform, done.id);
  expect(undone.undo).toMatchObject({ removedOrders: 1, restoredOrders: 3, kept: 3 });
  expect(await leftoversOf(done.id)).toEqual([
    { name: '2', reason: 'changed' },
    { name: '3', reason: 'changed' },
    { name: '5', reason: 'edited' },
  ]);
  expect(await documentNamed('1')).toMatchObject({ store: null, amount: '200' });
  expect(await documentNamed('2')).toMatchObject({ store: null, amount: '900' });
  expect(await documentNamed('3')).toMatchObject({ store: 'South', amount: '200' });
  expect(await documentNamed('4')).toBeUndefined();
  expect(await documentNamed('5')).toMatchObject({ store: 'South', amount: '300', lines: 1 });
});

test('a document that another one undoes since stays as it is', async () => {
  await emptied();
  await imported([row('1', '', 'A', '2'), row('2', '', 'A', '2')]);
  const done = await imported([row('1', '', 'A', '3'), row('2', '', 'A', '3'), row('3', '', 'A', '3')]);
  const cancelled = `C3,2026-01-06 10:00,cancelled,3,,,A,Lamp,-1,3,K1,,`;
  await imported([cancelled, cancelled.replaceAll('3,', '1,').replace('C3', 'C1')]);
  const undone = await undoToEnd(platform, done.id);
  expect(await leftoversOf(done.id)).toEqual([
    { name: '1', reason: 'referred' },
    { name: '3', reason: 'referred' },
  ]);
  expect(undone.undo).toMatchObject({ removedOrders: 0, restoredOrders: 1 });
  expect(await documentNamed('2')).toMatchObject({ amount: '200' });
});

test('lines that an import changed before forms were kept are named and stay', async () => {
  await emptied();
  await imported([row('1', '', 'A', '2')]);
  const done = await imported([row('1', '', 'A', '3')]);
  await platform.database.pool.query('truncate commerce.former_orders, commerce.former_lines');
  await undoToEnd(platform, done.id);
  expect(await leftoversOf(done.id)).toEqual([{ name: '1', reason: 'updated' }]);
  expect(await documentNamed('1')).toMatchObject({ amount: '300' });
});

test('a return of before that was tied to a sale of the import is loose again, and the sale goes', async () => {
  await emptied();
  const returned = 'R1,2026-01-06 10:00,refunded,9,,,A,Lamp,-1,3,K1,,';
  await imported([returned]);
  const before = await everything();
  const done = await imported([row('9', '', 'A', '3'), returned]);
  const { rows } = await platform.database.pool.query(
    "select original_order_id is not null as tied from commerce.orders where number = 'R1'",
  );
  expect(rows).toEqual([{ tied: true }]);
  await undoToEnd(platform, done.id);
  expect(await everything()).toEqual(before);
});
