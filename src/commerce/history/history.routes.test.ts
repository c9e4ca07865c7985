import { expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { FieldRight } from '#platform/access/field-rights.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { commerceDomain } from '../domain.ts';
import { editOrder } from '../orders/edit-order.ts';
import { customerNamed } from '../orders/orders.fixtures.ts';
import type { OrderChange } from './history.contract.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, commerceDomain.routes);
const as = userWith('commerce.read', 'commerce.write', 'customers.read');

await platform.run((ctx) =>
  customFieldsFrom(ctx, [
    { key: 'invoice', of: 'order', type: 'text', label: { zh: '发票号' } },
    { key: 'deposit', of: 'order', type: 'money', label: { zh: '押金' } },
  ]),
);

const lines = [{ productCode: 'TEA', quantity: '1', unitPrice: '5' }];

interface Made {
  id: string;
  version: number;
}

async function made(header: object = {}): Promise<Made> {
  const answer = await call('POST', '/orders', {
    as,
    body: { orderedAt: '2026-03-01T08:00:00Z', lines, ...header },
  });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

async function edited({ id, version }: Made, body: object): Promise<Made> {
  const headers = { 'if-match': `"${version}"` };
  const answer = await call('PATCH', `/orders/${id}`, { as, headers, body });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

async function history({ id }: Made, query = '', who: UserActor = as): Promise<OrderChange[]> {
  const { status, body, text } = await call('GET', `/orders/${id}/history${query}`, { as: who });
  expect(status, text).toBe(200);
  return body.items;
}

/** The newest first, as `field: before → after`. */
const told = (changes: OrderChange[]) =>
  changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`);

const withRights = (orders: Record<string, FieldRight>): UserActor => ({
  ...as,
  fields: { customers: {}, orders },
});

test('GET /orders/:id/history tells every value that a person changed, and none that stayed or was the first', async () => {
  const order = await made({ store: 'North', customFields: { invoice: 'I-1' } });
  expect(await history(order)).toEqual([]);
  const once = await edited(order, {
    orderedAt: '2026-03-02T08:00:00Z',
    store: 'North',
    seller: '王海芳',
    customFields: { invoice: 'I-1', deposit: '500' },
  });
  const twice = await edited(once, {
    store: null,
    channel: 'web',
    brand: 'Own',
    customFields: { invoice: null },
  });
  await edited(twice, {});
  const changes = await history(order);
  expect(told(changes)).toEqual([
    'brand: – → Own',
    'channel: – → web',
    'field.invoice: I-1 → –',
    'store: North → –',
    'field.deposit: – → 500',
    'orderedAt: 2026-03-01T08:00:00+00:00 → 2026-03-02T08:00:00+00:00',
    'seller: – → 王海芳',
  ]);
  for (const { by, way, importId } of changes) expect([by, way, importId]).toEqual(['user:7', 'hand', null]);
  expect(told(await history(order, '?field=store'))).toEqual(['store: North → –']);
});

test('a history is read page by page, each change once', async () => {
  let order = await made();
  for (const store of ['A', 'B', 'C', 'D', 'E']) order = await edited(order, { store });
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await call(
      'GET',
      `/orders/${order.id}/history?limit=2${cursor && `&cursor=${cursor}`}`,
      { as },
    );
    seen.push(...told(body.items));
    cursor = body.next;
  }
  expect(seen).toEqual(['store: D → E', 'store: C → D', 'store: B → C', 'store: A → B', 'store: – → A']);
  const wrong = await call('GET', `/orders/${order.id}/history?cursor=x`, { as });
  expect(wrong.body.code).toBe('platform.wrong_cursor');
});

test('undoing a sale changes nothing of it, and what undoes it begins without a history', async () => {
  const sale = await made({ store: 'North' });
  const { body: undone } = await call('POST', `/orders/${sale.id}/cancel`, { as, body: {} });
  expect(undone.kind).toBe('cancellation');
  expect([await history(sale), await history(undone)]).toEqual([[], []]);
});

test('a hidden field is left out and not asked about, a masked one is masked, and what has no mask says only that it changed', async () => {
  const order = await made({
    store: 'North',
    seller: 'Ada',
    customFields: { invoice: 'Inv', deposit: '500' },
  });
  await edited(order, {
    orderedAt: '2026-03-02T08:00:00Z',
    store: 'South',
    seller: 'Ben',
    customFields: { invoice: 'Other', deposit: '700' },
  });
  const fields = ['store', 'seller', 'orderedAt', 'field.deposit', 'field.invoice'];
  const all = await history(order);
  expect(all.map(({ field }) => field).toSorted()).toEqual(fields.toSorted());
  for (const field of fields) {
    const hidden = withRights({ [field]: 'hidden' });
    expect(await history(order, '', hidden)).toEqual(all.filter((change) => change.field !== field));
    const { status, body } = await call('GET', `/orders/${order.id}/history?field=${field}`, { as: hidden });
    expect([status, body.code]).toEqual([403, 'commerce.field_not_readable']);
  }
  const masked = withRights(Object.fromEntries(fields.map((field) => [field, 'masked' as const])));
  expect(told(await history(order, '', masked)).toSorted()).toEqual([
    'field.deposit: – → –',
    'field.invoice: I*** → O***',
    'orderedAt: – → –',
    'seller: A* → B*',
    'store: N*** → S***',
  ]);
  expect(told(await history(order, '', withRights({ field: 'hidden' }))).join()).not.toContain('field.');
});

test('a custom field that is out of use is left out until it comes back', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [{ key: 'old', of: 'order', type: 'text', label: { zh: '旧' } }]),
  );
  const order = await made({ customFields: { old: 'A' } });
  await edited(order, { customFields: { old: 'B' } });
  const archive = (at: string) =>
    platform.database.pool.query(`update customers.custom_fields set archived_at = ${at} where key = 'old'`);
  await archive('now()');
  expect([await history(order), await history(order, '?field=field.old')]).toEqual([[], []]);
  await archive('null');
  expect(told(await history(order))).toEqual(['field.old: A → B']);
});

test('a history is missing for whoever does not reach its order', async () => {
  const customerId = await platform.run((ctx) => customerNamed(ctx, '林青'));
  const order = await made({ customerId, store: 'North' });
  await edited(order, { store: 'South' });
  const none = { see: 'none', change: 'none', unassigned: false } as const;
  const others = { ...as, reaches: { customers: none, orders: none } };
  for (const [id, who] of [
    [order.id, others],
    ['999999', as],
  ] as const) {
    const { status, body } = await call('GET', `/orders/${id}/history`, { as: who });
    expect([status, body.code]).toEqual([404, 'commerce.order_not_found']);
  }
});

test('whose an order was is told to those alone who see that customer', async () => {
  const [one, other] = await platform.run(async (ctx) => [
    await customerNamed(ctx, '林青'),
    await customerNamed(ctx, '周白'),
  ]);
  const order = await made({ customerId: one });
  await platform.database.pool.query(
    'update customers.customers set owner_id = 7, team_id = 1 where id = $1',
    [one],
  );
  await platform.database.pool.query(
    `insert into commerce.order_changes (order_id, changed_at, field, before, after, changed_by, way)
     values ($1, now(), 'customerId', to_jsonb($2::text), null, 'system', 'undo'),
       ($1, now(), 'customerId', null, to_jsonb($3::text), 'system', 'import')`,
    [order.id, other, one],
  );
  expect(told(await history(order))).toEqual([`customerId: – → ${one}`, `customerId: ${other} → –`]);
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  const narrow = { ...as, reaches: { customers: own, orders: own } };
  expect(told(await history(order, '', narrow))).toEqual([`customerId: – → ${one}`, 'customerId: – → –']);
  expect(told(await history(order, '?field=customerId', narrow))).toHaveLength(2);
});

test('of two edits at once both are kept, in their order, each as it found the order', async () => {
  const order = await made({ store: 'A' });
  const setting = (store: string, version: number) => (ctx: Parameters<typeof editOrder>[0]) =>
    editOrder({ ...ctx, ifMatch: String(version) }, { id: order.id, store });
  const results = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await setting('B', order.version)(ctx);
        await written();
      }, as),
    () => platform.run(setting('C', order.version + 1), as),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(told(await history(order))).toEqual(['store: B → C', 'store: A → B']);
});
