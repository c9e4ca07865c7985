import { beforeAll, describe, expect, test } from 'vitest';
import { customersFrom, customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { segmentsDomain } from '../domain.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, segmentsDomain.routes);
const as = userWith('segments.read', 'customers.read', 'commerce.read');
let ids: string[] = [];

const city = (...values: string[]) => ({ type: 'field', field: 'city', operator: 'is', values });
const orders = (more: object = {}) => ({
  ...{ type: 'orders', measure: 'count', operator: 'atLeast', value: 1 },
  ...more,
});

beforeAll(async () => {
  ids = await platform.run(async (ctx) => {
    await customFieldsFrom(ctx, [
      { key: 'club', type: 'text', label: { en: 'Club', zh: '俱乐部' } },
      { key: 'level', type: 'choice', label: { en: 'Level' }, choices: [{ key: 'a', label: { en: 'A' } }] },
    ]);
    return customersFrom(ctx, [
      { externalId: '1', name: 'Ann', city: '杭州', birthday: '1990-03-05' },
      { externalId: '2', name: 'Bo', city: '杭州' },
      { externalId: '3', name: 'Cy' },
    ]);
  });
  await platform.database.pool.query(
    `insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency, amount_minor, base_amount_minor, lines)
     values ($1, 900, 1, 'N1', 'sale', '2026-03-01T02:00:00Z', 'CNY', 1000, 1000, 0)`,
    [ids[0]],
  );
  await platform.database.pool.query(
    `insert into customers.totals (customer_id, orders, spend_minor) values ($1, 1, 1000)
     on conflict (customer_id) do update set orders = 1, spend_minor = 1000`,
    [ids[0]],
  );
});

const count = (rule: unknown, who: UserActor = as) =>
  call('POST', '/segments/count', { as: who, body: { rule } });

describe('POST /segments/count', () => {
  test('tells how many are meant, of how many, what they spent, and names some, the newest first', async () => {
    const { status, body } = await count({ all: [city('杭州')] });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ customers: 2, reached: 3, share: 2 / 3, spendMinor: '1000', engine: 'postgres' },
      items: [
        { id: ids[1], displayName: 'Bo' },
        { id: ids[0], displayName: 'Ann' },
      ],
    });
    expect((await count({ none: [orders()] })).body.customers).toBe(2);
  });

  test('tells with the place in the rule what does not fit', async () => {
    const { status, body } = await count({
      all: [city('杭州'), { any: [{ type: 'field', field: 'city', operator: 'atLeast', value: 1 }] }],
    });
    expect([status, body.code]).toEqual([400, 'platform.wrong_input']);
    expect(body.errors[0].path).toBe('rule.all.1.any.0.operator');
  });

  test('refuses a rule that names what is not there, with its place', async () => {
    const { body } = await count({
      all: [
        { type: 'customField', field: 'gone', operator: 'filled' },
        { type: 'tag', operator: 'none', tags: ['77'] },
        { type: 'segment', operator: 'in', segments: ['1'] },
        { type: 'customField', field: 'club', operator: 'atLeast', value: 1 },
        { type: 'customField', field: 'level', operator: 'is', values: ['a', 'b'] },
      ],
    });
    expect(body.code).toBe('segments.rule_not_askable');
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['rule.all.0.field', 'segments.missing'],
      ['rule.all.1.tags.0', 'segments.missing'],
      ['rule.all.2.segments.0', 'segments.missing'],
      ['rule.all.3.operator', 'segments.unfit'],
      ['rule.all.4.values.1', 'segments.unfit'],
    ]);
  });

  test("another's private segment answers like one that is not there, whatever its rule reads", async () => {
    const owner = userWith('segments.read', 'segments.write', 'customers.read', 'commerce.read');
    const body = { name: 'Private', kind: 'dynamic', rule: { all: [orders()] } };
    const { id } = (await call('POST', '/segments', { as: { ...owner, userId: '70' }, body })).body;
    const member = (segment: string) => ({ type: 'segment', operator: 'in', segments: [segment] });
    const few = userWith('segments.read', 'customers.read');
    const answers = await Promise.all(
      [id, '987654321'].map(async (segment) => {
        const { status, body: answer } = await count(member(segment), few);
        return [status, answer.code, JSON.stringify(answer.errors).replaceAll(segment, 'ID')];
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject([400, 'segments.rule_not_askable', expect.anything()]);
  });

  test('counts only whom the asker sees, and by orders only those whose orders they see, too', async () => {
    await platform.database.pool.query(
      'update customers.customers set owner_id = 7, team_id = 1 where id = $1',
      [ids[1]],
    );
    const own = { see: 'own', change: 'own', unassigned: false } as const;
    const all = { see: 'all', change: 'all', unassigned: true } as const;
    const seesOwn = { ...as, reaches: { customers: own, orders: all } };
    expect((await count(city('杭州'), seesOwn)).body).toMatchObject({ customers: 1, reached: 1 });
    const seesOwnOrders = { ...as, reaches: { customers: all, orders: own } };
    expect((await count(city('杭州'), seesOwnOrders)).body).toMatchObject({ customers: 2, reached: 3 });
    expect((await count({ none: [orders()] }, seesOwnOrders)).body).toMatchObject({
      customers: 1,
      reached: 1,
    });
    const nobody = userWith('segments.read');
    expect((await count(city('杭州'), nobody)).body).toMatchObject({ customers: 0, reached: 0, share: null });
    await platform.database.pool.query('update customers.customers set owner_id = null, team_id = null');
  });

  test('refuses what the asker may not read, and keeps spend from whom it is kept from', async () => {
    const kept = (customers: object, ofOrders: object = {}) =>
      ({ ...as, fields: { customers, orders: ofOrders } }) as UserActor;
    const code = async (rule: unknown, who: UserActor) => (await count(rule, who)).body.code;
    expect(await code(city('杭州'), kept({ city: 'masked' }))).toBe('customers.field_not_readable');
    const age = { type: 'age', operator: 'atLeast', value: 18 };
    expect(await code({ none: [age] }, kept({ birthday: 'hidden' }))).toBe('customers.field_not_readable');
    const named = { type: 'field', field: 'displayName', operator: 'begins', values: ['139'] };
    expect(await code(named, kept({ phone: 'masked' }))).toBe('customers.field_not_readable');
    const club = { type: 'customField', field: 'club', operator: 'filled' };
    expect(await code(club, kept({ field: 'masked' }))).toBe('customers.field_not_readable');
    expect(await code(orders(), userWith('segments.read', 'customers.read'))).toBe(
      'segments.orders_not_readable',
    );
    const recent = orders({ within: { days: 30 } });
    expect(await code(recent, kept({}, { orderedAt: 'hidden' }))).toBe('segments.order_field_not_readable');
    expect(await code(orders({ measure: 'spend' }), kept({}, { amountMinor: 'masked' }))).toBe(
      'segments.order_field_not_readable',
    );
    expect((await count(orders(), kept({ spendMinor: 'hidden' }))).body).toMatchObject({ spendMinor: null });
    expect((await count(city('杭州'), userWith('customers.read'))).status).toBe(403);
  });
});

describe('POST /segments/explain', () => {
  const explain = (rule: unknown, customerId: string, who: UserActor = as) =>
    call('POST', '/segments/explain', { as: who, body: { rule, customerId } });

  test('tells of every part whether it holds and by which facts', async () => {
    const rule = { all: [city('杭州'), { none: [orders()] }] };
    const { body } = await explain(rule, ids[0]!);
    expect(body).toMatchObject({
      holds: false,
      nodes: [
        { path: [], holds: false, group: 'all' },
        {
          ...{ path: ['all', 0], holds: true, type: 'field' },
          ...{ because: [{ fact: 'value', value: '杭州' }], sentence: { zh: '城市是杭州的客户' } },
        },
        { path: ['all', 1], holds: false, group: 'none' },
        {
          ...{ path: ['all', 1, 'none', 0], holds: true, type: 'orders' },
          because: [
            { fact: 'measured', value: '1' },
            { fact: 'order', value: 'N1', id: '900' },
          ],
        },
      ],
    });
    expect((await explain(rule, ids[1]!)).body.holds).toBe(true);
  });

  test('names the documents that came last to whom their times are kept from, not the latest ones', async () => {
    await platform.database.pool.query(
      `insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency, amount_minor, lines)
        select $1, id, 1, 'N' || id, 'sale', timestamptz '2026-02-01' - (id - 910) * interval '1 day', 'CNY', 100, 0
        from generate_series(911, 913) id`,
      [ids[2]],
    );
    const untimed = { ...as, fields: { customers: {}, orders: { orderedAt: 'hidden' } } } as UserActor;
    const shown = async (rule: unknown, who: UserActor) =>
      (await explain(rule, ids[2]!, who)).body.nodes[0].because
        .filter(({ fact }: { fact: string }) => fact === 'order')
        .map(({ value }: { value: string }) => value);
    expect(await shown(orders(), untimed)).toEqual(['N913', 'N912', 'N911']);
    expect(await shown(orders({ within: { from: '2026-01-01' } }), as)).toEqual(['N911', 'N912', 'N913']);
    await platform.database.pool.query('delete from commerce.orders where id > 910');
  });

  test('knows no customer that the asker does not see', async () => {
    const own = { see: 'own', change: 'own', unassigned: false } as const;
    const stranger = { ...as, reaches: { customers: own, orders: own } };
    for (const id of [ids[0]!, '987654321'])
      expect((await explain(city('杭州'), id, stranger)).body.code).toBe('customers.not_found');
  });
});

describe('POST /segments/describe', () => {
  test('puts a rule into words and tells what it names in vain', async () => {
    const { body } = await call('POST', '/segments/describe', {
      as,
      body: { rule: { all: [city('杭州'), { type: 'customField', field: 'gone', operator: 'filled' }] } },
    });
    expect(body).toEqual({
      sentence: {
        en: 'Customers whose city is 杭州 and whose gone is known',
        zh: '城市是杭州，并且有gone的客户',
      },
      findings: [
        { path: ['all', 1, 'field'], kind: 'customField', name: 'gone', problem: 'missing', blocks: true },
      ],
      names: [],
    });
  });
});

test('POST /segments/describe tells of fifty things that a rule names in vain, however many there are', async () => {
  const tags = Array.from({ length: 10_000 }, (_, index) => String(1_000 + index));
  const body = { rule: { type: 'tag', operator: 'any', tags } };
  expect((await call('POST', '/segments/describe', { as, body })).body.findings).toHaveLength(50);
});

describe('GET /segments/words', () => {
  test('tells what can be asked, and leaves out what the asker may not read', async () => {
    const all = (await call('GET', '/segments/words', { as })).body;
    expect(all.types).toContain('birthday');
    expect(all.fields.find(({ key }: { key: string }) => key === 'spendMinor')).toMatchObject({
      as: 'figure',
      money: true,
    });
    expect(all.customFields.map(({ key }: { key: string }) => key)).toEqual(['club', 'level']);
    expect(all.orders.measures).toContain('spend');
    const few = {
      ...userWith('segments.read', 'customers.read', 'commerce.read'),
      fields: {
        customers: { birthday: 'masked', field: 'hidden' },
        orders: { amountMinor: 'hidden', store: 'masked' },
      },
    } as UserActor;
    const left = (await call('GET', '/segments/words', { as: few })).body;
    expect(left.types).not.toContain('birthday');
    expect(left.types).not.toContain('customField');
    expect(left.fields.map(({ key }: { key: string }) => key)).not.toContain('birthday');
    expect(left.orders.measures).not.toContain('spend');
    expect(left.orders.filters).not.toContain('stores');
    const without = await call('GET', '/segments/words', { as: userWith('segments.read', 'customers.read') });
    expect(without.body).toMatchObject({ orders: null });
    expect(without.body.steps).not.toContain('order');
  });
});
