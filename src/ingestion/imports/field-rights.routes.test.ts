import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { recipeRoutes } from '../recipes/recipes.routes.ts';
import { givenUpload, runToEnd } from './imports.fixtures.ts';
import { importRoutes, undoRoutes } from './imports.routes.ts';
import { type FieldKey, fieldCatalogue } from './reading/fields.contract.ts';
import { writtenField } from './reading/written-field.contract.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [importRoutes, undoRoutes, recipeRoutes]);
await platform.run((ctx) => customFieldsFrom(ctx, [{ key: 'club', type: 'text', label: { zh: '俱乐部' } }]));

const all = userWith('ingestion.read', 'ingestion.write', 'customers.sensitive');
const keptFrom = (customers: FieldRights['customers'], orders: FieldRights['orders'] = {}) => ({
  ...all,
  fields: { customers, orders },
});
const narrow = keptFrom({ gender: 'read', 'field.club': 'read', 'custom.尺码': 'read' });

const text = '客户编号,姓名,性别,俱乐部,尺码\nK1,张伟,男,白金,XL';
type Mapping = { columns: { column: number; field: string; customField?: string; reading: object }[] };
const ofSize = { column: 4, field: 'customer.custom', name: '尺码', reading: {} };

async function draftOf(file: string, as = all) {
  const uploadId = await givenUpload(platform, { text: file });
  const { body } = await call('POST', '/imports', { body: { uploadId }, as });
  return body as { id: string; mapping: Mapping };
}
const columnsOf = ({ mapping }: { mapping: Mapping }) => mapping.columns.map(({ column }) => column);
const edit = (id: string, mapping: object, as = narrow) =>
  call('PATCH', `/imports/${id}`, { body: { mapping }, as });
const start = (id: string, as = narrow) => call('POST', `/imports/${id}/start`, { body: {}, as });
const refused = (column: string) => ({
  status: 403,
  body: { code: 'ingestion.field_not_writable', values: { column } },
});

test('columns of fields that somebody may not change are neither proposed to them nor taken from them', async () => {
  expect(columnsOf(await draftOf(text))).toEqual([0, 1, 2, 3]);
  const draft = await draftOf(text, narrow);
  expect(columnsOf(draft)).toEqual([0, 1]);
  const withColumn = (more: object) => ({ ...draft.mapping, columns: [...draft.mapping.columns, more] });
  for (const [column, more] of [
    ['性别', { column: 2, field: 'customer.gender', reading: {} }],
    ['俱乐部', { column: 3, field: 'customer.field_text', customField: 'club', reading: {} }],
    ['尺码', ofSize],
  ] as const) {
    expect(await edit(draft.id, withColumn(more))).toMatchObject(refused(column));
    expect((await edit(draft.id, withColumn(more), all)).status).toBe(200);
    // What somebody allowed stays, and is started by the allowed alone.
    expect((await edit(draft.id, withColumn(more))).status).toBe(200);
    expect(await start(draft.id)).toMatchObject(refused(column));
  }
  expect((await edit(draft.id, draft.mapping)).status).toBe(200);
  expect((await start(draft.id)).status).toBe(200);
  await runToEnd(platform, draft.id);
  const { rows } = await platform.database.pool.query(
    'select display_name, gender, field_values, custom from customers.customers',
  );
  expect(rows).toEqual([{ display_name: '张伟', gender: null, field_values: {}, custom: {} }]);
});

test('a recipe gives each what they may fill, and tags are a field too', async () => {
  const whole = await draftOf(text);
  await call('POST', '/recipes', { body: { importId: whole.id, name: '会员表' }, as: all });
  expect(columnsOf(await draftOf(text, narrow))).toEqual([0, 1]);
  const { id } = await draftOf('客户编号,姓名\nK9,李娜');
  await call('PATCH', `/imports/${id}`, { body: { options: { tags: ['VIP'] } }, as: all });
  expect(await start(id, keptFrom({ tags: 'read' }))).toMatchObject(refused('VIP'));
});

test('whoever may not change a field does not take it back either, and fills no demo shop', async () => {
  const draft = await draftOf('客户编号,姓名,性别\nK7,王芳,女');
  await start(draft.id, all);
  await runToEnd(platform, draft.id);
  const undo = (as: typeof narrow) => call('POST', `/imports/${draft.id}/undo`, { body: {}, as });
  expect(await undo(narrow)).toMatchObject(refused('性别'));
  expect((await undo(all)).status).toBe(200);
  expect((await call('POST', '/demo', { body: {}, as: narrow })).body.code).toBe(
    'ingestion.demo_needs_all_fields',
  );
});

test('orders cannot come in from whoever may not set amounts, places or what lines are called', async () => {
  const orders = '订单编号,下单时间,商品编码,数量,单价,门店,商品名称\nS1,2026-03-01,T,1,5,南店,杯子';
  const { id } = await draftOf(orders);
  expect(await start(id, keptFrom({}, { amountMinor: 'read' }))).toMatchObject(refused('单价'));
  expect(await start(id, keptFrom({}, { store: 'read' }))).toMatchObject(refused('门店'));
  expect(await start(id, keptFrom({}, { description: 'read' }))).toMatchObject(refused('商品名称'));
});

test('every field of a file has rights, but for those that everybody may tell', () => {
  const open = (Object.keys(fieldCatalogue) as FieldKey[]).filter(
    (field) => !field.includes('field_') && !writtenField({ field, name: 'x' }),
  );
  expect(open.filter((field) => !field.startsWith('activity.'))).toEqual([
    ...['order.number', 'order.type', 'order.status', 'order.original_number', 'order.currency'],
    ...['product.code', 'product.category', 'line.quantity', 'customer.external_id', 'customer.kind'],
  ]);
});
