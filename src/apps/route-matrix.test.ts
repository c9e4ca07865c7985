import { afterAll, beforeAll, expect, test } from 'vitest';
import { permissionsGiven, roleKeys } from '#admin/public.ts';
import { declaredPermissions } from '#platform/domains/registry.ts';
import { openApiOf } from '#platform/http/openapi.ts';
import { diceOf } from '#platform/testing/dice.ts';
import { type Operation, operationsOf } from '#platform/testing/fuzz/operations.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type ApiCall, type ApiWorld, apiWorld, type Headers } from './api-world.fixtures.ts';
import { domains } from './domains.ts';
import { callOf, ordinaryInput } from './ordinary-call.fixtures.ts';

const declared = declaredPermissions(domains);
const operations = operationsOf(openApiOf(domains.flatMap((domain) => domain.routes)));

/** Who comes, and what they may do. */
const people = new Map<string, { permissions: ReadonlySet<string>; headers: Headers }>();
/** Somebody with every permission but those of administrators, who reaches nothing but their own. */
let stranger: Headers;
let world: ApiWorld;
/** By the address up to its id: the id of something that is the owner's alone, or of a customer beyond reach. */
let things: Record<string, string>;

/** Whoever has the permission shares all of these. */
const shared = new Set([
  ...['/members/{id}', '/invitations/{id}', '/roles/{id}', '/teams/{id}', '/audit/checks/{id}'],
  ...['/backups/{id}', '/jobs/{id}', '/sources/{id}', '/products/{id}', '/tags/{id}'],

  ...['/uploads/{id}', '/imports/{id}', '/recipes/{id}'],
  ...['/custom-fields/{id}', '/custom-field-groups/{id}', '/webhooks/{id}'],
]);

beforeAll(async () => {
  world = await apiWorld(await testPlatform());
  const owner = await world.owner();
  people.set('owner', { headers: owner, permissions: declared });
  for (const role of roleKeys.filter((key) => key !== 'owner')) {
    const permissions = new Set(permissionsGiven(role, declared));
    people.set(role, { headers: await world.join(owner, role), permissions });
  }
  const ofOwnRole = async (name: string, permissions: Iterable<string>) => {
    const own = { see: 'own', change: 'own', unassigned: false };
    const role = { name, permissions: [...permissions], reaches: { customers: own, orders: own } };
    return world.join(owner, (await world.post('/roles', role, owner)).body.id);
  };
  people.set('a role with nothing', { headers: await ofOwnRole('Nothing', []), permissions: new Set() });
  const few = ['customers.read', 'commerce.read'];
  people.set('a key', { headers: await world.key(owner, few), permissions: new Set(few) });
  people.set('nobody', { headers: {}, permissions: new Set() });
  const usual = [...declared].filter((permission) => !permission.startsWith('admin.'));
  stranger = await ofOwnRole('Everything of their own', usual);
  things = await thingsOf(owner);
});
afterAll(() => world.close());

async function thingsOf(owner: Headers): Promise<Record<string, string>> {
  const made = async (path: string, body: object): Promise<string> =>
    (await world.post(path, body, owner)).body.id;
  const sessions = await world.send({ method: 'GET', url: '/api/v1/account/sessions', headers: owner });
  const customer = await made('/customers', { displayName: 'Ada' });
  const work = { act: { kind: 'bin' }, meant: { ids: [customer] } };
  const line = { productCode: 'P', productName: 'P', quantity: '1', unitPrice: '1' };
  return {
    '/account/sessions/{id}': JSON.parse(sessions.text).items[0].id,
    '/account/keys/{id}': await made('/account/keys', { name: 'Till', permissions: ['customers.read'] }),
    '/customers/{id}': customer,
    '/possible-duplicates/{id}': customer,
    '/customers/works/{id}': await made('/customers/works', work),
    '/customers/views/{id}': await made('/customers/views', { name: 'Mine', search: { q: 'Ada' } }),
    '/segments/{id}': await made('/segments', { name: 'Mine', kind: 'hand' }),
    '/orders/{id}': await made('/orders', { customerId: customer, kind: 'sale', number: '1', lines: [line] }),
  };
}

const missing = '900001';
const dice = diceOf(1);

/** The ordinary call of an operation about the thing with this id. */
async function send(operation: Operation, headers: Headers, id: string) {
  const input = ordinaryInput(operation, { dice, idFor: () => missing });
  const [first] = firstId(operation);
  if (first !== undefined) input.path[first] = id;
  return answerTo(callOf(operation, input, headers));
}

/** With a key that nobody knows. */
function sendOddly(operation: Operation, headers: Headers) {
  const { path, query, body } = ordinaryInput(operation, { dice, idFor: () => missing });
  const odd = { nobodyKnows: '1' };
  return answerTo(
    callOf(operation, { path, query: { ...query, ...odd }, body: { ...body, ...odd } }, headers),
  );
}

async function answerTo(call: ApiCall) {
  const address = `198.51.${dice(200)}.${dice(250)}`;
  const { status, text, contentType } = await world.send({ ...call, address });
  return { status, code: contentType.includes('problem') ? JSON.parse(text).code : undefined };
}

function firstId({ path, parameters }: Operation): string[] {
  const ids = parameters.filter((each) => each.schema.pattern?.startsWith('^[1-9]'));
  return [...path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name!)
    .filter((name) => ids.some((each) => each.name === name));
}

const withId = operations.filter((operation) => firstId(operation).length > 0);
const kindOf = ({ path }: Operation) => path.slice(0, path.indexOf('}') + 1);

test.each([...roleKeys, 'a role with nothing', 'a key', 'nobody'])(
  '%s may call what their permissions open, and nothing else',
  async (who) => {
    const { headers, permissions } = people.get(who)!;
    const differs: unknown[] = [];
    for (const operation of operations) {
      const { needs, name } = operation;
      const isOpen = needs === 'public' || (needs === 'signedIn' ? who !== 'nobody' : permissions.has(needs));
      const refusal =
        who === 'nobody' ? [401, 'platform.sign_in_first'] : [403, 'platform.permission_missing'];
      // Whoever is let in is told next that nobody knows this key, so that nothing is done.
      const [status, code] = isOpen ? [400, 'platform.wrong_input'] : refusal;
      const answer = await sendOddly(operation, headers);
      if (answer.status !== status || answer.code !== code) differs.push([name, answer]);
    }
    expect(differs).toEqual([]);
  },
);

test('every address with an id is known as shared, or has something that is tried below', () => {
  const unknown = withId.map(kindOf).filter((kind) => !shared.has(kind) && things[kind] === undefined);
  expect([...new Set(unknown)]).toEqual([]);
});

test('an id of others opens nothing, and looks like one that was never given', async () => {
  const differs: unknown[] = [];
  for (const operation of withId.filter((each) => !shared.has(kindOf(each)))) {
    const real = await send(operation, stranger, things[kindOf(operation)]!);
    const none = await send(operation, stranger, missing);
    const looksAlike = real.status === none.status && real.code === none.code;
    // A call that is refused for what it says has not looked at the id.
    if (!looksAlike || (real.status !== 403 && real.status !== 404))
      differs.push([operation.name, real, none]);
  }
  expect(differs).toEqual([]);
});
