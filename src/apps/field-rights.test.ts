import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import type { FieldRight } from '#platform/access/field-rights.contract.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { declaredFields, declaredPermissions } from '#platform/domains/registry.ts';
import type { Endpoint, Method } from '#platform/http/contract.ts';
import { type CallRoute, callRoutes, type RouteAnswer } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';
import { edits } from './field-edits.fixtures.ts';
import { asked, type Planted, plantCustomer, ruled, secrets, where } from './field-rights.fixtures.ts';
import { asking } from './reach.fixtures.ts';

let platform: TestPlatform;
let call: CallRoute;
let planted: Planted;
let nameless: string;
/** Which endpoints show a full reader which secrets: what they are not shown nobody is. */
let telling: { name: string; fields: string[]; send: (as: UserActor) => Promise<RouteAnswer> }[] = [];
const permissions = declaredPermissions(domains);
const guarded = [...declaredFields(domains).customers.keys()];
const everyone = asking(reachesEverything.customers, permissions);
const withRight = (field: string, right: FieldRight): UserActor => ({
  ...everyone,
  fields: { customers: { [field]: right }, orders: {} },
});
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const shownOf = (text: string, field: string) => secrets[field]!.filter((word) => text.includes(word));

const reading = domains
  .filter(({ name }) => name === 'customers' || name === 'commerce' || name === 'segments')
  .flatMap((domain) => domain.routes.flatMap(({ contract }) => Object.values<Endpoint>(contract.endpoints)))
  .filter(({ method }) => method === 'GET');

/** Writes that change no secret and answer with what they were about. */
const writing: [Method, string, object][] = [
  ['POST', '/customers/:id/bin', {}],
  ['POST', '/customers/:id/restore', {}],
  ['PATCH', '/customers/:id', { kind: 'person' }],
  ['POST', '/customers/:otherId/relations', { kind: 'referred_by', relatedId: ':id' }],
  ['PATCH', '/possible-duplicates/:id/:otherId', { state: 'open' }],
  ...Object.values(ruled).flatMap((rule): [Method, string, object][] => [
    ['POST', '/segments/count', { rule }],
    ['POST', '/segments/explain', { rule, customerId: ':id' }],
  ]),
  ['GET', '/audit', {}],
  ['GET', '/audit/export', {}],
];

const filled = (text: string) =>
  text
    .replace(':otherId', planted.otherId)
    .replace(':id', planted.id)
    .replace(':tagId', planted.tagId)
    .replace(/:(phone|email|wechat|website)/, (_, kind: string) => planted.points[kind]!);

/** Where a field goes along with others, the refusal names the one that was asked about. */
const called: Record<string, RegExp> = {
  displayName: /^(display|family)Name$/,
  city: /^city(Tier)?$/,
  field: /^field\.club$/,
};

/** What finds by a field, whole, in part, by digits and by a single letter. */
const searched: Record<string, string[]> = {
  displayName: ['zqdisplay', 'display'],
  company: ['zqcompany', 'company'],
  phone: ['13987654321', '139 8765 4321', '4321', '87', '13987654321 zqdisplay'],
  email: ['zqmail', 'zqmail@vast.example', 'v'],
  wechat: ['zqwechat'],
  website: ['zqsite'],
};

beforeAll(async () => {
  platform = await testPlatform();
  platform.readAssignee = async () => ({ teamId: '1', active: true });
  call = await callRoutes(
    platform,
    domains.flatMap((domain) => domain.routes),
  );
  planted = await plantCustomer(platform, call, everyone);
  [nameless] = (await platform.run((ctx) => customersFrom(ctx, [{ phones: ['139 8765 4322'] }]))) as [string];
  // The audit keeps what somebody looked for and what they marked.
  await call('GET', '/customers/export?q=zqmail', { as: everyone });
  const every = [
    ...reading.map((endpoint) => ({
      name: nameOf(endpoint),
      send: (as: UserActor) => call('GET', filled(endpoint.path), { as }),
    })),
    ...writing.map(([method, path, body]) => ({
      name: `${method} ${path}`,
      send: (as: UserActor) =>
        call(method, filled(path), {
          as,
          headers: { 'if-match': '"1"' },
          ...(method === 'GET' ? {} : { body: JSON.parse(filled(JSON.stringify(body))) }),
        }),
    })),
  ];
  telling = await Promise.all(
    every.map(async (each) => {
      const { text } = await each.send(everyone);
      return { ...each, fields: guarded.filter((field) => shownOf(text, field).length > 0) };
    }),
  );
  const told = new Set(telling.flatMap(({ fields }) => fields));
  expect(guarded.filter((field) => !told.has(field))).toEqual([]);
});

describe.each(['hidden', 'masked'] as const)('what is %s', (right) => {
  test.each(guarded)('comes out of no endpoint: %s', async (field) => {
    const as = withRight(field, right);
    for (const { name, fields, send } of telling.filter((each) => each.fields.includes(field))) {
      const { text, headers, status } = await send(as);
      const leaks = shownOf(`${text} ${JSON.stringify(headers)}`, field);
      expect([name, status < 500, leaks]).toEqual([name, true, []]);
      // What is kept from people must not take along what is not.
      if (status === 200 && name === 'GET /customers/:id')
        expect(fields.filter((other) => other !== field && shownOf(text, other).length === 0)).toEqual([]);
    }
  });

  test.each(Object.entries(asked))('is not filtered or sorted by: %s', async (field, queries) => {
    for (const query of queries) {
      const path = query.startsWith('/')
        ? [query]
        : ['', '/count', '/export'].map((end) => `/customers${end}?${query}`);
      for (const each of path.filter((one) => !query.startsWith('sort') || !one.includes('/count'))) {
        const { status, body } = await call('GET', each, { as: withRight(field, right) });
        expect([each, status, body?.code, body?.values]).toEqual([
          each,
          403,
          'customers.field_not_readable',
          { field: expect.stringMatching(called[field] ?? new RegExp(`^${field}$`)) },
        ]);
        expect((await call('GET', each, { as: withRight(field, 'read') })).status).toBe(200);
      }
    }
  });

  test.each(Object.entries(ruled))('is not asked about by a rule: %s', async (field, rule) => {
    for (const [path, about] of [
      ['/segments/count', {}],
      ['/segments/explain', { customerId: planted.id }],
      ['/segments/describe', {}],
    ] as const)
      for (const asking of [rule, { none: [{ any: [rule] }] }]) {
        const body = { rule: asking, ...about };
        const { status, body: answer } = await call('POST', path, { as: withRight(field, right), body });
        expect([path, status, answer.code]).toEqual([path, 403, 'customers.field_not_readable']);
        expect((await call('POST', path, { as: withRight(field, 'read'), body })).status).toBe(200);
      }
  });

  test.each(Object.entries(searched))('is not found by: %s', async (field, words) => {
    for (const word of words) {
      const path = `?q=${encodeURIComponent(word)}`;
      const found = async (as: UserActor) => [
        (await call('GET', `/customers${path}`, { as })).body.items.some(
          (row: { id: string }) => row.id === planted.id,
        ),
        (await call('GET', `/customers/count${path}`, { as })).body.count > 0,
      ];
      expect([word, ...(await found(withRight(field, 'read')))]).toEqual([word, true, true]);
      expect([word, (await found(withRight(field, right)))[0]]).toEqual([word, false]);
    }
    // Everything else goes on finding.
    const other = field === 'company' ? 'zqdisplay' : 'zqcompany';
    const { body } = await call('GET', `/customers?q=${other}`, { as: withRight(field, right) });
    expect(body.items).toHaveLength(1);
  });

  test('stands in for no name, in lists, origins, searches and cursors', async () => {
    const as = withRight('phone', right);
    for (const path of [
      '/customers',
      `/customers/${nameless}`,
      `/customers/${nameless}/origins`,
      '/customers/export',
    ])
      expect((await call('GET', path, { as })).text).not.toMatch(/139 ?8765 ?4322/);
    expect((await call('GET', `/customers/${nameless}`, { as })).body.displayName).toBe(`#${nameless}`);
    expect((await call('GET', '/customers?q=4322', { as })).body.items).toEqual([]);
    for (const asked of [where('displayName', 'begins', '139'), where('displayName', 'contains', '4322')]) {
      const count = async (who: UserActor) =>
        (await call('GET', `/customers/count?${asked}`, { as: who })).body.count;
      expect([await count(everyone), await count(as)]).toEqual([1, 0]);
    }
    const { next } = (await call('GET', '/customers?sort=displayName&limit=1', { as })).body;
    expect(Buffer.from(next, 'base64url').toString()).not.toMatch(/139/);
    const ids = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await call(
        'GET',
        `/customers?sort=displayName&limit=1${cursor && `&cursor=${cursor}`}`,
        {
          as,
        },
      );
      ids.push(...body.items.map((row: { id: string }) => row.id));
      cursor = body.next;
    }
    expect(ids.toSorted()).toEqual([planted.id, planted.otherId, nameless].toSorted());
  });
});

test('masks leave a part that tells people apart', async () => {
  const masked = Object.fromEntries(guarded.map((field) => [field, 'masked' as const]));
  const as = { ...everyone, fields: { customers: masked, orders: {} } };
  expect((await call('GET', `/customers/${planted.id}`, { as })).body).toMatchObject({
    displayName: 'z*',
    familyName: 'z*',
    company: 'z***',
    phone: '139****4321',
    email: 'z***@vast.example',
    birthday: '1987',
    gender: null,
    country: null,
    spendMinor: null,
    lastOrderAt: null,
    tags: [],
    custom: { Shoe: 'z***' },
    customFields: { club: 'z***' },
    records: [
      { payload: null, keyValue: null },
      { payload: null, keyValue: 'z***@vast.example' },
      { payload: null, keyValue: '139****4321' },
    ],
  });
});

test('the shorter a phone is, the less of it a mask leaves', async () => {
  const { rows } = await sql`select array(select customers.masked('phone', value) from
    unnest(array['13987654321', '0212345678', '1234567', '123456']) value) as masks`.execute(
    platform.database.db,
  );
  expect(rows).toEqual([{ masks: ['139****4321', '02****78', '12****67', '****'] }]);
});

test.each(guarded.filter((field) => edits[field]))(
  'whoever may only read does not set: %s',
  async (field) => {
    const as = withRight(field, 'read');
    const versionOf = async () =>
      (await call('GET', `/customers/${planted.id}`, { as: everyone })).body.version;
    const version = await versionOf();
    for (const [method, path, body] of edits[field]!) {
      const answer = await call(method, filled(path), { body, as, headers: { 'if-match': `"${version}"` } });
      expect([path, answer.status, answer.body.code, answer.body.values]).toEqual([
        path,
        403,
        'customers.field_not_writable',
        { field: expect.any(String) },
      ]);
    }
    expect(await versionOf()).toBe(version);
  },
);
