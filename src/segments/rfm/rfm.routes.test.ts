import { expect, test } from 'vitest';
import type { Actor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { customersNamed, documentsOf } from './rfm.fixtures.ts';
import { computeRfm } from './rfm.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const reader = userWith('customers.read', 'commerce.read', 'segments.read');
const writer = userWith('customers.read', 'commerce.read', 'segments.read', 'segments.write');
const ownReach = { see: 'own', change: 'own', unassigned: false } as const;
const ownOnly = { ...writer, reaches: { ...reachesEverything, customers: ownReach } };
const ownOrders = { ...writer, reaches: { ...reachesEverything, orders: ownReach } };

const everybody = await customersNamed(platform, ['Ada', 'Bob', 'Cy', 'Dee']);
const [mine] = await customersNamed(platform, ['Eve'], { ownerId: '7', teamId: '1' });
await documentsOf(platform, [
  ...everybody.flatMap((customerId, nth) =>
    Array.from({ length: nth + 1 }, (_, time) => ({
      customerId,
      at: `2026-02-${10 + nth * 4 + (time % 2)}T02:00:00Z`,
      worth: 1000 * (nth + 1),
    })),
  ),
  { customerId: mine!, at: '2026-03-05T02:00:00Z', worth: 50_000 },
]);
await customersNamed(platform, ['Nobody yet']);

test('GET /segments/rfm is empty before the first scores, and then tells cells, groups, kinds and spreads that add up', async () => {
  const before = await call('GET', '/segments/rfm', { as: reader });
  expect(before.body).toMatchObject({
    customers: 0,
    unscored: 6,
    averages: null,
    state: { computing: true },
  });
  await platform.run(computeRfm);
  const { status, body } = await call('GET', '/segments/rfm', { as: reader });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    customers: 5,
    unscored: 1,
    spendMinor: '80000',
    settings: { windowDays: 365, scoring: { by: 'fifths' } },
    state: { computing: false, computedFor: '2026-03-05' },
    averages: { recency: 3, spend: 3 },
  });
  const total = (rows: { customers: number }[]) => rows.reduce((sum, { customers }) => sum + customers, 0);
  expect(body.cells).toHaveLength(25);
  expect(body.groups).toHaveLength(11);
  expect(body.kinds).toHaveLength(8);
  const { recency, frequency, spend } = body.bars;
  for (const rows of [body.cells, body.groups, body.kinds, recency, frequency, spend])
    expect(total(rows)).toBe(5);
  expect(recency[4]).toEqual({ score: 5, customers: 1, from: '0', to: '0' });
  expect(frequency[0]).toEqual({ score: 1, customers: 2, from: '1', to: '1' });
  expect(spend[4]).toEqual({ score: 5, customers: 1, from: '50000', to: '50000' });
});

test('GET /segments/rfm/customers lists those of a group, a cell or a kind by pages, the highest spend first', async () => {
  const names = async (query: string, as = reader) =>
    (await call('GET', `/segments/rfm/customers?${query}`, { as })).body.items.map(
      (row: { name: string }) => row.name,
    );
  expect(await names('')).toEqual(['Eve', 'Dee', 'Cy', 'Bob', 'Ada']);
  expect(await names('recency=5&frequency=1')).toEqual(['Eve']);
  expect(await names('group=champions')).toEqual([]);
  expect(await names('kind=keyDevelop')).toEqual(['Eve']);
  const first = await call('GET', '/segments/rfm/customers?limit=2', { as: reader });
  expect(await names(`limit=2&cursor=${first.body.next}`)).toEqual(['Cy', 'Bob']);
  const foreign = await call('GET', `/segments/rfm/customers?spend=1&cursor=${first.body.next}`, {
    as: reader,
  });
  expect(foreign).toMatchObject({ status: 400, body: { code: 'platform.wrong_cursor' } });
});

test('map, list and preview show those whom somebody reaches, and whose documents, and nobody else; their scores are those among everybody', async () => {
  for (const as of [ownOnly, ownOrders]) {
    const { body } = await call('GET', '/segments/rfm', { as });
    expect(body).toMatchObject({ customers: 1, unscored: 0, spendMinor: '50000' });
    const list = await call('GET', '/segments/rfm/customers', { as });
    expect(list.body.items).toMatchObject([{ id: mine, recency: 5, frequency: 1, spend: 5 }]);
    const settings = { windowDays: null, scoring: { by: 'fifths' } };
    const preview = await call('POST', '/segments/rfm/preview', { as, body: settings });
    expect(preview.body).toMatchObject({ customers: 1, moved: 0 });
  }
  const blind = userWith('commerce.read', 'segments.read');
  expect((await call('GET', '/segments/rfm', { as: blind })).body.customers).toBe(0);
});

test('whoever may not read what scores tell sees none of them', async () => {
  type Rights = Record<string, 'masked'>;
  const kept = (customers: Rights, orders: Rights = {}) => ({ ...writer, fields: { customers, orders } });
  const hidden: [Actor, object][] = [
    ...['spendMinor', 'orders', 'lastOrderAt'].map((field): [Actor, object] => [
      kept({ [field]: 'masked' }),
      { code: 'customers.field_not_readable', values: { field } },
    ]),
    ...['orderedAt', 'amountMinor'].map((field): [Actor, object] => [
      kept({}, { [field]: 'masked' }),
      { code: 'segments.order_field_not_readable', values: { field } },
    ]),
    [userWith('customers.read', 'segments.read', 'segments.write'), { code: 'segments.orders_not_readable' }],
  ];
  for (const [as, refusal] of hidden) {
    const settings = { windowDays: 30, scoring: { by: 'fifths' } };
    const answers = [
      await call('GET', '/segments/rfm', { as }),
      await call('GET', '/segments/rfm/customers', { as }),
      await call('POST', '/segments/rfm/preview', { as, body: settings }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body).toMatchObject(refusal);
    }
  }
});

test('a customer is named as everywhere: by a number where the name, or the phone that stands in for one, is hidden', async () => {
  await platform.database.pool.query(
    `update customers.customers set edited_fields = '{display_name}' where id = $1`,
    [everybody[3]],
  );
  const names = async (field: string) => {
    const as = { ...reader, fields: { customers: { [field]: 'hidden' as const }, orders: {} } };
    const { body } = await call('GET', '/segments/rfm/customers?limit=2', { as });
    return body.items.map((row: { name: string }) => row.name);
  };
  expect(await names('displayName')).toEqual([`#${mine}`, `#${everybody[3]}`]);
  expect(await names('phone')).toEqual([`#${mine}`, 'Dee']);
});

test('POST /segments/rfm/preview changes nothing and refuses limits that do not ascend', async () => {
  const scoring = {
    by: 'limits',
    recencyDays: [1, 2, 3, 3],
    purchases: [2, 3, 4, 5],
    spendMinor: ['1', '2', '3', '4'],
  };
  const refused = await call('POST', '/segments/rfm/preview', {
    as: writer,
    body: { windowDays: 30, scoring },
  });
  expect(refused.status).toBe(400);
  const noAmounts = { ...scoring, recencyDays: [1, 2, 3, 4], spendMinor: ['x', '2', '3', '4'] };
  const unread = await call('POST', '/segments/rfm/preview', {
    as: writer,
    body: { windowDays: 30, scoring: noAmounts },
  });
  expect(unread.status).toBe(400);
  const body = { windowDays: 1, scoring: { ...scoring, recencyDays: [1, 2, 3, 4] } };
  const answer = await call('POST', '/segments/rfm/preview', { as: writer, body });
  expect(answer.body).toMatchObject({ customers: 1, moved: 0, unscored: 4, scored: 0 });
  expect((await call('GET', '/segments/rfm', { as: reader })).body).toMatchObject({
    customers: 5,
    settings: { windowDays: 365 },
  });
});

test('PUT /segments/rfm/settings is for those who may change all customers, names its version, and asks for the scores anew', async () => {
  const body = { windowDays: 30, scoring: { by: 'fifths' } };
  const put = (as: typeof writer, version: number) =>
    call('PUT', '/segments/rfm/settings', { as, body, headers: { 'if-match': `"${version}"` } });
  expect(await put(ownOnly as typeof writer, 1)).toMatchObject({
    status: 403,
    body: { code: 'customers.needs_all' },
  });
  expect(await put(writer, 1)).toMatchObject({ status: 200, body: { ...body, version: 2 } });
  expect(await put(writer, 1)).toMatchObject({ status: 409, body: { code: 'segments.version_conflict' } });
  expect((await call('GET', '/segments/rfm', { as: reader })).body).toMatchObject({
    settings: body,
    state: { computing: true },
  });
});

test('of two who change the settings at once one is told to look again', async () => {
  const { version } = (await call('GET', '/segments/rfm', { as: reader })).body.settings;
  const put = (windowDays: number) =>
    call('PUT', '/segments/rfm/settings', {
      as: writer,
      body: { windowDays, scoring: { by: 'fifths' } },
      headers: { 'if-match': `"${version}"` },
    });
  const answers = await Promise.all([put(60), put(90)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('POST /segments/rfm/compute has the scores worked out in the background', async () => {
  await platform.run(computeRfm);
  expect((await call('POST', '/segments/rfm/compute', { as: writer })).body).toMatchObject({
    computing: true,
  });
  expect((await platform.run(computeRfm))?.customers).toBe(5);
});

test('reading scores needs segments.read and changing how they come about segments.write', async () => {
  const body = { windowDays: 30, scoring: { by: 'fifths' } };
  const headers = { 'if-match': '"1"' };
  const answers = [
    await call('GET', '/segments/rfm', { as: userWith('customers.read', 'commerce.read') }),
    await call('GET', '/segments/rfm/customers', { as: userWith('customers.read', 'commerce.read') }),
    await call('POST', '/segments/rfm/preview', { as: reader, body }),
    await call('PUT', '/segments/rfm/settings', { as: reader, body, headers }),
    await call('POST', '/segments/rfm/compute', { as: reader }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});

test('GET /customers/:id/rfm gives the scores of one whom the reader reaches, and null without any', async () => {
  const scores = async (id: string, as: Actor = reader) => call('GET', `/customers/${id}/rfm`, { as });
  expect((await scores(mine!)).body).toEqual({
    scores: {
      ...{ id: mine, lastDay: '2026-03-05', purchases: 1, spendMinor: '50000' },
      ...{ recency: 5, frequency: 1, spend: 5, group: 'new', rfmKind: 'keyDevelop' },
    },
  });
  const { rows } = await platform.database.pool.query(
    "select id from customers.customers where display_name = 'Nobody yet'",
  );
  expect((await scores(rows[0].id)).body).toEqual({ scores: null });
  const codes = [
    await scores('404'),
    await scores(everybody[0]!, ownOnly),
    await scores(everybody[0]!, ownOrders),
    await scores(mine!, userWith('customers.read', 'segments.read')),
  ].map(({ body }) => body.code);
  expect(codes).toEqual([
    'customers.not_found',
    'customers.not_found',
    'customers.not_found',
    'segments.orders_not_readable',
  ]);
});
