import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { stageArrivals, storeArrivals } from '../public.ts';
import type { Arriving } from './arriving.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import type { StoreRequest } from './store-arrivals.ts';

const { platform, shop, fresh, one, footprint } = await importWorld();
const arrivedAt = new Date('2026-03-05T08:00:00Z');

let nextPhone = 13_600_000_000;
function freshPhone(): string {
  nextPhone += 1;
  return `+86${nextPhone}`;
}

function store(rows: Arriving[], request: Partial<StoreRequest> = {}, firstRow = 1) {
  return transactBulk(platform, async (ctx) => {
    await stageArrivals(ctx, request.sourceId ?? shop, copyOf(rows, firstRow));
    return storeArrivals(ctx, {
      sourceId: shop,
      importId: '41',
      arrivedAt,
      mode: 'createAndUpdate',
      leads: true,
      tags: [],
      ...request,
    });
  });
}

test('rows of a file answer with their outcome and customer in the order of the file', async () => {
  const [phone, other] = [freshPhone(), freshPhone()];
  const stored = await store(
    [
      arriving({ name: '张伟', phone }),
      arriving({ name: '李娜', phone: other }),
      arriving({ name: '张伟', phone, fields: { city: '杭州市' } }),
      arriving({ name: '李娜', phone: other }),
    ],
    {},
    7,
  );
  expect(stored.rowNos).toEqual(['7', '8', '9', '10']);
  expect(stored.outcomes).toBe('ccun');
  expect(stored.customerIds[0]).toBe(stored.customerIds[2]);
  expect(stored.customerIds[1]).toBe(stored.customerIds[3]);
  expect(await one(stored.customerIds[0]!)).toMatchObject({
    displayName: '张伟',
    city: '杭州市',
    version: 1,
  });
});

test('update only leaves out who is not known, create only who is; nothing of theirs remains', async () => {
  const [phone, strange, third] = [freshPhone(), freshPhone(), freshPhone()];
  const known = await store([arriving({ name: '王芳', phone })]);
  const before = await footprint();
  const left = await store(
    [
      arriving({ name: '钱七', phone: strange }),
      arriving({ name: '钱七', phone: strange, fields: { city: '大连市' } }),
    ],
    { mode: 'update', importId: '42' },
  );
  expect(left).toMatchObject({ outcomes: 'ss', customerIds: ['0', '0'] });
  expect(await footprint()).toBe(before);
  const updated = await store([arriving({ name: '王芳', phone, fields: { city: '杭州市' } })], {
    mode: 'update',
    importId: '43',
  });
  expect(updated).toMatchObject({ outcomes: 'u', customerIds: known.customerIds });
  const rows = [
    arriving({ name: '王芳', phone, fields: { city: '上海市' } }),
    arriving({ name: '孙八', phone: third }),
    arriving({ name: '孙八', phone: third, fields: { city: '大连市' } }),
  ];
  const created = await store(rows, { mode: 'create', importId: '44' });
  expect(created.outcomes).toBe('scu');
  expect((await one(known.customerIds[0]!)).city).toBe('杭州市');
});

test('create only comes to the same whether its rows come in one chunk or in many', async () => {
  const phones = [freshPhone(), freshPhone()];
  const rows = [
    arriving({ externalId: fresh(), name: '周九', phone: phones[0]! }),
    arriving({ name: '周九', phone: phones[0]!, fields: { city: '大连市' } }),
  ];
  const first = await store(rows.slice(0, 1), { mode: 'create', importId: '45' });
  const second = await store(rows.slice(1), { mode: 'create', importId: '45' }, 2);
  expect(first.outcomes + second.outcomes).toBe('cu');
});

test('tag only attaches tags to who is known and writes nothing else', async () => {
  const phone = freshPhone();
  const known = await store([arriving({ name: '吴十', phone, tags: ['老客'] })]);
  const records = async () =>
    (
      await sql<{ n: string }>`select count(*) as n from customers.source_records`.execute(
        platform.database.db,
      )
    ).rows[0]!.n;
  const before = await records();
  const rows = [
    arriving({ name: '吴十', phone, fields: { city: '大连市' } }),
    arriving({ name: '郑一', phone: freshPhone() }),
  ];
  const tagged = await store(rows, { mode: 'tag', tags: ['会员日'], importId: '46' });
  expect(tagged).toMatchObject({ outcomes: 'us', customerIds: [known.customerIds[0], '0'] });
  expect(await records()).toBe(before);
  expect((await store(rows, { mode: 'tag', tags: ['会员日'], importId: '47' })).outcomes).toBe('ns');
  const { rows: tags } = await sql<{ name: string }>`
    select g.name from customers.customer_tags t join customers.tags g on g.id = t.tag_id
    where t.customer_id = ${known.customerIds[0]!} order by 1`.execute(platform.database.db);
  expect(tags.map((tag) => tag.name).sort()).toEqual(['会员日', '老客'].sort());
});

test('what failed its check stays as entered and is marked until a record says it rightly', async () => {
  const phone = freshPhone();
  const notes = { birthday: { problem: 'birthday.not_understood' }, email: { problem: 'email.looks_wrong' } };
  const wrong = { kind: 'email' as const, value: 'ada(at)home', entered: 'ada(at)home', certain: false };
  const { customerIds } = await store([arriving({ name: 'Ada', phone, notes, contacts: [wrong] })]);
  const marks = async () =>
    (
      await sql<{
        marks: string[];
      }>`select marks from customers.customers where id = ${customerIds[0]!}`.execute(platform.database.db)
    ).rows[0]!.marks;
  expect(await marks()).toEqual(['birthday', 'email']);
  const point = (await one(customerIds[0]!)).contactPoints.find(({ kind }) => kind === 'email');
  expect(point).toMatchObject({ value: 'ada(at)home', status: 'invalid' });
  await store([arriving({ name: 'Ada', phone, fields: { birthday: '1990-02-03' } })], {
    importId: '48',
    arrivedAt: new Date('2026-03-06T08:00:00Z'),
  });
  expect(await marks()).toEqual(['email']);
});

test('a wrong phone beside a good one is no mark of the customer, however many rows told of it', async () => {
  const phone = freshPhone();
  const wrong = { kind: 'phone' as const, value: '0535-59462469', entered: '0535-59462469', certain: false };
  const notes = { phone: { problem: 'phone.looks_wrong' } };
  const row = { name: 'Grace', phone, contacts: [wrong], notes };
  const marks = async (id: string) =>
    (
      await sql<{ marks: string[] }>`select marks from customers.customers where id = ${id}`.execute(
        platform.database.db,
      )
    ).rows[0]!.marks;
  const { customerIds } = await store([arriving(row)]);
  expect(await marks(customerIds[0]!)).toEqual([]);
  await store([arriving({ ...row, fields: { city: '烟台市' } })], { importId: '49' });
  expect(await marks(customerIds[0]!)).toEqual([]);
});

test('of several phones the first good one is the primary one', async () => {
  const wrong = { kind: 'phone' as const, value: '12', entered: '12', certain: false };
  const right = { kind: 'phone' as const, value: freshPhone(), entered: 'x', certain: true };
  const { customerIds } = await store([arriving({ name: 'Di', contacts: [wrong, right] })]);
  const points = (await one(customerIds[0]!)).contactPoints;
  expect(points.map(({ value, isPrimary }) => [value, isPrimary]).sort()).toEqual(
    [
      ['12', false],
      [right.value, true],
    ].sort(),
  );
});

test('own fields come to the customer by their names', async () => {
  const { customerIds } = await store([
    arriving({ name: 'Bo', phone: freshPhone(), fields: { 'custom.会员等级': '金卡', occupation: '教师' } }),
  ]);
  const { rows } = await sql<{ custom: unknown; occupation: string }>`
    select custom, occupation from customers.customers where id = ${customerIds[0]!}`.execute(
    platform.database.db,
  );
  expect(rows).toEqual([{ custom: { 会员等级: '金卡' }, occupation: '教师' }]);
});

test('identity numbers lie in their own table only', async () => {
  const residentId = '11010519491231002X';
  const { customerIds } = await store([arriving({ name: 'Cy', phone: freshPhone(), residentId })]);
  expect(await footprint()).not.toContain(residentId);
  const { rows } =
    await sql`select value from customers.id_numbers where customer_id = ${customerIds[0]!}`.execute(
      platform.database.db,
    );
  expect(rows).toEqual([{ value: residentId }]);
});
