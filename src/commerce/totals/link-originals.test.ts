import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { linkOriginals } from './link-originals.ts';

const platform = await testPlatform();

interface Made {
  number: string;
  kind?: 'sale' | 'return' | 'cancellation';
  customer?: number;
  source?: number;
  day?: number;
  original?: string;
  /** Product, quantity, unit price. */
  lines?: [number, number, number][];
}

beforeEach(async () => {
  await sql`truncate commerce.orders, commerce.order_lines, commerce.order_keys`.execute(
    platform.database.db,
  );
});

async function make(...documents: Made[]): Promise<string[]> {
  const ids: string[] = [];
  for (const {
    number,
    kind = 'sale',
    customer = 1,
    source = 1,
    day = 1,
    original = null,
    lines = [[1, 5, 2]],
  } of documents) {
    const { rows } = await sql<{ id: string }>`with made as (
        insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency, amount_minor, lines, original_number)
        values (${customer}, nextval('commerce.order_ids'), ${source}, ${number}, ${kind}, timestamptz '2026-01-01' + ${day} * interval '1 day',
          'CNY', 0, ${lines.length}, ${original}) returning customer_id, id
      ), keyed as (insert into commerce.order_keys select ${source}::bigint, ${number}::text, id, customer_id from made)
      select id from made`.execute(platform.database.db);
    const id = rows[0]!.id;
    for (const [index, [product, quantity, price]] of lines.entries()) {
      await sql`insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
        values (${customer}, ${id}, ${product}, ${index + 1}, ${quantity}, ${price}, 0)`.execute(
        platform.database.db,
      );
    }
    ids.push(id);
  }
  return ids;
}

async function originalOf(id: string | undefined): Promise<string | null> {
  const { rows } = await sql<{ original: string | null }>`
    select original_order_id as original from commerce.orders where id = ${id}`.execute(platform.database.db);
  return rows[0]!.original;
}

const back = { kind: 'cancellation', day: 9 } as const;

test('a document that names a number is tied to that number of its source, guests too', async () => {
  const [, sale, named, guest, guestBack] = await make(
    { number: 'A', source: 2 },
    { number: 'A' },
    { ...back, number: 'X', original: 'A', lines: [[7, -1, 1]] },
    { number: 'G', customer: 0 },
    { ...back, number: 'Y', original: 'G', customer: 0 },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(2);
  expect(await originalOf(named)).toBe(sale);
  expect(await originalOf(guestBack)).toBe(guest);
});

test('a named number that is not there (yet) is left open, however well the lines fit', async () => {
  const [, document] = await make(
    { number: 'A' },
    { ...back, number: 'X', original: 'LATER', lines: [[1, -1, 2]] },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(0);
  const [later] = await make({ number: 'LATER', lines: [[3, 1, 1]] });
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(1);
  expect(await originalOf(document)).toBe(later);
});

test('C and a number is tied to that sale of the same customer and source only', async () => {
  const [sale, document, , others, elsewhere] = await make(
    { number: '100' },
    { ...back, number: 'C100', lines: [[9, -1, 1]] },
    { number: '200' },
    { ...back, number: 'C200', customer: 2, lines: [[9, -1, 1]] },
    { ...back, number: 'C100', source: 2, lines: [[9, -1, 1]] },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(1);
  expect(await originalOf(document)).toBe(sale);
  expect([await originalOf(others), await originalOf(elsewhere)]).toEqual([null, null]);
});

test('lines that one earlier sale covers wholly tie to the latest such sale', async () => {
  const lines: Made['lines'] = [
    [1, 5, 2],
    [2, 5, 3],
  ];
  const undone: Made['lines'] = [
    [1, -5, 2],
    [2, -1, 3],
  ];
  const [, latest, , , document] = await make(
    { number: '1', day: 1, lines },
    { number: '2', day: 2, lines },
    { number: '3', day: 3, lines: [[1, 5, 2]] },
    { number: '4', day: 10, lines },
    { ...back, number: 'X', lines: undone },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(1);
  expect(await originalOf(document)).toBe(latest);
});

test('another price, too little, another customer, a guest, or two sales together cover nothing', async () => {
  await make(
    { number: '1', day: 1, lines: [[1, 5, 2]] },
    { number: '2', day: 2, lines: [[2, 5, 3]] },
    { number: '3', customer: 0, lines: [[1, 5, 2]] },
  );
  const documents = await make(
    { ...back, number: 'P', lines: [[1, -1, 2.5]] },
    { ...back, number: 'Q', lines: [[1, -6, 2]] },
    {
      ...back,
      number: 'R',
      lines: [
        [1, -3, 2],
        [1, -3, 2],
      ],
    },
    { ...back, number: 'S', customer: 2, lines: [[1, -1, 2]] },
    { ...back, number: 'T', customer: 0, lines: [[1, -1, 2]] },
    {
      ...back,
      number: 'U',
      lines: [
        [1, -1, 2],
        [2, -1, 3],
      ],
    },
    { ...back, number: 'V', lines: [[1, 1, 2]] },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(0);
  for (const document of documents) expect(await originalOf(document)).toBeNull();
});

test('only the documents asked for are tied, and what is tied stays as it is', async () => {
  const [first, one, two] = await make(
    { number: '1' },
    { ...back, number: 'X', lines: [[1, -1, 2]] },
    { ...back, number: 'Y', lines: [[1, -1, 2]] },
  );
  expect(await platform.run((ctx) => linkOriginals(ctx, [one!]))).toBe(1);
  expect([await originalOf(one), await originalOf(two)]).toEqual([first, null]);
  await make({ number: '2', day: 5 });
  expect(await platform.run((ctx) => linkOriginals(ctx))).toBe(1);
  expect(await originalOf(one)).toBe(first);
});
