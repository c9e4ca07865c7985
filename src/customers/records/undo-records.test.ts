import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { removeContactPoint } from '../profiles/contact-points.ts';
import { updateCustomer } from '../profiles/profiles.ts';
import { undoRecords } from '../public.ts';
import type { Arriving } from './arriving.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import { splitCustomer } from './split-customer.ts';
import { stageArrivals, storeArrivals } from './store-arrivals.ts';

const { platform, shop, fresh, ensure, one, footprint } = await importWorld();

let imports = 100;
async function imported(rows: Arriving[], hour = 8) {
  imports += 1;
  const importId = String(imports);
  const stored = await transactBulk(platform, async (ctx) => {
    await stageArrivals(ctx, shop, copyOf(rows));
    return storeArrivals(ctx, {
      sourceId: shop,
      importId,
      arrivedAt: new Date(Date.UTC(2026, 2, 6, hour)),
      mode: 'createAndUpdate',
      leads: true,
      tags: ['批次'],
    });
  });
  return { importId, ...stored };
}

async function undone(importId: string, limit = 100) {
  const sums = { restored: 0, removed: 0, leftovers: [] as { customerId: string; reason: string }[] };
  for (let after = '0', done = false; !done; ) {
    const batch = await platform.run((ctx) => undoRecords(ctx, importId, { after, limit }));
    sums.restored += batch.restored;
    sums.removed += batch.removed;
    sums.leftovers.push(...batch.leftovers);
    ({ after, done } = batch);
  }
  return sums;
}

/** Rows without what counts up: versions, times, events. */
async function standing(): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select concat((select json_agg(json_build_array(id, display_name, city, company, custom, field_records, marks) order by id) from customers.customers),
      (select json_agg(json_build_array(customer_id, id, payload) order by id) from customers.source_records),
      (select json_agg(json_build_array(customer_id, kind, value, is_primary) order by customer_id, kind, value) from customers.contact_points),
      (select json_agg(s order by customer_id) from customers.search s),
      (select json_agg(json_build_array(customer_id, tag_id) order by 1) from customers.customer_tags),
      (select json_agg(d order by customer_id) from customers.possible_duplicates d),
      (select json_agg(json_build_array(kind, value, name_key, customer_id) order by kind, value, name_key) from customers.identities)) as all`.execute(
    platform.database.db,
  );
  return rows[0]!.all;
}

describe('undo', () => {
  test('an import that is undone leaves everything as it was before, in batches of any size', async () => {
    const phone = '+8613500000001';
    const at = fresh();
    await imported([arriving({ externalId: `${at}1`, name: '张伟', phone, fields: { city: '杭州市' } })]);
    const before = await standing();
    const rows = [
      arriving({
        externalId: `${at}1`,
        name: '张伟',
        phone: '+8613500000002',
        fields: { city: '大连市', company: '云山' },
      }),
      arriving({ name: '李娜', phone, fields: { city: '北京市' } }),
      arriving({ externalId: `${at}2`, name: '王芳', phone: '+8613500000003' }),
      arriving({ externalId: `${at}3`, name: '赵六' }),
    ];
    const { importId, customerIds } = await imported(rows, 9);
    expect(await one(customerIds[0]!)).toMatchObject({ city: '大连市', company: '云山' });
    expect(await undone(importId, 1)).toEqual({ restored: 1, removed: 3, leftovers: [] });
    expect(await standing()).toBe(before);
    const again = await imported(rows, 10);
    expect(again.outcomes).toBe('uccc');
    expect(await undone(again.importId)).toEqual({ restored: 1, removed: 3, leftovers: [] });
    expect(await standing()).toBe(before);
  });

  test('a pair that an import made of two customers of before goes with it, whichever of them it told of', async () => {
    const at = fresh();
    const told = (id: string, name: string, phone: string) => arriving({ externalId: at + id, name, phone });
    await imported([told('1', '钱一', '+8613500000011'), told('2', '孙二', '+8613500000012')]);
    const before = await standing();
    for (const row of [told('1', '钱一', '+8613500000012'), told('2', '孙二', '+8613500000011')]) {
      const { importId } = await imported([row], 9);
      expect(await standing()).not.toBe(before);
      expect(await undone(importId)).toMatchObject({ restored: 1, removed: 0 });
      expect(await standing()).toBe(before);
    }
  });

  test('what somebody changed since stays: by a later import, by hand; who was touched is named', async () => {
    const at = fresh();
    const row = (id: string, fields: Arriving['fields']) =>
      arriving({ externalId: at + id, name: `${at}${id}`, fields });
    const { importId, customerIds } = await imported([
      row('later', { city: '杭州市' }),
      row('hand', { city: '杭州市' }),
      row('untouched', { city: '杭州市' }),
    ]);
    await imported([row('later', { city: '大连市' })], 9);
    await platform.run((ctx) =>
      updateCustomer({ ...ctx, ifMatch: '1' }, { id: customerIds[1]!, city: '苏州市' }),
    );
    const sums = await undone(importId);
    expect(sums).toMatchObject({ restored: 1, removed: 1 });
    expect(sums.leftovers).toEqual([{ customerId: customerIds[1], name: `${at}hand`, reason: 'edited' }]);
    expect((await one(customerIds[0]!)).city).toBe('大连市');
    expect((await one(customerIds[1]!)).city).toBe('苏州市');
    expect(await undone(importId)).toMatchObject({ restored: 0, removed: 0 });
  });

  test('who has orders, activities or relations is not removed', async () => {
    const at = fresh();
    const { importId, customerIds } = await imported(
      ['orders', 'activities', 'relations'].map((name) =>
        arriving({ externalId: at + name, name: at + name }),
      ),
    );
    const [other] = await ensure([{ externalId: fresh() }]);
    await sql`update customers.totals set orders = 1 where customer_id = ${customerIds[0]!}`.execute(
      platform.database.db,
    );
    await sql`select platform.ensure_months('customers.activities', '2026-03-01', '2026-03-01')`.execute(
      platform.database.db,
    );
    await sql`insert into customers.activities (customer_id, type, occurred_at, actor, payload)
      values (${customerIds[1]!}, 'note', '2026-03-05', 'system', '{}')`.execute(platform.database.db);
    await sql`insert into customers.relations (customer_id, kind, related_id)
      values (${customerIds[2]!}, 'household', ${other!.customerId})`.execute(platform.database.db);
    const sums = await undone(importId);
    expect(sums.removed).toBe(0);
    expect(sums.leftovers.map(({ reason }) => reason)).toEqual(['orders', 'activities', 'relations']);
  });
});

describe('undo and contact points', () => {
  test('a customer of whom somebody removed a phone that the import brought was touched, and stays', async () => {
    const row = (phone: string) => arriving({ externalId: fresh(), name: '周一', phone });
    const { importId, customerIds } = await imported([row('+8613500000021'), row('+8613500000022')]);
    const id = customerIds[0]!;
    const [point] = (await one(id)).contactPoints;
    await platform.run((ctx) => removeContactPoint(ctx, { id, contactPointId: point!.id }));
    const sums = await undone(importId);
    expect(sums).toMatchObject({ restored: 0, removed: 1 });
    expect(sums.leftovers).toEqual([{ customerId: id, name: '周一', reason: 'contact_points' }]);
    expect((await one(id)).contactPoints).toEqual([]);
  });

  test('a customer with more phones than are kept of one was not touched for that', async () => {
    const phones = Array.from({ length: 25 }, (_, at) => `+86135000001${String(at).padStart(2, '0')}`);
    const contacts = phones.map((value) => ({
      kind: 'phone' as const,
      value,
      entered: value,
      certain: true,
    }));
    const { importId } = await imported([arriving({ externalId: fresh(), name: '周二', contacts })]);
    expect(await undone(importId)).toEqual({ restored: 0, removed: 1, leftovers: [] });
  });
});

describe('split', () => {
  test('records that were brought together by a phone come apart, and stay apart when the rows come again', async () => {
    const phone = '+8613500000011';
    const rows = [
      arriving({ externalId: fresh(), name: '张伟', phone, fields: { city: '杭州市' } }),
      arriving({ externalId: fresh(), name: '张伟', phone, fields: { city: '大连市' } }),
    ];
    const { customerIds } = await imported(rows);
    const customerId = customerIds[0]!;
    expect(customerIds[1]).toBe(customerId);
    const [late] = (await one(customerId)).records;
    const other = await platform.run((ctx) => splitCustomer(ctx, { customerId, recordIds: [late!.id] }));
    const both = await Promise.all([one(customerId), one(other)]);
    expect(both.map((customer) => customer.city).sort()).toEqual(['大连市', '杭州市'].sort());
    expect(both.map((customer) => customer.contactPoints[0]!.value)).toEqual([phone, phone]);
    const before = await footprint();
    const again = await imported(rows, 9);
    expect(again.outcomes).toBe('nn');
    expect(new Set(again.customerIds)).toEqual(new Set([customerId, other]));
    expect(await footprint()).toBe(before);
  });

  test('a customer cannot be split into nothing and all, nor by records of somebody else', async () => {
    const { customerIds } = await imported([arriving({ externalId: fresh(), name: 'Ada' })]);
    const customerId = customerIds[0]!;
    const [record] = (await one(customerId)).records;
    for (const recordIds of [[], [record!.id], ['999999999']])
      await expect(
        platform.run((ctx) => splitCustomer(ctx, { customerId, recordIds })),
      ).rejects.toMatchObject({
        code: 'customers.split_not_possible',
      });
  });
});
