import { expect, test } from 'vitest';
import type { Actor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import { boughtDaysAgo, stagesByName } from './lifecycle.fixtures.ts';
import { computeStages } from './lifecycle.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const reader = userWith('customers.read', 'commerce.read', 'segments.read');
const writer = userWith('customers.read', 'commerce.read', 'segments.read', 'segments.write');
const ownReach = { see: 'own', change: 'own', unassigned: false } as const;
const ownOnly = { ...writer, reaches: { ...reachesEverything, customers: ownReach, orders: ownReach } };

const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
const [mine] = await customersNamed(platform, ['Mine'], { ownerId: '7', teamId: '1' });
await boughtDaysAgo(platform, ada!, [200]);
await boughtDaysAgo(platform, bob!, [2, 1]);
await boughtDaysAgo(platform, mine!, [1]);
await platform.run(computeStages);

/** The id of a segment with this rule, of somebody else. */
async function segmentOf(rule: object, shared: 'me' | 'all'): Promise<string> {
  const { rows } = await platform.database.pool.query(
    `insert into segments.segments (name, description, kind, rule, shared, owner_id, created_at, updated_at)
      values ('Some', '', 'dynamic', $1, $2, 8, now(), now()) returning id`,
    [JSON.stringify(rule), shared],
  );
  return rows[0].id;
}

/** As if somebody had saved these. */
const keepStages = (stages: object[] | null) =>
  platform.database.pool.query('update segments.lifecycle_settings set stages = $1', [
    stages && JSON.stringify(stages),
  ]);

const filled = { type: 'field', field: 'displayName', operator: 'filled' };

test('GET /segments/lifecycle tells the stages with rules in words, and how many that somebody reaches are in each', async () => {
  const { status, body } = await call('GET', '/segments/lifecycle', { as: reader });
  expect(status).toBe(200);
  expect(body).toMatchObject({ customers: 4, broken: [], settings: { isGiven: true, version: 1 } });
  const counts = Object.fromEntries(
    body.stages.map(({ stage, customers }: { stage: string; customers: number }) => [stage, customers]),
  );
  expect(counts).toEqual({ potential: 1, first: 1, repeat: 1, loyal: 0, dormant: 1, churned: 0, wonBack: 0 });
  expect(body.stages[2]).toMatchObject({ stage: 'repeat', spendMinor: '200', medianDays: 0 });
  expect(body.sentences).toHaveLength(7);
  expect(body.sentences[4]).toMatchObject({ stage: 'first', en: expect.any(String), zh: expect.any(String) });
  expect((await call('GET', '/segments/lifecycle', { as: ownOnly })).body.customers).toBe(1);
});

test('GET /segments/lifecycle/customers lists reached customers of a stage by pages, and keeps hidden fields to itself', async () => {
  const names = async (query: string, as = reader) =>
    (await call('GET', `/segments/lifecycle/customers?${query}`, { as })).body.items.map(
      (row: { name: string }) => row.name,
    );
  expect(await names('stage=dormant')).toEqual(['Ada']);
  expect(await names('', ownOnly)).toEqual(['Mine']);
  const first = await call('GET', '/segments/lifecycle/customers?limit=3', { as: reader });
  expect(first.body.items).toHaveLength(3);
  expect(await names(`limit=3&cursor=${first.body.next}`)).toHaveLength(1);
  const as = {
    ...reader,
    fields: { customers: { displayName: 'hidden', spendMinor: 'masked' }, orders: {} } as const,
  };
  const { body } = await call('GET', '/segments/lifecycle/customers?stage=dormant', { as });
  expect(body.items[0]).toMatchObject({ id: ada, name: `#${ada}`, spendMinor: null, orders: 1 });
  // Nobody told their names: something stands in for them.
  const withoutPhones = { ...reader, fields: { customers: { phone: 'hidden' }, orders: {} } as const };
  expect(await names('stage=dormant', withoutPhones)).toEqual([`#${ada}`]);
});

test('GET /customers/:id/stages tells how a customer moved, of those that somebody reaches', async () => {
  const { body } = await call('GET', `/customers/${ada}/stages`, { as: reader });
  expect(body.items).toMatchObject([{ from: null, to: 'dormant', cause: 'first', orders: 1 }]);
  const refused = await call('GET', `/customers/${ada}/stages`, { as: ownOnly });
  expect(refused).toMatchObject({ status: 404, body: { code: 'customers.not_found' } });
});

test('GET /segments/lifecycle/flow tells who was where at both ends of a period, and refuses one that ends first', async () => {
  const { body } = await call('GET', '/segments/lifecycle/flow?from=2026-03-05&to=2026-03-05', {
    as: ownOnly,
  });
  expect(body.flows).toEqual([{ from: null, to: 'first', customers: 1 }]);
  const refused = await call('GET', '/segments/lifecycle/flow?from=2026-03-05&to=2026-03-04', { as: reader });
  expect(refused).toMatchObject({ status: 400, body: { code: 'segments.period_ends_first' } });
  for (const period of ['from=0001-01-01&to=2026-03-05', 'from=2026-03-05&to=9999-12-31']) {
    const answer = await call('GET', `/segments/lifecycle/flow?${period}`, { as: reader });
    expect(answer).toMatchObject({ status: 400, body: { code: 'platform.wrong_input' } });
  }
});

test('POST /segments/lifecycle/preview counts those who would move, and refuses a stage named twice and rules that do not fit', async () => {
  const preview = (stages: unknown, as = writer) =>
    call('POST', '/segments/lifecycle/preview', { as, body: { stages } });
  expect((await preview([{ stage: 'loyal', rule: filled }])).body.moved).toBe(4);
  expect((await preview([{ stage: 'loyal', rule: filled }], ownOnly)).body.moved).toBe(1);
  const twice = [
    { stage: 'loyal', rule: filled },
    { stage: 'loyal', rule: filled },
  ];
  expect((await preview(twice)).status).toBe(400);
  expect((await preview([{ stage: 'loyal', rule: { type: 'nothing' } }])).status).toBe(400);
  const gone = await preview([{ stage: 'loyal', rule: { type: 'tag', operator: 'any', tags: ['404'] } }]);
  expect(gone).toMatchObject({ status: 400, body: { code: 'segments.rule_not_askable' } });
});

test('whoever may not see orders or their times sees no stages', async () => {
  const blind = userWith('customers.read', 'segments.read');
  const untimed = { ...reader, fields: { customers: {}, orders: { orderedAt: 'hidden' } } as const };
  for (const path of [
    '/segments/lifecycle',
    '/segments/lifecycle/customers',
    `/customers/${ada}/stages`,
    '/segments/lifecycle/flow?from=2026-03-05&to=2026-03-05',
  ])
    for (const as of [blind, untimed]) expect((await call('GET', path, { as })).status).toBe(403);
});

test('stages tell what stands behind their rules: the rules of segments that they name are read, too', async () => {
  const ofStore = {
    ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 },
    of: { stores: ['North'] },
  };
  const orders = await segmentOf(ofStore, 'all');
  const stages = [{ stage: 'loyal', rule: { type: 'segment', operator: 'in', segments: [orders] } }];
  const code = async (method: 'GET' | 'POST', path: string, as: Actor) =>
    (await call(method, path, { as, ...(method === 'POST' ? { body: { stages } } : {}) })).body.code;
  const withoutStores = { ...writer, fields: { customers: {}, orders: { store: 'hidden' } } as const };
  const preview = '/segments/lifecycle/preview';
  expect(await code('POST', preview, withoutStores)).toBe('segments.order_field_not_readable');
  const own = { ...writer, reaches: { ...reachesEverything, orders: ownReach } };
  const { body } = await call('POST', preview, { as: own, body: { stages } });
  expect(body.flows).toEqual([{ from: 'first', to: null, customers: 1 }]);
  await keepStages(stages);
  expect(await code('GET', '/segments/lifecycle', withoutStores)).toBe('segments.order_field_not_readable');
  expect((await call('GET', '/segments/lifecycle', { as: own })).body.customers).toBe(1);
  await keepStages(null);
});

test('a preview tells from which stage, hence whoever may not read what stages were worked out by sees none', async () => {
  const stages = [{ stage: 'loyal', rule: { type: 'field', field: 'city', operator: 'filled' } }];
  const preview = (as: Actor) => call('POST', '/segments/lifecycle/preview', { as, body: { stages } });
  const blind = userWith('customers.read', 'segments.read', 'segments.write');
  expect((await preview(blind)).body.code).toBe('segments.orders_not_readable');
  const ownOrders = { ...writer, reaches: { ...reachesEverything, orders: ownReach } };
  expect((await preview(ownOrders)).body.flows).toEqual([{ from: 'first', to: null, customers: 1 }]);
});

test('a stage is broken where its rule names what is gone, not where it names what the caller does not see', async () => {
  const named = (id: string) => ({ type: 'segment', operator: 'in', segments: [id] });
  const broken = async (id: string) => {
    await keepStages([{ stage: 'loyal', rule: named(id) }]);
    return (await call('GET', '/segments/lifecycle', { as: reader })).body.broken;
  };
  expect(await broken(await segmentOf(filled, 'me'))).toEqual([]);
  expect(await broken('404')).toEqual(['loyal']);
  const lost = await segmentOf({ type: 'of another version' }, 'all');
  expect(await broken(lost)).toEqual(['loyal']);
  expect((await call('GET', '/segments/lifecycle', { as: reader })).body.customers).toBe(0);
  await keepStages(null);
});

test('a rule that asks about a stage is for those who may read what stages tell, and counts among their customers', async () => {
  const rule = { type: 'stage', operator: 'notIn', stages: ['loyal'] };
  const city = { type: 'field', field: 'city', operator: 'is', values: ['杭州'] };
  await keepStages([{ stage: 'loyal', rule: city }]);
  const count = async (as: Actor) => (await call('POST', '/segments/count', { as, body: { rule } })).body;
  const types = async (as: Actor) => (await call('GET', '/segments/words', { as })).body.types;
  const withoutCities = { ...reader, fields: { customers: { city: 'hidden' }, orders: {} } as const };
  expect(await count(withoutCities)).toMatchObject({
    ...{ code: 'customers.field_not_readable', values: { field: 'city' } },
  });
  expect(await types(withoutCities)).not.toContain('stage');
  expect(await count(reader)).toMatchObject({ customers: 4 });
  expect(await types(reader)).toContain('stage');
  await keepStages(null);
});

test('PUT /segments/lifecycle/settings is for those who may change all customers and names its version; null brings back the stages as they came', async () => {
  const put = (stages: unknown, version: number, as = writer) =>
    call('PUT', '/segments/lifecycle/settings', {
      as,
      body: { stages },
      headers: { 'if-match': `"${version}"` },
    });
  const stages = [{ stage: 'loyal', rule: filled }];
  expect((await put(stages, 1, ownOnly)).body.code).toBe('customers.needs_all');
  expect((await put(stages, 1)).body).toMatchObject({ stages, isGiven: false, version: 2 });
  expect((await put(stages, 1)).body.code).toBe('segments.version_conflict');
  await platform.run(computeStages);
  expect((await call('GET', '/segments/lifecycle', { as: reader })).body.stages[3].customers).toBe(4);
  expect((await put(null, 2)).body).toMatchObject({ isGiven: true, version: 3 });
});

test('stages that ask for stages, themselves or by way of a segment, cannot be saved, nor such a rule of a segment that they stand on', async () => {
  const byStage = { type: 'stage', operator: 'in', stages: ['first'] };
  const inSegment = (id: string) => ({ type: 'segment', operator: 'in', segments: [id] });
  const put = async (rule: object) => {
    const { body } = await call('GET', '/segments/lifecycle', { as: reader });
    return call('PUT', '/segments/lifecycle/settings', {
      ...{ as: writer, body: { stages: [{ stage: 'loyal', rule }] } },
      headers: { 'if-match': `"${body.settings.version}"` },
    });
  };
  const { body: made } = await call('POST', '/segments', {
    as: writer,
    body: { name: 'Asks', description: '', kind: 'dynamic', shared: 'all', rule: byStage },
  });
  const patch = (rule: object, version: number) =>
    call('PATCH', `/segments/${made.id}`, {
      ...{ as: writer, body: { rule }, headers: { 'if-match': `"${version}"` } },
    });
  const preview = { as: writer, body: { stages: [{ stage: 'loyal', rule: inSegment(made.id) }] } };
  const refusals = [
    await put(byStage),
    await put(inSegment(made.id)),
    await call('POST', '/segments/lifecycle/preview', preview),
  ];
  for (const { body } of refusals) expect(body.code).toBe('segments.stages_in_circles');
  const { body: changed } = await patch(filled, made.version);
  expect((await put(inSegment(made.id))).status).toBe(200);
  expect((await patch(byStage, changed.version)).body.code).toBe('segments.stages_in_circles');
  expect((await patch({ all: [filled] }, changed.version)).status).toBe(200);
  await keepStages(null);
});

test('a stored rule may name a segment that somebody does not see, a new one may not, and is named by its stage', async () => {
  const hidden = await segmentOf(filled, 'me');
  const named = { type: 'segment', operator: 'in', segments: [hidden] };
  const stored = { stage: 'loyal', rule: named };
  await keepStages([stored]);
  const preview = (stages: object[]) =>
    call('POST', '/segments/lifecycle/preview', { as: writer, body: { stages } });
  expect((await preview([{ stage: 'first', rule: filled }, stored])).status).toBe(200);
  const { body } = await preview([stored, { stage: 'first', rule: { all: [filled, named] } }]);
  expect(body).toMatchObject({
    code: 'segments.rule_not_askable',
    errors: [{ path: 'stages.1.rule.all.1.segments.0', code: 'segments.missing' }],
  });
  await keepStages(null);
});

test('POST /segments/lifecycle/compute has the stages worked out in the background', async () => {
  expect((await call('POST', '/segments/lifecycle/compute', { as: writer })).body.computing).toBe(true);
  expect(await platform.run(computeStages)).toEqual({ moved: 4 });
});

test('a stage is broken where this version cannot read its rule, which nobody is told, and stages stand still', async () => {
  const before = await stagesByName(platform);
  await keepStages([
    { stage: 'first', rule: filled },
    { stage: 'loyal', rule: { type: 'of another version', secret: 'x' } },
  ]);
  const { status, body } = await call('GET', '/segments/lifecycle', { as: reader });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    broken: ['loyal'],
    customers: 0,
    sentences: [{}, { zh: expect.stringContaining('无法识别') }],
  });
  expect(body.settings.stages).toEqual([
    { stage: 'first', rule: filled },
    { stage: 'loyal', rule: null },
  ]);
  const asking = { as: reader, body: { rule: { type: 'stage', operator: 'in', stages: ['first'] } } };
  expect((await call('POST', '/segments/count', asking)).body.code).toBe('segments.rule_not_askable');
  await expect(platform.run(computeStages)).rejects.toMatchObject({ code: 'segments.rule_not_askable' });
  expect(await stagesByName(platform)).toEqual(before);
  const { version } = body.settings;
  const mended = { stages: [{ stage: 'loyal', rule: filled }] };
  const headers = { 'if-match': `"${version}"` };
  expect(
    (await call('PUT', '/segments/lifecycle/settings', { as: writer, body: mended, headers })).status,
  ).toBe(200);
  await keepStages(null);
});

test('reading stages needs segments.read and changing their rules segments.write', async () => {
  const body = { stages: [{ stage: 'loyal', rule: filled }] };
  const stranger = userWith('customers.read', 'commerce.read');
  const answers = [
    await call('GET', '/segments/lifecycle', { as: stranger }),
    await call('GET', '/segments/lifecycle/flow?from=2026-03-05&to=2026-03-05', { as: stranger }),
    await call('GET', '/segments/lifecycle/customers', { as: stranger }),
    await call('GET', `/customers/${ada}/stages`, { as: stranger }),
    await call('POST', '/segments/lifecycle/preview', { as: reader, body }),
    await call('PUT', '/segments/lifecycle/settings', { as: reader, body, headers: { 'if-match': '"1"' } }),
    await call('POST', '/segments/lifecycle/compute', { as: reader }),
  ];
  expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(403));
});
