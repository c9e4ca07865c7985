import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { editImport } from './drafts.ts';
import {
  givenDraft,
  givenStartedImport,
  givenUpload,
  importText,
  openContext,
  runToEnd,
  workReadHere,
} from './imports.fixtures.ts';
import { importNamed } from './imports.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { startImport } from './start-import.ts';

const platform = await testPlatform();

const customers = [
  '客户编号,姓名,手机,城市,备注',
  'K1,张伟,13800138000,杭州,老客户',
  'K2,李娜,13900139000,北京,',
].join('\n');

async function rowsOf(query: string) {
  return (await platform.database.pool.query(query)).rows;
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

test('a file of customers becomes customers, and the second time changes nothing', async () => {
  const first = await importText(platform, customers, { as: 'customers' });
  expect(first).toMatchObject({ state: 'done', rowsIn: 2, created: 2, customers: 2, orderLines: 0 });
  const again = await importText(platform, customers, { as: 'customers' });
  expect(again).toMatchObject({ state: 'done', created: 0, updated: 0, unchanged: 2, customers: 2 });
  expect(
    await rowsOf("select display_name from customers.customers where display_name = '张伟'"),
  ).toHaveLength(1);
});

test('rows with too many gaps are skipped where a person says so, and blank cells are filled', async () => {
  const text = '姓名,手机,城市,国家\n缺项甲,13600136001,杭州,\n缺项乙,13600136002,无,\n缺项丙,,,\n,,,';
  const id = await givenDraft(platform, await givenUpload(platform, { text }), { as: 'customers' });
  const draft = await platform.run(async (ctx) => importNamed(ctx, id));
  const mapping = draft.mapping as Mapping;
  const columns = mapping.columns.map((one) =>
    one.field === 'customer.country' ? { ...one, fixes: [{ from: '', to: '中国' }] } : one,
  );
  await editImport(openContext(platform), { id, mapping: { ...mapping, columns, leastFilled: 2 } });
  await platform.run((ctx) => startImport(ctx, { id }));
  const done = await runToEnd(platform, id);
  expect(done).toMatchObject({ rowsIn: 4, created: 2, skipped: 2, failed: 0 });
  expectWhole(done);
  expect(
    await rowsOf(
      "select display_name, country from customers.customers where display_name like '缺项%' order by id",
    ),
  ).toEqual([
    { display_name: '缺项甲', country: 'CN' },
    { display_name: '缺项乙', country: 'CN' },
  ]);
});

test('an order of day and month that was guessed is settled by the whole file, and kept with the import', async () => {
  const text = '订单号,下单时间,金额\nD1,12/1/2010 8:26,5\nD2,12/2/2010 8:26,5\nD3,12/13/2010 8:26,5';
  const id = await givenDraft(platform, await givenUpload(platform, { text }));
  const mappingNow = async () => (await platform.run((ctx) => importNamed(ctx, id))).mapping as Mapping;
  const mapping = await mappingNow();
  const columns = mapping.columns.map((one) =>
    one.field === 'order.ordered_at'
      ? { ...one, reading: { ...one.reading, dateOrder: 'dmy' as const, dateOrderGuessed: true } }
      : one,
  );
  await editImport(openContext(platform), { id, mapping: { ...mapping, columns } });
  await platform.run((ctx) => startImport(ctx, { id }));
  expect(await runToEnd(platform, id)).toMatchObject({ created: 3, failed: 0 });
  expect(
    await rowsOf(
      "select (ordered_at at time zone 'Asia/Shanghai')::date::text as day from commerce.orders where number like 'D%' order by number",
    ),
  ).toEqual([{ day: '2010-12-01' }, { day: '2010-12-02' }, { day: '2010-12-13' }]);
  expect(await mappingNow()).toEqual(mapping);
});

test('update only skips rows that match nobody, create only those that match somebody', async () => {
  const text = `${customers}\nK3,王芳,13700137000,上海,`.replace('杭州', '宁波');
  const updated = await importText(platform, text, { as: 'customers', options: { mode: 'update' } });
  expect(updated).toMatchObject({ rowsIn: 3, created: 0, updated: 1, unchanged: 1, skipped: 1 });
  expectWhole(updated);
  const created = await importText(platform, text.replace('宁波', '温州'), {
    as: 'customers',
    options: { mode: 'create' },
  });
  // K2 says what it said before.
  expect(created).toMatchObject({ rowsIn: 3, created: 1, updated: 0, unchanged: 1, skipped: 1 });
  expectWhole(created);
});

test('tag only attaches tags to those who are known and changes nothing else', async () => {
  const before = await rowsOf('select id, version, city from customers.customers order by id');
  const done = await importText(platform, `${customers.replace('杭州', '苏州')}\nK9,陌生人,,,`, {
    as: 'customers',
    options: { mode: 'tag', tags: ['展会'] },
  });
  expectWhole(done);
  expect(done).toMatchObject({ created: 0, skipped: 1 });
  expect(await rowsOf('select id, version, city from customers.customers order by id')).toEqual(before);
  const tagged =
    await rowsOf(`select c.display_name from customers.customer_tags t join customers.tags tag on tag.id = t.tag_id
    join customers.customers c on c.id = t.customer_id where tag.name = '展会'`);
  expect(tagged.map((row) => row.display_name).sort()).toEqual(['张伟', '李娜'].sort());
});

test('the trust that an import is given is kept on its source', async () => {
  await importText(platform, customers, {
    as: 'customers',
    options: { source: 'fair', trust: 20, fieldTrust: { birthday: 90, nonsense: 1 } },
  });
  expect(await rowsOf("select trust, field_trust from customers.sources where name = 'fair'")).toEqual([
    { trust: 20, field_trust: { birthday: 90 } },
  ]);
});

test('what cleaning did is summed up by column and rule, whatever the size of the chunks', async () => {
  const text = [
    '编号,姓名,手机',
    'C1,张  伟,138 0013 8001',
    'C2,李 娜,138 0013 8002',
    'C3,Ann,+8613800138003',
  ].join('\n');
  const cleanings = async (size: number) => {
    const id = await givenStartedImport(platform, await givenUpload(platform, { text }), { as: 'customers' });
    const done = await runToEnd(platform, id, undefined, () => workReadHere(size));
    expect(done.state).toBe('done');
    const rows = await rowsOf(
      `select column_no, code, rows from ingestion.import_cleanings where import_id = ${id} order by 1, 2`,
    );
    return { rows, cleaned: done.cleaned };
  };
  const whole = await cleanings(100);
  expect(whole.rows.length).toBeGreaterThan(0);
  expect(await cleanings(1)).toEqual(whole);
});

const visits = [
  '客户编号,姓名,类型,时间,内容,编号',
  'K1,张伟,拜访,2026-02-01 10:00,看样品,V1',
  'K1,张伟,拜访,2026-02-01 10:00,看样品,V1',
  'K77,赵敏,电话,2026-02-02 10:00,问价格,V2',
  'K1,张伟,拜访,1921-02-02 10:00,太早,V3',
  ',,,,,',
].join('\n');

test('a file of activities finds its customers, makes those it does not know, and says the same twice', async () => {
  const first = await importText(platform, visits, { as: 'activities' });
  expect(first).toMatchObject({ state: 'done', rowsIn: 5, created: 2, unchanged: 1, skipped: 1, failed: 1 });
  expectWhole(first);
  expect(await importText(platform, visits, { as: 'activities' })).toMatchObject({
    created: 0,
    updated: 0,
    unchanged: 3,
  });
  const rows =
    await rowsOf(`select c.display_name, a.type, a.payload->>'text' as text from customers.activities a
    join customers.customers c on c.id = a.customer_id order by a.occurred_at`);
  expect(rows).toEqual([
    { display_name: '张伟', type: 'visit', text: '看样品' },
    { display_name: '赵敏', type: 'call', text: '问价格' },
  ]);
});

test('an activity never stands before what a customer file says', async () => {
  await importText(platform, visits.replaceAll('张伟', '张维'), { as: 'activities' });
  const [row] =
    await rowsOf(`select display_name from customers.customers c join customers.identities i on i.customer_id = c.id
    where i.kind = 'external' and i.value = 'K1' and i.source_id = (select id from customers.sources where name = 'default')`);
  expect(row).toEqual({ display_name: '张伟' });
});

test('a packed file is unpacked once and imported as if it were plain', async () => {
  const path = join(await platform.folder('uploads'), 'packed.gz');
  await writeFile(path, gzipSync(['姓名,手机,城市', '钱多多,13600136000,厦门'].join('\n')));
  const id = await givenStartedImport(platform, await givenUpload(platform, { path }), { as: 'customers' });
  expect(await runToEnd(platform, id)).toMatchObject({ state: 'done', created: 1, fileName: 'orders.csv' });
  expect(await rowsOf("select city from customers.customers where display_name = '钱多多'")).toHaveLength(1);
});

test('values of a megabyte in fields that a customer can do without let the row in and mark the field', async () => {
  const long = '长'.repeat(340_000);
  const text = `编号,姓名,手机,职业,地址,备注\nL1,孙丽,13500135000,${long},"${long}",${long}\nL2,周杰,13400134000,医生,,\n`;
  const done = await importText(platform, text, { as: 'customers' });
  expect(done).toMatchObject({ state: 'done', created: 2, failed: 0 });
  const { rows } = await platform.database.pool.query(
    `select c.display_name as name, c.marks, c.occupation, c.address, length(r.payload::text) > 1000000 as kept
     from customers.customers c join customers.source_records r on r.customer_id = c.id and r.key_value = 'L1'`,
  );
  expect(rows).toEqual([
    { name: '孙丽', marks: ['address', 'occupation'], occupation: null, address: null, kept: true },
  ]);
});
