import { expect, test } from 'vitest';
import type { Actor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { boughtDaysAgo } from '../lifecycle/lifecycle.fixtures.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import { bought, changeScheme, ofPurchases, ofRules } from './grades.fixtures.ts';
import { computeGrades } from './grades.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const reader = userWith('customers.read', 'commerce.read', 'segments.read');
const writer = userWith('customers.read', 'commerce.read', 'segments.read', 'segments.write');
const ownReach = { see: 'own', change: 'own', unassigned: false } as const;
const ownOnly = { ...writer, reaches: { ...reachesEverything, customers: ownReach, orders: ownReach } };
const blind = userWith('customers.read', 'segments.read');

const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
const [mine] = await customersNamed(platform, ['Mine'], { ownerId: '7', teamId: '1' });
await boughtDaysAgo(platform, ada!, [200]);
await boughtDaysAgo(platform, bob!, [3, 2, 1]);
await boughtDaysAgo(platform, mine!, [1]);
await changeScheme(platform, ofPurchases);
await platform.run(computeGrades);

const versionNow = async () => (await call('GET', '/segments/grades', { as: reader })).body.settings.version;
const put = (scheme: unknown, version: number, as: Actor = writer) =>
  call('PUT', '/segments/grades/settings', {
    as,
    body: { scheme },
    headers: { 'if-match': `"${version}"` },
  });

test('GET /segments/grades tells the scheme in words, and how many that somebody reaches have each grade', async () => {
  const { status, body } = await call('GET', '/segments/grades', { as: reader });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    ...{ customers: 4, broken: [], settings: { isGiven: false, version: 2, scheme: { by: 'points' } } },
    grades: [
      { key: 'top', name: { zh: '顶级' }, customers: 2, spendMinor: '400', medianDays: 0 },
      { key: 'rest', customers: 2, spendMinor: '100' },
    ],
  });
  expect(body.sentences).toHaveLength(3);
  expect(body.sentences[0]).toEqual({ en: expect.any(String), zh: expect.any(String) });
  expect((await call('GET', '/segments/grades', { as: ownOnly })).body.customers).toBe(1);
});

test('GET /segments/grades/customers lists reached customers of a grade by pages, and keeps hidden fields to itself', async () => {
  const names = async (query: string, as: Actor = reader) =>
    (await call('GET', `/segments/grades/customers?${query}`, { as })).body.items.map(
      (row: { name: string }) => row.name,
    );
  expect(await names('grade=top')).toEqual(['Mine', 'Bob']);
  expect(await names('', ownOnly)).toEqual(['Mine']);
  const first = await call('GET', '/segments/grades/customers?limit=3', { as: reader });
  expect(first.body.items).toHaveLength(3);
  expect(first.body.items[0]).toMatchObject({ name: 'Mine', grade: 'top', points: 60 });
  expect(await names(`limit=3&cursor=${first.body.next}`)).toHaveLength(1);
  const as = { ...reader, fields: { customers: { spendMinor: 'masked' }, orders: {} } as const };
  const { body } = await call('GET', '/segments/grades/customers?grade=top', { as });
  expect(body.items[0]).toMatchObject({ id: mine, spendMinor: null, orders: 1 });
});

test('GET /customers/:id/grade tells the grade with each part of its points, of customers that somebody reaches', async () => {
  const { body } = await call('GET', `/customers/${ada}/grade`, { as: reader });
  expect(body).toMatchObject({
    ...{ grade: { key: 'rest' }, points: 20, since: expect.any(String), standsStill: false },
  });
  expect(body.parts.map(({ points, met }: { points: number; met: boolean }) => [points, met])).toEqual([
    [20, true],
    [30, false],
    [40, false],
  ]);
  const refused = await call('GET', `/customers/${ada}/grade`, { as: ownOnly });
  expect(refused).toMatchObject({ status: 404, body: { code: 'customers.not_found' } });
});

test('GET /customers/:id/grades and GET /segments/grades/changes tell changes with their reason, of whom somebody reaches', async () => {
  const { body } = await call('GET', `/customers/${bob}/grades`, { as: reader });
  expect(body.items).toMatchObject([
    { from: null, to: { key: 'top' }, cause: 'first', points: 90, parts: { length: 3 } },
  ]);
  expect((await call('GET', `/customers/${bob}/grades`, { as: ownOnly })).body.code).toBe(
    'customers.not_found',
  );
  const all = await call('GET', '/segments/grades/changes?limit=3', { as: reader });
  expect(all.body.items.map(({ name }: { name: string }) => name)).toHaveLength(3);
  const last = await call('GET', `/segments/grades/changes?limit=3&cursor=${all.body.next}`, { as: reader });
  expect(last.body).toMatchObject({ items: { length: 1 }, next: null });
  const own = await call('GET', '/segments/grades/changes', { as: ownOnly });
  expect(own.body.items).toMatchObject([{ name: 'Mine', customerId: mine }]);
});

test('POST /segments/grades/preview counts those who would change grade, and refuses schemes that do not fit', async () => {
  const preview = (scheme: unknown, as: Actor = writer) =>
    call('POST', '/segments/grades/preview', { as, body: { scheme } });
  expect((await preview(ofRules(30))).body).toMatchObject({ moved: 1 });
  expect((await preview(ofRules(30), ownOnly)).body).toMatchObject({ moved: 0, flows: { length: 1 } });
  const [top, rest] = ofPurchases.grades;
  for (const wrong of [
    { ...ofPurchases, grades: [rest, top] },
    { ...ofPurchases, grades: [top, { ...top, from: 1 }] },
    { ...ofPurchases, grades: [{ ...top, key: 'Not A Key' }] },
    { ...ofPurchases, criteria: [] },
    { ...ofPurchases, criteria: [{ rule: bought(1), points: 0 }] },
    { ...ofPurchases, criteria: [{ rule: { type: 'nothing' }, points: 1 }] },
    { by: 'chance' },
  ])
    expect((await preview(wrong)).body.code).toBe('platform.wrong_input');
  const gone = { rule: { type: 'tag', operator: 'any', tags: ['404'] }, points: 1 };
  expect((await preview({ ...ofPurchases, criteria: [gone] })).body.code).toBe('segments.rule_not_askable');
});

test('a scheme that asks for grades, itself or by way of a segment, is refused', async () => {
  const rule = { type: 'grade', operator: 'in', grades: ['top'] };
  const { rows } = await platform.database.pool.query(
    `insert into segments.segments (name, description, kind, rule, shared, owner_id, created_at, updated_at)
      values ('Some', '', 'dynamic', $1, 'all', 8, now(), now()) returning id`,
    [JSON.stringify(rule)],
  );
  for (const asked of [rule, { type: 'segment', operator: 'in', segments: [rows[0].id] }]) {
    const scheme = { ...ofPurchases, criteria: [{ rule: asked, points: 1 }] };
    const refused = await put(scheme, await versionNow());
    expect(refused).toMatchObject({ status: 400, body: { code: 'segments.grades_in_circles' } });
  }
});

test('whoever may not read what the scheme reads sees no grades and asks no rule about them', async () => {
  const untimed = { ...reader, fields: { customers: {}, orders: { orderedAt: 'hidden' } } as const };
  for (const path of [
    '/segments/grades',
    '/segments/grades/customers',
    '/segments/grades/changes',
    `/customers/${ada}/grade`,
    `/customers/${ada}/grades`,
  ])
    for (const as of [blind, untimed]) expect((await call('GET', path, { as })).status).toBe(403);
  const rule = { type: 'grade', operator: 'in', grades: ['top'] };
  const count = async (as: Actor) => (await call('POST', '/segments/count', { as, body: { rule } })).body;
  const words = async (as: Actor) => (await call('GET', '/segments/words', { as })).body;
  expect(await count(reader)).toMatchObject({ customers: 2 });
  expect(await count(untimed)).toMatchObject({ code: 'segments.order_field_not_readable' });
  expect((await words(reader)).grades).toMatchObject([{ key: 'top', name: { en: 'Top' } }, { key: 'rest' }]);
  expect((await words(reader)).types).toContain('grade');
  expect((await words(blind)).types).not.toContain('grade');
  expect((await words(blind)).grades).toEqual([]);
});

test('what the grades were worked out by goes on to keep them from whoever may not read it, until another scheme is applied', async () => {
  const city = { type: 'field', field: 'city', operator: 'filled' };
  const readable = { ...ofPurchases, criteria: [{ rule: city, points: 1 }] };
  expect((await put(readable, await versionNow())).status).toBe(200);
  expect((await call('GET', '/segments/grades', { as: blind })).status).toBe(403);
  await platform.run(computeGrades);
  expect((await call('GET', '/segments/grades', { as: blind })).body.customers).toBe(4);
  const { body } = await call('GET', `/customers/${bob}/grades`, { as: blind });
  expect(body.items).toMatchObject([
    { to: { key: 'rest' }, cause: 'scheme', points: 0, parts: [] },
    { to: { key: 'top' }, points: null, parts: null },
  ]);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
});

test('a preview tells from which grade, hence whoever may not read what grades were worked out by sees none', async () => {
  const city = { type: 'field', field: 'city', operator: 'filled' };
  const scheme = { ...ofPurchases, criteria: [{ rule: city, points: 1 }] };
  const preview = (as: Actor) => call('POST', '/segments/grades/preview', { as, body: { scheme } });
  const blindWriter = userWith('customers.read', 'segments.read', 'segments.write');
  expect((await preview(blindWriter)).body.code).toBe('segments.orders_not_readable');
  const ownOrders = { ...writer, reaches: { ...reachesEverything, orders: ownReach } };
  expect((await preview(ownOrders)).body.flows).toEqual([{ from: 'top', to: 'rest', customers: 1 }]);
});

test('a segment or stages that come to ask for grades are refused while the scheme asks for them', async () => {
  const filled = { type: 'field', field: 'displayName', operator: 'filled' };
  const asksForGrade = { type: 'grade', operator: 'in', grades: ['top'] };
  const { body: segment } = await call('POST', '/segments', {
    as: writer,
    body: { name: 'Asked', kind: 'dynamic', rule: { all: [filled] }, shared: 'me' },
  });
  const asked: [object, () => ReturnType<typeof call>][] = [
    [
      { type: 'segment', operator: 'in', segments: [segment.id] },
      () =>
        call('PATCH', `/segments/${segment.id}`, {
          as: writer,
          body: { rule: { all: [asksForGrade] } },
          headers: { 'if-match': `"${segment.version}"` },
        }),
    ],
    [
      { type: 'stage', operator: 'in', stages: ['loyal'] },
      () =>
        call('PUT', '/segments/lifecycle/settings', {
          as: writer,
          body: { stages: [{ stage: 'loyal', rule: asksForGrade }] },
          headers: { 'if-match': '"1"' },
        }),
    ],
  ];
  for (const [rule, edit] of asked) {
    await changeScheme(platform, { ...ofPurchases, criteria: [{ rule, points: 1 }] } as typeof ofPurchases);
    expect((await edit()).body.code).toBe('segments.grades_in_circles');
    await changeScheme(platform, ofPurchases);
    expect((await edit()).status).toBe(200);
  }
  await platform.database.pool.query('update segments.lifecycle_settings set stages = null');
  await platform.run(computeGrades);
});

test('a grade is not askable any more once the scheme has it no longer, and says so', async () => {
  const rule = { type: 'grade', operator: 'in', grades: ['high'] };
  const { body } = await call('POST', '/segments/count', { as: reader, body: { rule } });
  expect(body).toMatchObject({
    code: 'segments.rule_not_askable',
    errors: [{ code: 'segments.missing', path: 'rule.grades.0' }],
  });
});

test('PUT /segments/grades/settings is for those who may change all customers and names its version; null brings back the scheme as it came', async () => {
  const version = await versionNow();
  expect((await put(ofRules(30), version, ownOnly)).body.code).toBe('customers.needs_all');
  expect((await put(ofRules(30), version)).body).toMatchObject({ isGiven: false, version: version + 1 });
  expect((await put(ofRules(30), version)).body.code).toBe('segments.version_conflict');
  // The grades of before count until the new ones are worked out.
  const { body } = await put(null, version + 1);
  expect(body).toMatchObject({ isGiven: true, version: version + 2 });
  const { grades } = (await call('GET', '/segments/grades', { as: reader })).body;
  expect(grades.map(({ key, customers }: { key: string; customers: number }) => [key, customers])).toEqual([
    ['high', 0],
    ['medium', 0],
    ['low', 0],
    ['top', 2],
    ['rest', 2],
  ]);
  await platform.run(computeGrades);
  expect((await call('GET', '/segments/grades', { as: reader })).body.grades).toHaveLength(3);
});

test('a criterion whose rule this version cannot read is broken and told to nobody, and grades stand still', async () => {
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  const [kept, ...others] = ofPurchases.by === 'points' ? ofPurchases.criteria : [];
  const criteria = [kept, { rule: { type: 'of another version' }, points: 5 }, ...others];
  const write = (scheme: object) =>
    platform.database.pool.query(
      `update segments.grade_schemes set scheme = $1
        where version = (select version from segments.grade_settings)`,
      [JSON.stringify(scheme)],
    );
  await write({ ...ofPurchases, criteria });
  const { status, body } = await call('GET', '/segments/grades', { as: reader });
  expect(status).toBe(200);
  expect(body).toMatchObject({ broken: [1], customers: 0 });
  expect(body.sentences[1].en).toContain('cannot read');
  expect(body.settings.scheme.criteria[1]).toEqual({ rule: null, points: 5 });
  await expect(platform.run(computeGrades)).rejects.toMatchObject({ code: 'segments.rule_not_askable' });
  const { version } = body.settings;
  expect((await put(ofPurchases, version)).body).toMatchObject({ version: version + 1 });
  await platform.run(computeGrades);
  expect((await call('GET', '/segments/grades', { as: reader })).body).toMatchObject({ customers: 4 });
});

test('of two who save a scheme from the same version one is refused', async () => {
  const version = await versionNow();
  const answers = await Promise.all([put(ofPurchases, version), put(ofRules(30), version)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('POST /segments/grades/compute has the grades worked out in the background', async () => {
  expect((await call('POST', '/segments/grades/compute', { as: writer })).body.computing).toBe(true);
});

test('reading grades needs segments.read and changing their scheme segments.write', async () => {
  const body = { scheme: ofRules(30) };
  const stranger = userWith('customers.read', 'commerce.read');
  const answers = [
    await call('GET', '/segments/grades', { as: stranger }),
    await call('GET', '/segments/grades/customers', { as: stranger }),
    await call('GET', '/segments/grades/changes', { as: stranger }),
    await call('GET', `/customers/${ada}/grade`, { as: stranger }),
    await call('GET', `/customers/${ada}/grades`, { as: stranger }),
    await call('POST', '/segments/grades/preview', { as: reader, body }),
    await put(ofRules(30), 1, reader),
    await call('POST', '/segments/grades/compute', { as: reader }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(403));
});
