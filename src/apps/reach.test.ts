import { beforeAll, describe, expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { extents, type Reach, reachesEverything } from '#platform/access/reach.contract.ts';
import { declaredPermissions } from '#platform/domains/registry.ts';
import type { Endpoint } from '#platform/http/contract.ts';
import { type CallRoute, callRoutes, type RouteAnswer } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { keepUp } from '#segments/segments.fixtures.ts';
import { domains } from './domains.ts';
import {
  asking,
  type Belonging,
  belongings,
  bodies,
  type Marked,
  markedCustomer,
  reachedBy,
  teamsOf,
} from './reach.fixtures.ts';

let platform: TestPlatform;
let call: CallRoute;
const made = {} as Record<Belonging, Marked>;
/** Of everybody: by a rule, and by hand. */
const segments = { ruled: '', hand: '' };
const permissions = declaredPermissions(domains);
const endpoints = domains
  .filter(({ name }) => name === 'customers' || name === 'commerce' || name === 'segments')
  .flatMap((domain) => domain.routes.flatMap(({ contract }) => Object.values(contract.endpoints)));
const missing: Marked = {
  id: '900001',
  orderId: '900002',
  contactPointId: '900003',
  tagId: '900004',
  reminderId: '900005',
  attachmentId: '900006',
  words: [],
};

beforeAll(async () => {
  platform = await testPlatform();
  teamsOf(platform);
  call = await callRoutes(
    platform,
    domains.flatMap((domain) => domain.routes),
  );
  const maker = asking(reachesEverything.customers, permissions);
  for (const [place, belonging] of belongings.entries())
    made[belonging] = await markedCustomer(call, maker, belonging, made[belongings[place - 1]!]?.id);
  // Everybody may be the double of everybody else.
  await platform.database.pool.query(`insert into customers.possible_duplicates
    (customer_id, other_customer_id, kind, value, state, created_at)
    select a.id, b.id, 'email', 'x@example.com', 'open', now() from customers.customers a
    join customers.customers b on a.id < b.id`);
  const rule = { type: 'field', field: 'createdAt', operator: 'filled' };
  const madeOf = async (body: object) =>
    (await call('POST', '/segments', { body: { name: 'Everybody', shared: 'all', ...body }, as: maker })).body
      .id;
  segments.ruled = await madeOf({ rule });
  segments.hand = await madeOf({ kind: 'hand' });
  const ids = belongings.map((belonging) => made[belonging].id);
  await call('POST', `/segments/${segments.hand}/members`, { body: { ids }, as: maker });
  await keepUp(platform);
});

/** Every extent, with and without what nobody looks after. */
const reaches: Reach[] = extents.flatMap((see) =>
  [true, false].map((unassigned) => ({ see, change: see, unassigned })),
);
const named = reaches.map(
  (reach) => [`${reach.see}${reach.unassigned ? ' and unassigned' : ''}`, reach] as const,
);

function reached({ see, unassigned }: Reach): Belonging[] {
  return unassigned && see !== 'none' ? [...reachedBy[see], 'unassigned'] : reachedBy[see];
}

/** What has to be said for an answer. */
const asked: Record<string, string> = {
  '/segments/naming-field': '?key=level',
  '/segments/find': '?q=every',
  '/segments/hints': '?of=orders.stores',
  '/segments/lifecycle/flow': '?from=2026-01-01&to=2026-03-01',
};

const isOfOne = ({ path }: Endpoint) => /^\/(?:customers|orders|possible-duplicates)\/:/.test(path);
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;

/** The path with the ids of this customer. */
function pathTo(
  path: string,
  { id, orderId, contactPointId, tagId, reminderId, attachmentId }: Marked,
): string {
  return path
    .replace('/orders/:id', `/orders/${orderId}`)
    .replace(':id', id)
    .replace(':otherId', made.own.id)
    .replace(':contactPointId', contactPointId)
    .replace(':tagId', tagId)
    .replace(':reminderId', reminderId)
    .replace(':attachmentId', attachmentId)
    .replace(':kind/:relatedId', `referred_by/${made.own.id}`);
}

/** Seeing is enough for these: nothing of the customer changes. */
const onlySeen = new Set(['POST /customers/:id/id-number/reveal']);

function send(endpoint: Endpoint, of: Marked, as: UserActor): Promise<RouteAnswer> {
  const { method } = endpoint;
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const upload = { 'content-type': 'application/octet-stream' };
  const path = endpoint.upload ? `${endpoint.path}?fileName=x` : endpoint.path;
  return call(method, pathTo(path, of), {
    ...(hasBody ? { body: bodies[nameOf(endpoint)] } : {}),
    headers: { ...(endpoint.ifMatch ? { 'if-match': '"1"' } : {}), ...(endpoint.upload ? upload : {}) },
    as,
  });
}

test('every write to one customer or order is walked', () => {
  const writes = endpoints.filter((endpoint) => isOfOne(endpoint) && endpoint.method !== 'GET');
  expect(writes.map(nameOf).toSorted()).toEqual(Object.keys(bodies).toSorted());
});

describe.each(named)('whoever reaches %s', (_name, reach) => {
  const as = asking(reach, permissions);
  const mine = new Set(reached(reach));
  const others = belongings.filter((belonging) => !mine.has(belonging));
  const leaks = (text: string) =>
    others.flatMap((other) => made[other].words).filter((word) => text.includes(word));

  test('finds in lists, counts, searches, exports and sums those customers and orders alone', async () => {
    const wholes = endpoints.filter(
      ({ method, path }) => method === 'GET' && !path.includes('/:') && !path.startsWith('/currencies'),
    );
    expect(wholes.length).toBeGreaterThan(15);
    for (const endpoint of wholes) {
      const { text, status } = await call('GET', endpoint.path + (asked[endpoint.path] ?? ''), { as });
      expect([nameOf(endpoint), status, leaks(text)]).toEqual([nameOf(endpoint), 200, []]);
    }
    for (const query of [
      'q=namezz',
      'q=mailzz',
      'sort=spendMinor',
      'sort=displayName',
      'hasOrders=true',
      'country=CN',
    ]) {
      const { body } = await call('GET', `/customers?${query}`, { as });
      const names = body.items.map((row: { displayName: string }) => row.displayName.split('zz')[1]);
      expect([query, names.toSorted()]).toEqual([query, [...mine].toSorted()]);
      const filters = query.startsWith('sort') ? '' : query;
      const { body: counted } = await call('GET', `/customers/count?${filters}`, { as });
      expect([query, counted]).toEqual([query, { count: mine.size, exact: true }]);
    }
    const orders = (await call('GET', '/orders', { as })).body.items;
    expect(orders.map((row: { number: string }) => row.number.split('zz')[1]).toSorted()).toEqual(
      [...mine].toSorted(),
    );
    expect((await call('GET', '/orders/count', { as })).body.count).toBe(mine.size);
    const { stores, channels, brands, sellers } = (await call('GET', '/orders/facets', { as })).body;
    for (const words of [stores, channels, brands, sellers])
      expect(words.map((word: string) => word.split('zz')[1])).toEqual([...mine].toSorted());
    for (const other of others) {
      const { body } = await call('GET', `/orders?customerId=${made[other].id}`, { as });
      expect(body.items).toEqual([]);
    }
  });

  test.each(endpoints.filter(isOfOne).map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    '%s tells nothing of others, not even that they are there',
    async (name, endpoint) => {
      const asMissing = await send(endpoint, missing, as);
      for (const other of others) {
        const { status, body, text } = await send(endpoint, made[other], as);
        expect([name, other, status, body?.code, leaks(text)]).toEqual([
          name,
          other,
          asMissing.status,
          asMissing.body?.code,
          [],
        ]);
      }
      if (endpoint.method !== 'GET') return;
      for (const belonging of mine) {
        const { status, text } = await send(endpoint, made[belonging], as);
        expect([name, belonging, status, leaks(text)]).toEqual([name, belonging, 200, []]);
      }
    },
  );

  test('counts, names and explains by rules those customers alone', async () => {
    const everybody = { type: 'field', field: 'createdAt', operator: 'filled' };
    const bought = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1 };
    for (const rule of [everybody, { all: [everybody, bought] }]) {
      const { body } = await call('POST', '/segments/count', { body: { rule }, as });
      expect(body).toMatchObject({ customers: mine.size, reached: mine.size });
      const names = body.items.map(({ displayName }: { displayName: string }) => displayName.split('zz')[1]);
      expect(names.toSorted()).toEqual([...mine].toSorted());
      for (const belonging of belongings) {
        const about = { rule, customerId: made[belonging].id };
        const { status, text } = await call('POST', '/segments/explain', { body: about, as });
        expect([belonging, status, leaks(text)]).toEqual([belonging, mine.has(belonging) ? 200 : 404, []]);
      }
    }
  });

  test('tells of the members of segments those customers alone', async () => {
    const ofSegment = endpoints.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/segments/:id'),
    );
    expect(ofSegment.length).toBeGreaterThan(5);
    for (const endpoint of ofSegment)
      for (const id of Object.values(segments)) {
        const path = endpoint.path.replace(':id', id);
        if (path.includes(':customerId')) {
          for (const belonging of belongings) {
            const about = path.replace(':customerId', made[belonging].id);
            const { status, text } = await call('GET', about, { as });
            expect([about, status, leaks(text)]).toEqual([about, mine.has(belonging) ? 200 : 404, []]);
          }
          continue;
        }
        const { status, text, body } = await call('GET', path, { as });
        // The counts of the days are of everybody.
        const isTold = !path.endsWith('/daily-counts') || mine.size === belongings.length;
        expect([path, status, leaks(text)]).toEqual([path, isTold ? 200 : 403, []]);
        if (path.endsWith('/portrait'))
          expect(body).toMatchObject({ members: mine.size, everybody: mine.size });
        if (path.endsWith('/members') || path.endsWith('/movements'))
          expect(body.items.map((each: { customerId: string }) => each.customerId).toSorted()).toEqual(
            [...mine].map((belonging) => made[belonging].id).toSorted(),
          );
      }
    const ids = others.map((other) => made[other].id);
    for (const way of ids.length === 0 ? [] : ['/remove', '']) {
      const path = `/segments/${segments.hand}/members${way}`;
      // Nobody but the owner may try; that is the one who asks.
      expect((await call('POST', path, { body: { ids }, as })).body).toEqual({ moved: 0, ids: [] });
    }
    if (ids.length > 0)
      expect(
        (await call('POST', `/segments/${segments.hand}/members/meant`, { body: { meant: { ids } }, as }))
          .body,
      ).toEqual({ moved: 0, work: null });
  });

  test('changes those customers alone, one by one and many at once', async () => {
    const seesAll = asking({ see: 'all', change: reach.see, unassigned: reach.unassigned }, permissions);
    const untouchable = belongings.filter(
      (belonging) => !mine.has(belonging) && (belonging !== 'unassigned' || reach.unassigned),
    );
    for (const endpoint of endpoints.filter((each) => isOfOne(each) && each.method !== 'GET')) {
      if (onlySeen.has(nameOf(endpoint))) continue;
      const isPair = endpoint.path.startsWith('/possible-duplicates');
      // Nobody is their own double.
      for (const other of untouchable.filter((each) => !isPair || each !== 'own')) {
        const { status, body } = await send(endpoint, made[other], seesAll);
        const code = endpoint.path.startsWith('/orders') ? 'commerce.not_yours' : 'customers.not_yours';
        expect([nameOf(endpoint), other, status, body?.code]).toEqual([nameOf(endpoint), other, 403, code]);
      }
    }
    const ids = others.map((other) => made[other].id);
    if (ids.length === 0) return;
    for (const [path, rest] of Object.entries({
      '/customers/bin': {},
      '/customers/restore': {},
      '/customers/assign': { ownerId: '1' },
    })) {
      const { body } = await call('POST', path, { body: { ids, ...rest }, as });
      expect(body.items.map((item: { outcome: string }) => item.outcome)).toEqual(ids.map(() => 'notFound'));
    }
    await call('POST', '/customers/tags', { body: { ids, name: 'everywhere' }, as });
    const { rows } = await platform.database.pool.query(
      `select 1 from customers.customer_tags g join customers.tags t on t.id = g.tag_id
       where t.name = 'everywhere' and g.customer_id = any($1::bigint[])`,
      [ids],
    );
    expect(rows).toEqual([]);
  });
});
