import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { importText, undoToEnd } from './imports.fixtures.ts';

const platform = await testPlatform();

const level = [
  { key: 'gold', label: { en: 'Gold', zh: '金卡' } },
  { key: 'tin', label: { en: 'Tin', zh: '普通' } },
];
await platform.run((ctx) =>
  customFieldsFrom(ctx, [
    { key: 'level', type: 'choice', label: { en: 'Level', zh: '等级' }, choices: level },
    { key: 'deposit', type: 'money', label: { zh: '押金' } },
    { key: 'vip', type: 'flag', label: { zh: '贵宾' } },
    { key: 'card', type: 'text', label: { zh: '储值卡' }, unique: true },
  ]),
);

const file = (rows: string[]) => ['编号,姓名,等级,押金,贵宾,储值卡,备注列', ...rows].join('\n');
const as = { as: 'customers' } as const;

async function stored() {
  const { rows } = await platform.database.pool.query(
    `select display_name as name, field_values as "values", marks from customers.customers order by id`,
  );
  return rows;
}

const setByHand = (values: object) =>
  platform.database.pool.query(
    `update customers.customers set field_values = field_values || $1,
       edited_fields = array(select 'field.' || key from jsonb_object_keys($1::jsonb) key)
     where display_name = '甲'`,
    [JSON.stringify(values)],
  );

test('columns that bear the name of a custom field fill it, typed; what does not fit is marked; undo takes all back', async () => {
  await importText(platform, file(['A1,甲,金卡,¥100.5,是,K-1,x', 'A2,乙,Tin,,否,K-2,y']), as);
  const before = await stored();
  expect(before).toEqual([
    { name: '甲', values: { level: 'gold', deposit: '10050', vip: true, card: 'K-1' }, marks: [] },
    { name: '乙', values: { level: 'tin', vip: false, card: 'K-2' }, marks: [] },
  ]);
  platform.clock.set('2026-03-06T08:00:00Z');
  const next = await importText(platform, file(['A1,甲,白金,200,否,K-1,x', 'A3,丙,gold,abc,也许,K-3,z']), as);
  expect(await stored()).toEqual([
    { name: '甲', values: { level: 'gold', deposit: '20000', vip: false, card: 'K-1' }, marks: [] },
    { name: '乙', values: { level: 'tin', vip: false, card: 'K-2' }, marks: [] },
    { name: '丙', values: { level: 'gold', card: 'K-3' }, marks: ['field.deposit', 'field.vip'] },
  ]);
  await undoToEnd(platform, next.id);
  expect(await stored()).toEqual(before);
});

test('a column that names colleagues fills a field of people, and whom nobody knows leaves it empty with its reason', async () => {
  platform.readActiveUsers = async () => [{ id: '7', name: '王芳', email: 'fang@example.com' }];
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [{ key: 'adviser', type: 'person', label: { zh: '顾问' } }]),
  );
  const done = await importText(
    platform,
    '编号,姓名,顾问\nC1,辛,王芳\nC2,壬,fang@example.com\nC3,癸,李雷',
    as,
  );
  const { rows } = await platform.database.pool.query(
    `select field_values ->> 'adviser' as adviser, marks, r.notes -> 'field.adviser' ->> 'problem' as problem
     from customers.customers c join customers.source_records r on r.customer_id = c.id
     where r.import_id = $1 order by c.id`,
    [done.id],
  );
  expect(rows).toEqual([
    { adviser: '7', marks: [], problem: null },
    { adviser: '7', marks: [], problem: null },
    { adviser: null, marks: ['field.adviser'], problem: 'person.unknown' },
  ]);
  await undoToEnd(platform, done.id);
});

test('what a person set stays, whatever an import tells', async () => {
  await setByHand({ level: 'tin' });
  platform.clock.set('2026-03-07T08:00:00Z');
  const done = await importText(platform, file(['A1,甲,金卡,300,是,K-1,x']), as);
  const [customer] = await stored();
  expect(customer.values).toEqual({ level: 'tin', deposit: '30000', vip: true, card: 'K-1' });
  await undoToEnd(platform, done.id);
  expect((await stored())[0].values).toMatchObject({ level: 'tin', deposit: '10050' });
});

test('of a unique value the customer who has it keeps it, and undo sets it free', async () => {
  platform.clock.set('2026-03-08T08:00:00Z');
  const first = await importText(platform, file(['B1,丁,,,,K-9,', 'B2,戊,,,,K-9,', 'B3,己,,,,K-1,']), as);
  const found = (await stored()).slice(2);
  expect(found).toEqual([
    { name: '丁', values: { card: 'K-9' }, marks: [] },
    { name: '戊', values: {}, marks: ['field.card'] },
    { name: '己', values: {}, marks: ['field.card'] },
  ]);
  await undoToEnd(platform, first.id);
  await importText(platform, file(['B4,庚,,,,K-9,']), as);
  expect((await stored()).at(-1)).toEqual({ name: '庚', values: { card: 'K-9' }, marks: [] });
});

const sales = (rows: string[]) =>
  ['订单编号,下单时间,商品编码,数量,单价,发票号,送货日期', ...rows].join('\n');
const sold = { as: 'orders' } as const;

async function invoices() {
  const { rows } = await platform.database.pool.query(
    `select number, field_values as "values" from commerce.orders order by number`,
  );
  return Object.fromEntries(rows.map(({ number, values }) => [number, values]));
}

test('columns of an order file fill custom fields of orders: gaps only, the first line that tells one counts, and undo takes them back', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' }, unique: true },
      { key: 'sent', of: 'order', type: 'date', label: { zh: '送货日期' } },
    ]),
  );
  const told = [
    'S1,2026-03-01,T,1,5,,2026-03-02',
    'S1,2026-03-01,U,1,5,F-1,2026-03-04',
    'S2,2026-03-01,T,1,5,,',
  ];
  const first = await importText(platform, sales(told), sold);
  expect(first).toMatchObject({ rowsIn: 3, created: 3, failed: 0 });
  expect(await invoices()).toEqual({ S1: { sent: '2026-03-02', invoice: 'F-1' }, S2: {} });
  const second = await importText(
    platform,
    sales(['S1,2026-03-01,T,1,5,F-8,', 'S2,2026-03-01,T,1,5,F-2,']),
    sold,
  );
  expect(await invoices()).toEqual({ S1: { sent: '2026-03-02', invoice: 'F-1' }, S2: { invoice: 'F-2' } });
  await undoToEnd(platform, second.id);
  expect(await invoices()).toEqual({ S1: { sent: '2026-03-02', invoice: 'F-1' }, S2: {} });
});

test('a line whose value does not fit, or is another order’s where it must be unique, fails whole and can come back mended', async () => {
  const done = await importText(
    platform,
    sales([
      'S3,2026-03-01,T,1,5,F-1,',
      'S4,2026-03-01,T,1,5,F-4,soon',
      'S5,2026-03-01,T,1,5,F-5,',
      'S6,2026-03-01,T,1,5,F-5,',
    ]),
    sold,
  );
  expect(done).toMatchObject({ rowsIn: 4, created: 1, failed: 3 });
  const { rows } = await platform.database.pool.query(
    'select code from ingestion.import_failures where import_id = $1 order by row_no',
    [done.id],
  );
  expect(rows.map(({ code }) => code)).toEqual([
    'field.value_taken',
    'field.not_understood',
    'field.value_taken',
  ]);
  expect(Object.keys(await invoices())).not.toContain('S3');
  await undoToEnd(platform, done.id);
  await importText(platform, sales(['S7,2026-03-01,T,1,5,F-5,', 'S8,2026-03-01,T,1,5,F-2,']), sold);
  expect(await invoices()).toMatchObject({ S7: { invoice: 'F-5' }, S8: { invoice: 'F-2' } });
});

test('a unique value follows its order to the customer that a later file names, and back to the guests', async () => {
  const owners = async () => {
    const { rows } = await platform.database.pool.query(
      `select o.customer_id = 0 as guest, v.customer_id = o.customer_id as follows
       from commerce.unique_values v join commerce.orders o on o.id = v.order_id where o.number = 'S7'`,
    );
    return rows;
  };
  expect(await owners()).toEqual([{ guest: true, follows: true }]);
  const named = '订单编号,下单时间,商品编码,数量,单价,客户编号\nS7,2026-03-01,T,1,5,A1';
  const done = await importText(platform, named, sold);
  expect(await owners()).toEqual([{ guest: false, follows: true }]);
  await undoToEnd(platform, done.id);
  expect(await owners()).toEqual([{ guest: true, follows: true }]);
});

test('columns of a file of activities fill custom fields of activities, and undo takes back what it changed of others', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'result', of: 'activity', type: 'choice', label: { zh: '拜访结果' }, choices: level },
      { key: 'guests', of: 'activity', type: 'number', label: { zh: '到场人数' } },
    ]),
  );
  const visits = (rows: string[]) =>
    ['编号,时间,互动类型,内容,记录编号,拜访结果,到场人数', ...rows].join('\n');
  const told = async () => {
    const { rows } = await platform.database.pool.query(
      `select payload -> 'fields' as fields from customers.activities order by id`,
    );
    return rows.map(({ fields }) => fields);
  };
  const calm = { as: 'activities' } as const;
  const first = ['A1,2026-03-01,拜访,谈新茶,V1,金卡,3', 'A1,2026-03-02,拜访,谈旧茶,V2,,'];
  expect(await importText(platform, visits(first), calm)).toMatchObject({ created: 2, failed: 0 });
  expect(await told()).toEqual([{ result: 'gold', guests: '3' }, null]);
  const second = ['A1,2026-03-01,拜访,谈新茶,V1,普通,4', 'A1,2026-03-03,拜访,谈红茶,V3,白金,1'];
  const done = await importText(platform, visits(second), calm);
  expect(done).toMatchObject({ updated: 1, failed: 1 });
  expect(await told()).toEqual([{ result: 'tin', guests: '4' }, null]);
  await undoToEnd(platform, done.id);
  expect(await told()).toEqual([{ result: 'gold', guests: '3' }, null]);
});

test('a row that would take another activity’s unique value fails with its reason and column, and can come back once undo has freed the value', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'job', of: 'activity', type: 'text', label: { zh: '工单号' }, unique: true },
    ]),
  );
  const repairs = (...rows: string[]) => ['编号,时间,互动类型,内容,记录编号,工单号', ...rows].join('\n');
  const calm = { as: 'activities' } as const;
  const told = async () => {
    const { rows } = await platform.database.pool.query(
      `select payload ->> 'text' as text, payload -> 'fields' ->> 'job' as job from customers.activities a
       where payload ->> 'text' like '修%' order by 1`,
    );
    return rows.map(({ text, job }) => `${text} ${job}`);
  };
  const first = await importText(platform, repairs('A1,2026-04-01,服务,修壶,R1,W-1'), calm);
  const second = repairs('A1,2026-04-02,服务,修杯,R2,W-1', 'A2,2026-04-02,服务,修盘,R3,W-3');
  const done = await importText(platform, second, calm);
  expect(done).toMatchObject({ rowsIn: 2, created: 1, failed: 1 });
  const { rows } = await platform.database.pool.query(
    'select row_no, code, column_no, value from ingestion.import_failures where import_id = $1',
    [done.id],
  );
  expect(rows).toEqual([{ row_no: '1', code: 'field.value_of_activity', column_no: 5, value: 'W-1' }]);
  expect(await told()).toEqual(['修壶 W-1', '修盘 W-3']);
  await undoToEnd(platform, first.id);
  expect(await importText(platform, second, calm)).toMatchObject({ created: 1, unchanged: 1, failed: 0 });
  expect(await told()).toEqual(['修杯 W-1', '修盘 W-3']);
});
