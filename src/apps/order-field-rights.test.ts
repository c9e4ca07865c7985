import { beforeAll, describe, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { FieldRight } from '#platform/access/field-rights.contract.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import { declaredFields, declaredPermissions } from '#platform/domains/registry.ts';
import type { Endpoint } from '#platform/http/contract.ts';
import { type CallRoute, callRoutes, type RouteAnswer } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';
import {
  asked,
  edits,
  line,
  type PlantedOrder,
  plantOrder,
  ruled,
  secrets,
} from './order-field-rights.fixtures.ts';
import { asking } from './reach.fixtures.ts';

const platform = await testPlatform();
let call: CallRoute;
let ids: PlantedOrder;
/** Which endpoints show a full reader which secrets: what they are not shown nobody is. */
let telling: { name: string; fields: string[]; send: (as: UserActor) => Promise<RouteAnswer> }[] = [];
const permissions = declaredPermissions(domains);
const guarded = [...declaredFields(domains).orders.keys()];
const everyone = asking(reachesEverything.customers, permissions);
/** Totals of customers are fields of customers: who is kept from the amounts of orders is kept from those as well. */
const totals = { spendMinor: 'hidden', firstOrderAt: 'hidden', lastOrderAt: 'hidden' } as const;
const withRight = (field: string, right: FieldRight): UserActor => ({
  ...everyone,
  fields: {
    customers: field === 'amountMinor' || field === 'orderedAt' ? totals : {},
    orders: { [field]: right },
  },
});
const shownOf = (text: string, field: string) => secrets[field]!.filter((word) => text.includes(word));

const reading = domains
  .filter(({ name }) => name === 'customers' || name === 'commerce' || name === 'segments')
  .flatMap((domain) => domain.routes.flatMap(({ contract }) => Object.values<Endpoint>(contract.endpoints)))
  .filter(({ method }) => method === 'GET')
  .map(({ path }) => path);
const queried = [
  '/orders/summary?from=2013-05-01&to=2013-05-31',
  '/orders?direction=asc',
  '/products?sort=name',
  '/audit',
  '/audit/export',
];

const filled = (path: string, order = ids.order) =>
  path.replace(/^\/(orders|products|customers)\/:id/, (_, things: string) => {
    const { product, customer } = ids;
    return `/${things}/${{ orders: order, products: product, customers: customer }[things]}`;
  });

const shownTo = async (as: UserActor) => (await call('GET', `/orders/${ids.order}`, { as })).body;
/** An edit that changes nothing answers with the order. */
const touch = async (as: UserActor) =>
  call('PATCH', `/orders/${ids.order}`, {
    as,
    headers: { 'if-match': `"${(await shownTo(everyone)).version}"` },
    body: {},
  });

beforeAll(async () => {
  platform.readAssignee = async () => ({ teamId: '1', active: true });
  platform.guardedFields = declaredFields(domains);
  call = await callRoutes(
    platform,
    domains.flatMap((domain) => domain.routes),
  );
  const [customer] = await platform.run((ctx) => customersFrom(ctx, [{ name: 'Ann' }]));
  ids = await plantOrder(platform, call, everyone, customer!);
  const every = [
    ...[...reading, ...queried].map((path) => ({
      name: `GET ${path}`,
      send: (as: UserActor) => call('GET', filled(path), { as }),
    })),
    { name: 'PATCH /orders/:id', send: touch },
  ];
  for (const each of every) {
    const { text } = await each.send(everyone);
    telling.push({ ...each, fields: guarded.filter((field) => shownOf(text, field).length > 0) });
  }
  telling = telling.filter(({ fields }) => fields.length > 0);
  const told = new Set(telling.flatMap(({ fields }) => fields));
  expect(guarded.filter((field) => !told.has(field))).toEqual([]);
});

describe.each(['hidden', 'masked'] as const)('what of orders is %s', (right) => {
  test.each(guarded)('comes out of no endpoint, and is not lost by edits: %s', async (field) => {
    const as = withRight(field, right);
    const before = await shownTo(everyone);
    for (const { name, fields, send } of telling.filter((each) => each.fields.includes(field))) {
      const { text, headers, status } = await send(as);
      const leaks = shownOf(`${text} ${JSON.stringify(headers)}`, field);
      expect([name, status < 500, leaks]).toEqual([name, true, []]);
      // What is kept from people must not take along what is not.
      if (status === 200 && name === 'GET /orders/:id')
        expect(fields.filter((other) => other !== field && shownOf(text, other).length === 0)).toEqual([]);
    }
    const { version: _then, updatedAt: _before, ...after } = await shownTo(everyone);
    expect(before).toMatchObject(after);
  });

  test.each(['amountMinor', 'orderedAt'])('leaves products without figures: %s', async (field) => {
    const as = withRight(field, right);
    const { body } = await call('GET', `/products/${ids.product}`, { as });
    expect(body).toMatchObject({ revenueMinor: null, quantity: null, lastSoldAt: null });
    expect((await call('GET', '/products?sort=revenue', { as })).body.code).toBe('commerce.figures_hidden');
  });

  test('leaves a list without times whole, page by page', async () => {
    const as = withRight('orderedAt', right);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call('GET', `/orders?limit=1${cursor && `&cursor=${cursor}`}`, { as });
      if (body.next) expect(Buffer.from(body.next, 'base64url').toString()).not.toMatch(/20\d\d-/);
      seen.push(...body.items.map((row: { id: string }) => row.id));
      cursor = body.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
    const { text } = await call('GET', '/orders/export', { as });
    expect(text.trim().split('\n')).toHaveLength(6);
  });
});

test.each(Object.entries(asked))(
  'what is masked is not filtered, sorted or summed up by: %s',
  async (field, queries) => {
    for (const query of queries) {
      const paths = query.startsWith('/')
        ? [query]
        : ['', '/count', '/export'].map((end) => `/orders${end}?${query}`);
      for (const path of paths) {
        const { status, body } = await call('GET', path, { as: withRight(field, 'masked') });
        expect([path, status, body?.code]).toEqual([
          path,
          403,
          field === 'field' ? 'customers.field_not_readable' : 'commerce.field_not_readable',
        ]);
        expect((await call('GET', path, { as: withRight(field, 'read') })).status).toBe(200);
      }
    }
  },
);

test.each(Object.entries(ruled))('what is masked is not asked about by a rule: %s', async (field, rule) => {
  for (const path of ['/segments/count', '/segments/explain', '/segments/describe']) {
    const body = { rule: { any: [rule] }, ...(path.endsWith('explain') ? { customerId: ids.customer } : {}) };
    const { status, body: answer } = await call('POST', path, { body, as: withRight(field, 'masked') });
    expect([path, status, answer.code]).toEqual([path, 403, 'segments.order_field_not_readable']);
    const { status: open, body: told } = await call('POST', path, { body, as: withRight(field, 'read') });
    expect([path, open, told.customers ?? 1]).toEqual([path, 200, 1]);
  }
});

describe.each(['hidden', 'masked'] as const)('when orders were placed is %s', (right) => {
  const as = withRight('orderedAt', right);
  const month = right === 'hidden' ? '2012-11' : '2012-12';

  test('nothing tells when one was written by hand, which is the same', async () => {
    platform.clock.set(`${month}-11T06:00:00Z`);
    await ensurePlatformMonths(platform.database.db, platform.clock.now());
    const post = async (path: string, body: object) =>
      (await call('POST', path, { body, as: everyone })).body.id as string;
    const placed = await post('/orders', { customerId: ids.customer, lines: [line] });
    const undone = await post(`/orders/${placed}/cancel`, { kind: 'cancellation' });
    platform.clock.set('2026-03-05T08:00:00Z');
    for (const order of [placed, undone]) {
      for (const path of [...reading, ...queried].filter((each) => !each.startsWith('/audit'))) {
        const { text } = await call('GET', filled(path, order), { as });
        expect([path, text.includes(month)]).toEqual([path, false]);
      }
      expect((await call('GET', `/orders/${order}`, { as: everyone })).text).toContain(month);
      const entries = async (reader: UserActor, query = '') =>
        (await call('GET', `/audit?limit=200${query}`, { as: reader })).body.items.filter(
          ({ occurredAt }: { occurredAt: string }) => occurredAt.startsWith(month),
        );
      const about = async (reader: UserActor) =>
        (await entries(reader)).map(({ subject }: { subject: string }) => subject);
      expect(await about(as)).toEqual(['order', 'order']);
      expect(await about(everyone)).toEqual([`order:${placed}`, `order:${placed}`]);
      expect(await entries(as, `&subject=order:${placed}`)).toEqual([]);
    }
  });

  test('documents that undo a sale stand as they came to be known', async () => {
    const post = async (path: string, body: object) =>
      (await call('POST', path, { body, as: everyone })).body.id as string;
    const lines = [{ productCode: 'Q', quantity: '2', unitPrice: '1' }];
    const sale = await post('/orders', { lines, orderedAt: '2014-01-01T00:00:00Z' });
    const one = (await call('GET', `/orders/${sale}`, { as: everyone })).body.lines.items[0];
    const part = { productId: one.productId, occurrence: 1, quantity: '1' };
    const undo = (orderedAt: string, number: string) =>
      post(`/orders/${sale}/cancel`, { kind: 'return', lines: [part], orderedAt, number });
    const [later, earlier] = [
      await undo('2015-01-01T00:00:00Z', `L${right}`),
      await undo('2014-06-01T00:00:00Z', `E${right}`),
    ];
    const order = async (reader: UserActor) =>
      (await call('GET', `/orders/${sale}`, { as: reader })).body.undoneBy.map(
        ({ id }: { id: string }) => id,
      );
    expect(await order(everyone)).toEqual([later, earlier]);
    expect(await order(as)).toEqual([earlier, later]);
  });
});

test.each(['amountMinor', 'orderedAt'])(
  'what an order is worth by the rate of its day, and whether there was one, is for whoever may read both: %s is not enough',
  async (kept) => {
    const [customer] = (await platform.run((ctx) => customersFrom(ctx, [{ name: `Bo ${kept}` }]))) as [
      string,
    ];
    await call('POST', '/orders', {
      as: everyone,
      body: {
        customerId: customer,
        currency: 'USD',
        lines: [{ productCode: 'P', quantity: '1', unitPrice: '5' }],
      },
    });
    const totals = async (as: UserActor) =>
      (await call('GET', `/customers/${customer}/order-totals`, { as })).body;
    const ofEveryone = await totals(everyone);
    expect(ofEveryone).toMatchObject({ spendMinor: '0', unrated: 1 });
    expect(await totals(withRight(kept, 'masked'))).toMatchObject({ spendMinor: null, unrated: null });
    expect(await totals(withRight('store', 'masked'))).toEqual(ofEveryone);
  },
);

test('masks leave a part of words, and nothing of times and amounts', async () => {
  const masked = Object.fromEntries(guarded.map((field) => [field, 'masked' as const]));
  const body = await shownTo({ ...everyone, fields: { customers: {}, orders: masked } });
  const kept = { orderedAt: null, amountMinor: null, baseAmountMinor: null };
  const words = {
    store: 'z***',
    channel: 'z***',
    brand: 'z***',
    seller: 'z*',
    customFields: { club: 'z***' },
  };
  expect(body).toMatchObject({ number: 'N1', kind: 'sale', currency: expect.any(String), ...kept, ...words });
  expect(body.lines.items).toMatchObject([
    { description: 'z***', unitPrice: null, amountMinor: null, quantity: '1' },
  ]);
});

test.each(Object.entries(edits))('whoever may only read does not set: %s', async (field, ways) => {
  const as = withRight(field, 'read');
  const { version } = await shownTo(everyone);
  for (const [method, path, body] of ways) {
    const answer = await call(method, filled(path), { body, as, headers: { 'if-match': `"${version}"` } });
    expect([path, answer.status, answer.body.code]).toEqual([
      path,
      403,
      field === 'field' ? 'customers.field_not_writable' : 'commerce.field_not_writable',
    ]);
  }
  expect((await shownTo(everyone)).version).toBe(version);
});
