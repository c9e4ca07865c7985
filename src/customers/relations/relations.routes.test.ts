import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { binCustomers } from '../profiles/profiles.ts';
import { relationsRoutes } from './relations.routes.ts';
import { relate } from './relations.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [relationsRoutes]);
const writer = { as: userWith('customers.read', 'customers.write') };
const reader = { as: userWith('customers.read') };
const missing = '999999999';

const [ann, bo, firm] = (await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: 'A', name: 'Ann' },
    { externalId: 'B', name: 'Bo' },
    { externalId: 'F', name: 'Firm', kind: 'organisation' },
  ]),
)) as [string, string, string];

test('a relation is seen from both ends, and the same again changes its role', async () => {
  await call('POST', `/customers/${ann}/relations`, {
    ...writer,
    body: { kind: 'works_at', relatedId: firm },
  });
  const { body } = await call('POST', `/customers/${ann}/relations`, {
    ...writer,
    body: { kind: 'works_at', relatedId: firm, role: 'Buyer' },
  });
  expect(body.items).toMatchObject([
    { kind: 'works_at', direction: 'out', customerId: firm, displayName: 'Firm', role: 'Buyer' },
  ]);
  const other = await call('GET', `/customers/${firm}/relations`, reader);
  expect(other.body.items).toMatchObject([
    { kind: 'works_at', direction: 'in', customerId: ann, customerKind: 'person' },
  ]);
});

test('a household is there once, whoever names it', async () => {
  await call('POST', `/customers/${bo}/relations`, {
    ...writer,
    body: { kind: 'household', relatedId: ann },
  });
  await call('POST', `/customers/${ann}/relations`, {
    ...writer,
    body: { kind: 'household', relatedId: bo },
  });
  const { body } = await call('GET', `/customers/${bo}/relations`, reader);
  expect(body.items).toHaveLength(1);
  const removed = await call('DELETE', `/customers/${bo}/relations/household/${ann}`, writer);
  expect([removed.status, removed.body.items]).toEqual([200, []]);
});

test('what does not fit or exist is refused', async () => {
  const add = (id: string, kind: string, relatedId: string) =>
    call('POST', `/customers/${id}/relations`, { ...writer, body: { kind, relatedId } });
  const answers = [
    await add(firm, 'works_at', ann),
    await add(ann, 'works_at', bo),
    await add(ann, 'household', firm),
    await add(ann, 'referred_by', ann),
    await add(missing, 'household', ann),
    await add(ann, 'household', missing),
    await call('GET', `/customers/${missing}/relations`, reader),
    await call('DELETE', `/customers/${missing}/relations/household/${ann}`, writer),
    await call('DELETE', `/customers/${ann}/relations/referred_by/${bo}`, writer),
  ];
  expect(answers.map((answer) => `${answer.status} ${answer.body.code}`)).toEqual([
    '400 customers.relation_unfit',
    '400 customers.relation_unfit',
    '400 customers.relation_unfit',
    '400 customers.relation_unfit',
    '404 customers.not_found',
    '404 customers.related_not_found',
    '404 customers.not_found',
    '404 customers.not_found',
    '404 customers.relation_not_found',
  ]);
});

test('reading needs customers.read and writing customers.write', async () => {
  const answers = [
    await call('GET', `/customers/${ann}/relations`, { as: userWith() }),
    await call('POST', `/customers/${ann}/relations`, { ...reader, body: {} }),
    await call('DELETE', `/customers/${ann}/relations/household/${bo}`, reader),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([403, 403, 403]);
});

test('many relations are stored at once, those that do not fit are left out, and again changes nothing', async () => {
  const relations = [
    { customerId: bo, kind: 'works_at' as const, relatedId: firm, role: 'Driver' },
    { customerId: bo, kind: 'referred_by' as const, relatedId: ann },
    { customerId: bo, kind: 'referred_by' as const, relatedId: ann },
    { customerId: firm, kind: 'works_at' as const, relatedId: bo },
    { customerId: bo, kind: 'household' as const, relatedId: missing },
  ];
  expect(await platform.run((ctx) => relate(ctx, relations))).toBe(2);
  expect(await platform.run((ctx) => relate(ctx, relations))).toBe(0);
});

test('a customer in the bin is not shown among the relations of others', async () => {
  await platform.run((ctx) => binCustomers(ctx, [firm]));
  const { body } = await call('GET', `/customers/${ann}/relations`, reader);
  expect(body.items.map((item: { customerId: string }) => item.customerId)).not.toContain(firm);
});

test('a household is everybody whom a chain of ties leads to, each summed once; one in the bin or out of reach breaks it', async () => {
  const names = ['Dad', 'Mum', 'Son', 'Aunt', 'Far'];
  const ids = await platform.run((ctx) =>
    customersFrom(
      ctx,
      names.map((name) => ({ externalId: `H${name}`, name })),
    ),
  );
  const [dad, mum, son, aunt, far] = ids as [string, string, string, string, string];
  const tie = (customerId: string, relatedId: string) => ({
    customerId,
    kind: 'household' as const,
    relatedId,
  });
  // A ring, and a tail behind it.
  await platform.run((ctx) =>
    relate(ctx, [tie(dad, mum), tie(mum, son), tie(son, dad), tie(aunt, son), tie(far, aunt)]),
  );
  await platform.database.pool.query(
    'update customers.totals set orders = 2, spend_minor = 500 where customer_id = any($1::bigint[])',
    [ids],
  );
  const circle = async (id: string, as = reader.as) =>
    (await call('GET', `/customers/${id}/circle`, { as })).body;
  const whole = await circle(mum);
  expect(whole).toMatchObject({ orders: 10, spendMinor: '2500', more: false });
  expect(whole.items[0].displayName).toBe('Mum');
  expect(whole.items.map((member: { displayName: string }) => member.displayName).toSorted()).toEqual(
    names.toSorted(),
  );
  await platform.run((ctx) => binCustomers(ctx, [aunt]));
  expect((await circle(mum)).items).toHaveLength(3);
  const own = { see: 'own', change: 'own', unassigned: false } as const;
  await platform.database.pool.query(
    'update customers.customers set owner_id = 7, team_id = 1 where id = any($1::bigint[])',
    [[dad, mum]],
  );
  const few = { ...reader.as, reaches: { ...reader.as.reaches, customers: own } };
  expect(await circle(mum, few)).toMatchObject({
    orders: 4,
    items: [{ displayName: 'Mum' }, { displayName: 'Dad' }],
  });
  const refused = await call('GET', `/customers/${son}/circle`, { as: few });
  expect([refused.status, refused.body.code]).toEqual([404, 'customers.not_found']);
});

test('an organisation stands first in its circle, then the people who work there with their roles', async () => {
  const { body } = await call('GET', `/customers/${firm}/circle`, reader);
  expect(body.items[0]).toMatchObject({ customerId: firm, kind: 'organisation', role: null });
  expect(body.items.slice(1)).toContainEqual(expect.objectContaining({ customerId: ann, role: 'Buyer' }));
});
