import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customerNamed, placeOrder, whileOpen } from './orders.fixtures.ts';
import { orderRoutes } from './orders.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [orderRoutes]);
const writer = userWith('commerce.read', 'commerce.write', 'commerce.export', 'customers.read');

const ways = [
  { key: 'van', label: { en: 'Van', zh: '货车' } },
  { key: 'post', label: { en: 'Post', zh: '邮寄' } },
];
await platform.run((ctx) =>
  customFieldsFrom(ctx, [
    { key: 'way', of: 'order', type: 'choice', label: { zh: '送货方式' }, choices: ways, required: true },
    { key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' }, unique: true },
    { key: 'deposit', of: 'order', type: 'money', label: { zh: '押金' } },
    { key: 'level', type: 'text', label: { zh: '等级' } },
  ]),
);

const lines = [{ productCode: 'TEA', quantity: '1', unitPrice: '5' }];
const place = (customFields: object, header = {}, as = writer) =>
  call('POST', '/orders', { as, body: { ...header, customFields, lines } });
const edit = (order: { id: string; version: number }, customFields: object, as = writer) =>
  call('PATCH', `/orders/${order.id}`, {
    as,
    headers: { 'if-match': `"${order.version}"` },
    body: { customFields },
  });
const numbers = async (conditions: object, as = writer) => {
  const query = `customFields=${encodeURIComponent(JSON.stringify(conditions))}&sort=orderedAt&direction=asc`;
  const { status, body } = await call('GET', `/orders?${query}`, { as });
  if (status !== 200) return body.code;
  const counted = await call('GET', `/orders/count?${query.split('&')[0]}`, { as });
  expect(counted.body.count).toBe(body.items.length);
  return body.items.map((row: { number: string }) => row.number);
};

test('POST /orders asks for required fields of orders and no others, and PATCH /orders/:id changes and clears values', async () => {
  expect((await place({})).body.code).toBe('customers.field_required');
  expect((await place({ way: 'van', level: 'gold' })).body.code).toBe('customers.field_unknown');
  expect((await place({ way: 'boat' })).body.code).toBe('customers.field_wrong_choice');
  const { body: made } = await place({ way: 'van', deposit: '500' }, { number: 'F-1' });
  expect(made.customFields).toEqual({ way: 'van', deposit: '500' });
  const { body: changed } = await edit(made, { deposit: null, invoice: 'I-1' });
  expect(changed).toMatchObject({ version: made.version + 1, customFields: { way: 'van', invoice: 'I-1' } });
  expect(changed.customFields.deposit).toBeUndefined();
  expect((await edit(changed, { way: null })).body.code).toBe('customers.field_required');
  const undone = await call('POST', `/orders/${made.id}/cancel`, { as: writer, body: {} });
  expect(undone.body.customFields).toEqual({});
});

test('a unique value is one order’s until it lets go, and of two that want it at once one gets it', async () => {
  const second = await place({ way: 'post', invoice: 'I-2' }, { number: 'F-2' });
  expect((await place({ way: 'van', invoice: 'I-2' })).body).toMatchObject({
    code: 'customers.field_value_taken',
    errors: [{ path: 'customFields.invoice' }],
  });
  await edit(second.body, { invoice: null });
  expect((await place({ way: 'van', invoice: 'I-2' }, { number: 'F-3' })).status).toBe(200);
  const wanting = (name: string) => async (ctx: Parameters<typeof customerNamed>[0]) => {
    const customerId = await customerNamed(ctx, name);
    return placeOrder(ctx, [['TEA', '1', '5']], {
      customerId,
      customFields: { way: 'van', invoice: 'I-9' },
    });
  };
  await platform.run(async (ctx) => {
    await customerNamed(ctx, '甲');
    await customerNamed(ctx, '乙');
  });
  const results = await whileOpen(platform, wanting('甲'), wanting('乙'));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('GET /orders and its count filter by custom fields, and GET /orders/export tells them as people read them', async () => {
  expect(await numbers({ way: 'van', invoice: { contains: 'i-' } })).toContain('F-1');
  expect(await numbers({ way: 'post' })).toEqual(['F-2']);
  expect(await numbers({ invoice: 'I-1' })).toEqual(['F-1']);
  expect(await numbers({ level: 'gold' })).toBe('customers.field_unknown');
  expect(await numbers({ way: { from: '1' } })).toBe('customers.field_not_comparable');
  const { text } = await call('GET', '/orders/export?number=F-1', { as: writer });
  const [head = '', line = ''] = text.split('\n');
  expect(head.trim()).toMatch(/line_amount,field\.way,field\.invoice,field\.deposit$/);
  expect(line.trim()).toMatch(/5\.00,货车,I-1,$/);
});

test('a right that hides a custom field of orders hides it in lists, filters and edits', async () => {
  const other = { ...writer, fields: { customers: {}, orders: { 'field.invoice': 'hidden' } } } as const;
  const { body } = await call('GET', '/orders?number=F-1', { as: other });
  expect(body.items[0].customFields).toEqual({ way: 'van' });
  expect(await numbers({ invoice: 'I-1' }, other as never)).toBe('customers.field_not_readable');
  const { body: shown } = await call('GET', `/orders/${body.items[0].id}`, { as: other });
  expect(shown.customFields).toEqual({ way: 'van' });
  expect((await edit(shown, { invoice: 'X' }, other as never)).body.code).toBe(
    'customers.field_not_writable',
  );
  const { text } = await call('GET', '/orders/export?number=F-1', { as: other });
  expect(text).not.toContain('I-1');
  expect(text).not.toContain('field.invoice');
});
