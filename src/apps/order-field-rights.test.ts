import { beforeAll, describe, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { FieldRight } from '#platform/access/field-rights.contract.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { declaredFields, declaredPermissions } from '#platform/domains/registry.ts';
import type { Endpoint, Method } from '#platform/http/contract.ts';
import { type CallRoute, callRoutes, type RouteAnswer } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';
import { asking } from './reach.fixtures.ts';

/** What an order holds in each field that roles may keep people from, in every form in which it could come out. */
const secrets: Record<string, string[]> = {
  orderedAt: ['2013-05', '2013年5月'],
  store: ['zqstore'],
  channel: ['zqchannel'],
  brand: ['zqbrand'],
  seller: ['zqseller'],
  amountMinor: ['87654321'],
  description: ['zqdescription'],
  field: ['zqfield'],
};

const header = {
  orderedAt: '2013-05-06T06:00:00Z',
  store: 'zqstore',
  channel: 'zqchannel',
  brand: 'zqbrand',
  seller: 'zqseller',
};
const line = { productCode: 'P', quantity: '1', unitPrice: '87654321.13', description: 'zqdescription' };

const platform = await testPlatform();
let call: CallRoute;
let ids: { customer: string; order: string; product: string };
/** Which endpoints show a full reader which secrets: what they are not shown nobody is. */
let telling: { name: string; fields: string[]; send: (as: UserActor) => Promise<RouteAnswer> }[] = [];
const permissions = declaredPermissions(domains);
const guarded = [...declaredFields(domains).orders];
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

const filled = (path: string) =>
  path.replace(/^\/(orders|products|customers)\/:id/, (_, things: string) => {
    const { order, product, customer } = ids;
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

/** Every way to ask about a field; those of lists are asked of their count and their file too. */
const asked: Record<string, string[]> = {
  orderedAt: [
    'orderedFrom=2013-05-06',
    'orderedTo=2013-05-06',
    '/orders?sort=orderedAt',
    '/orders/summary',
    '/orders/summary?from=2013-05-06&to=2013-05-06',
  ],
  store: ['store=zqstore'],
  channel: ['channel=zqchannel'],
  brand: ['brand=zqbrand'],
  seller: ['seller=zqseller'],
  amountMinor: ['minAmountMinor=1', 'maxAmountMinor=1', '/orders?sort=amount'],
  field: [`customFields=${encodeURIComponent('{"club":"zqfield"}')}`],
};

/** Every way to set a field. */
const edits: Record<string, [Method, string, object][]> = {
  ...Object.fromEntries(
    Object.entries(header).map(([field, value]) => [
      field,
      [
        ['PATCH', '/orders/:id', { [field]: value }],
        ['POST', '/orders', { [field]: value, lines: [{ ...line, description: undefined }] }],
        ...(field === 'orderedAt' ? [['POST', '/orders/:id/cancel', { [field]: value }]] : []),
      ] as [Method, string, object][],
    ]),
  ),
  amountMinor: [['POST', '/orders', { lines: [{ productCode: 'P', quantity: '1', unitPrice: '1' }] }]],
  description: [['POST', '/orders', { lines: [line] }]],
  field: [
    ['PATCH', '/orders/:id', { customFields: { club: 'x' } }],
    ['POST', '/orders', { customFields: { club: 'x' }, lines: [{ ...line, description: undefined }] }],
  ],
};

async function plant(): Promise<typeof ids> {
  const [customer] = (await platform.run((ctx) => customersFrom(ctx, [{ name: 'Ann' }]))) as [string];
  await platform.database.pool.query(`insert into customers.custom_fields
    (key, type, label, kinds, owner_kind, position, created_at, updated_at)
    values ('club', 'text', '{"en": "Club", "zh": "俱乐部"}', '{}', 'order', 1, now(), now())`);
  const post = async (path: string, body: object) => {
    const answer = await call('POST', path, { body, as: everyone });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const lines = [line];
  const order = await post('/orders', {
    ...{ ...header, number: 'N1', customerId: customer, lines, customFields: { club: 'zqfield' } },
  });
  // Its time is neither the first nor the last of its customer, nor its amount all that they spent.
  for (const orderedAt of ['2001-01-01T06:00:00Z', '2020-01-01T06:00:00Z'])
    await post('/orders', { customerId: customer, orderedAt, lines: [{ ...line, unitPrice: '0.01' }] });
  const third = { ...header, number: 'N2', lines: [line], customFields: { club: 'zqfield' } };
  const sale = await post('/orders', third);
  await post(`/orders/${sale.id}/cancel`, { orderedAt: header.orderedAt });
  // The audit keeps what was changed, and what somebody looked for.
  await call('PATCH', `/orders/${order.id}`, {
    as: everyone,
    headers: { 'if-match': `"${order.version}"` },
    body: header,
  });
  await call('GET', '/orders/export?store=zqstore', { as: everyone });
  await platform.database.pool.query(
    `insert into customers.source_records (customer_id, source_id, key_kind, key_value, payload, payload_hash, fields, contacts, notes)
     select $1, min(id), 'content', 'print', $2, 'print', '{}', '[]', '{}' from customers.sources`,
    [customer, JSON.stringify({ ...header, ...line, club: 'zqfield' })],
  );
  return { customer, order: order.id, product: order.lines.items[0].productId };
}

beforeAll(async () => {
  platform.readAssignee = async () => ({ teamId: '1', active: true });
  call = await callRoutes(
    platform,
    domains.flatMap((domain) => domain.routes),
  );
  ids = await plant();
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

const bought = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1 };
/** Rules that ask about a field of orders; no rule asks about the others. */
const ruled: Record<string, object> = {
  orderedAt: { ...bought, within: { from: '2013-05-06' } },
  store: { ...bought, of: { stores: ['zqstore'] } },
  channel: { ...bought, of: { channels: ['zqchannel'] } },
  brand: { ...bought, of: { brands: ['zqbrand'] } },
  seller: { ...bought, of: { sellers: ['zqseller'] } },
  amountMinor: { ...bought, measure: 'largest', value: 8_765_432_113 },
};

test.each(Object.entries(ruled))('what is masked is not asked about by a rule: %s', async (field, rule) => {
  for (const path of ['/segments/count', '/segments/explain', '/segments/describe']) {
    const body = { rule: { any: [rule] }, ...(path.endsWith('explain') ? { customerId: ids.customer } : {}) };
    const { status, body: answer } = await call('POST', path, { body, as: withRight(field, 'masked') });
    expect([path, status, answer.code]).toEqual([path, 403, 'segments.order_field_not_readable']);
    const { status: open, body: told } = await call('POST', path, { body, as: withRight(field, 'read') });
    expect([path, open, told.customers ?? 1]).toEqual([path, 200, 1]);
  }
});

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
