import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { externalOwners } from '../identities/identities.queries.ts';
import { removeContactPoint } from '../profiles/contact-points.ts';
import type { Arriving } from './arriving.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import { splitCustomer } from './split-customer.ts';
import { stageArrivals, storeArrivals } from './store-arrivals.ts';
import { undoRecords } from './undo-records.ts';

const { platform, shop, fresh, one, footprint } = await importWorld();

let imports = 900;

/** An import of these rows, in chunks of `size`. */
async function imported(rows: Arriving[], size = 100) {
  imports += 1;
  const importId = String(imports);
  const arrivedAt = new Date(Date.UTC(2026, 2, 6, 0, imports));
  const sums = { importId, outcomes: '', customerIds: [] as string[] };
  for (let from = 0; from < rows.length; from += size) {
    const stored = await transactBulk(platform, async (ctx) => {
      await stageArrivals(ctx, shop, copyOf(rows.slice(from, from + size), from + 1));
      return storeArrivals(ctx, {
        sourceId: shop,
        importId,
        arrivedAt,
        mode: 'createAndUpdate',
        leads: true,
        tags: [],
      });
    });
    sums.outcomes += stored.outcomes;
    sums.customerIds.push(...stored.customerIds);
  }
  return sums;
}

const undone = (importId: string) =>
  platform.run((ctx) => undoRecords(ctx, importId, { after: '0', limit: 100 }));

/** Whom the keys lead to, and who waits for one. */
async function keys(): Promise<unknown> {
  const { rows } = await sql`
    select 'leads' as how, kind, source_id, value, name_key, customer_id from customers.identities
    union all select 'waits', kind, source_id, value, name_key, customer_id from customers.waiting_keys
    order by 1, 2, 3, 4, 5, 6`.execute(platform.database.db);
  return rows;
}

const owner = async (number: string) =>
  (await platform.run((ctx) => externalOwners(ctx, shop, [number]))).get(number);

/** Splits off what was told last. */
async function splitLast(customerId: string): Promise<string> {
  const { records } = await one(customerId);
  const last = records.map(({ id }) => id).sort((a, b) => Number(b) - Number(a))[0]!;
  return platform.run((ctx) => splitCustomer(ctx, { customerId, recordIds: [last] }));
}

describe('two customers who bear one number of a source', () => {
  const pair = (number: string) => [
    arriving({ externalId: number, name: '张伟', fields: { city: '杭州市' } }),
    arriving({ externalId: number, name: '李娜', fields: { city: '大连市' } }),
  ];

  test.each([
    ['in one file', [2], 100],
    ['in one file of chunks of one row', [2], 1],
    ['in two files', [1, 1], 100],
  ] as const)('stay split when the same rows come again %s', async (_, files, size) => {
    const number = fresh();
    const rows = pair(number);
    const { customerIds } = await imported(rows, size);
    const customerId = customerIds[0]!;
    expect(customerIds[1]).toBe(customerId);
    const other = await splitLast(customerId);
    const before = await footprint();
    for (const order of [rows, [...rows].reverse()]) {
      const again = { outcomes: '', customerIds: [] as string[] };
      for (let at = 0; at < order.length; at += order.length / files.length) {
        const { outcomes, customerIds: ids } = await imported(
          order.slice(at, at + order.length / files.length),
          size,
        );
        again.outcomes += outcomes;
        again.customerIds.push(...ids);
      }
      expect(again.outcomes).toBe('nn');
      expect(again.customerIds).toEqual(order === rows ? [customerId, other] : [other, customerId]);
    }
    expect(await footprint()).toBe(before);
    expect([(await one(customerId)).city, (await one(other)).city]).toEqual(['杭州市', '大连市']);
  });

  test('leave it to the one who told it last, whom new rows with it go to', async () => {
    const number = fresh();
    const { customerIds } = await imported(pair(number));
    const other = await splitLast(customerIds[0]!);
    expect(await owner(number)).toBe(other);
    const news = arriving({ externalId: number, name: '李娜', fields: { city: '宁波市' } });
    expect((await imported([news])).customerIds).toEqual([other]);
  });

  test('a row of before that comes again after news goes to its own customer, in chunks of any size', async () => {
    for (const size of [100, 1]) {
      const number = fresh();
      const rows = pair(number);
      const late = arriving({ externalId: number, name: '张伟', fields: { city: '宁波市' } });
      const { customerIds } = await imported(rows);
      const other = await splitLast(customerIds[0]!);
      await imported([late], size);
      const again = await imported([rows[1]!, rows[0]!], size);
      expect(again.customerIds).toEqual([other, customerIds[0]]);
      expect(again.outcomes).toBe('un');
    }
  });

  test('when the one whom it leads to is undone, it leads to the other', async () => {
    const number = fresh();
    const [first, second] = pair(number);
    const { customerIds } = await imported([first!]);
    const { importId } = await imported([second!]);
    const other = await splitLast(customerIds[0]!);
    expect(await owner(number)).toBe(other);
    expect(await undone(importId)).toMatchObject({ removed: 1 });
    expect(await owner(number)).toBe(customerIds[0]);
  });
});

describe('a phone that two customers of one name told', () => {
  const phone = '+8613500000077';

  test('leads to the other when the import that told it first is undone, as if that had never been', async () => {
    const at = fresh();
    const told = (id: string, more: Partial<Arriving> & { phone?: string } = {}) =>
      arriving({ externalId: at + id, name: '张伟', ...more });
    const second = await imported([told('2')]);
    const before = await keys();
    const first = await imported([told('1', { phone })]);
    const both = await imported([told('2', { phone })]);
    expect(both.customerIds).toEqual(second.customerIds);
    const nameless = () => imported([arriving({ name: '张伟', phone, payload: { row: fresh() } })]);
    await undone(first.importId);
    const found = await nameless();
    expect(found.customerIds).toEqual(second.customerIds);
    await undone(found.importId);
    await undone(both.importId);
    expect(await keys()).toEqual(before);
  });

  test('leads to the other when a person takes it from the first', async () => {
    const at = fresh();
    const mine = '+8613500000079';
    const told = (id: string, phone?: string) =>
      arriving({ externalId: at + id, name: '赵敏', ...(phone ? { phone } : {}) });
    const { customerIds } = await imported([told('1', mine), told('2')]);
    await imported([told('2', mine)]);
    const [id, other] = customerIds as [string, string];
    const contactPointId = (await one(id)).contactPoints[0]!.id;
    await platform.run((ctx) => removeContactPoint(ctx, { id, contactPointId }));
    const found = await imported([arriving({ name: '赵敏', phone: mine, payload: { row: at } })]);
    expect(found.customerIds).toEqual([other]);
  });

  test('stays where it is when another who waits for it is undone, and all is as before, in batches of any size', async () => {
    const at = fresh();
    const told = (id: string, city: string, phone?: string) =>
      arriving({ externalId: at + id, name: '王芳', fields: { city }, ...(phone ? { phone } : {}) });
    const mine = '+8613500000078';
    await imported([told('1', '杭州市'), told('2', '杭州市'), told('1', '杭州市', mine)]);
    await imported([told('2', '杭州市', mine)]);
    const before = await keys();
    const { importId } = await imported(
      [told('1', '大连市', mine), told('2', '大连市', mine), told('3', '大连市', mine)],
      1,
    );
    await undone(importId);
    expect(await keys()).toEqual(before);
  });
});
