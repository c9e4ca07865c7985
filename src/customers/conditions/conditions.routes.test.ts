import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Context } from '#platform/db/context.ts';
import { encodeCursor } from '#platform/http/cursor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, customFieldsFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { storeTotals } from '../profiles/totals.queries.ts';
import { worksRoutes } from '../works/works.routes.ts';
import { conditionsHold } from './conditions.queries.ts';
import { withinTime } from './within-time.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const as = userWith('customers.read', 'customers.write');
let ids: string[] = [];

beforeAll(async () => {
  ids = await platform.run((ctx) =>
    customersFrom(ctx, [
      {
        externalId: '1',
        name: 'Ann',
        city: '杭州',
        birthday: '1990-05-01',
        emails: ['ann@example.com', 'second@example.com'],
        country: 'CN',
      },
      { externalId: '2', name: 'Bo', city: '50%_off', birthday: '1985-01-01' },
      { externalId: '3', name: 'Cy' },
    ]),
  );
  const at = '2026-03-04T17:00:00Z';
  await platform.run((ctx) =>
    storeTotals(ctx, [
      {
        customerId: ids[0]!,
        orders: 3,
        cancellations: 0,
        spendMinor: '1000',
        firstOrderAt: at,
        lastOrderAt: at,
      },
    ]),
  );
  await call('POST', '/customers/tags', { as, body: { ids: [ids[1]], name: 'VIP' } });
  await sql`update customers.customers set owner_id = 7 where id = ${ids[2]}`.execute(platform.database.db);
});

async function found(...where: string[][]): Promise<string> {
  const words = `where=${encodeURIComponent(JSON.stringify(where))}`;
  const { status, body, text } = await call('GET', `/customers?sort=displayName&${words}`, { as });
  expect(status, text).toBe(200);
  const { body: counted } = await call('GET', `/customers/count?${words}`, { as });
  expect(counted.count).toBe(body.items.length);
  return body.items.map((row: { displayName: string }) => row.displayName).join(' ');
}

test('every kind of field can be asked in its own way, in lists and counts alike', async () => {
  expect(await found(['city', 'is', '杭州'])).toBe('Ann');
  expect(await found(['city', 'is', '杭州', '50%_off'])).toBe('Ann Bo');
  expect(await found(['city', 'isNot', '杭州'])).toBe('Bo Cy');
  expect(await found(['city', 'contains', '%_'])).toBe('Bo');
  expect(await found(['displayName', 'begins', 'a'])).toBe('Ann');
  expect(await found(['city', 'empty'])).toBe('Cy');
  expect(await found(['email', 'contains', 'EXAMPLE'])).toBe('Ann');
  expect(await found(['birthday', 'before', '1990-05-01'])).toBe('Bo');
  expect(await found(['birthday', 'filled'], ['birthday', 'after', '1985-01-01'])).toBe('Ann');
  expect(await found(['orders', 'atLeast', '3'])).toBe('Ann');
  expect(await found(['spendMinor', 'atMost', '999'])).toBe('Bo Cy');
  // 17:00 UTC is the next day in Shanghai.
  expect(await found(['lastOrderAt', 'is', '2026-03-05'])).toBe('Ann');
  expect(await found(['ownerId', 'is', '7'])).toBe('Cy');
  expect(await found(['ownerId', 'isNot', '7'])).toBe('Ann Bo');
  expect(await found(['ownerId', 'empty'])).toBe('Ann Bo');
  expect(await found(['country', 'is', 'CN', 'CHINA'])).toBe('Ann');
  expect(await found(['country', 'isNot', 'CN'])).toBe('Bo Cy');
  expect(await found(['email', 'is', 'second@example.com'])).toBe('Ann');
  expect(await found(['email', 'isNot', 'second@example.com'])).toBe('Bo Cy');
  const { body } = await call('GET', '/tags', { as });
  expect(await found(['tags', 'is', body.items[0].id])).toBe('Bo');
  expect(await found(['tags', 'isNot', body.items[0].id], ['tags', 'empty'])).toBe('Ann Cy');
});

test('a bulk act and its preview take the same conditions', async () => {
  const meant = { filters: { where: [['city', 'filled']] } };
  const { body } = await call('POST', '/customers/works/preview', { as, body: { meant } });
  expect(body).toEqual({ customers: 2, changeable: 2 });
});

test('what is unknown or does not fit is refused, and never an error of the database', async () => {
  const code = async (where: unknown) =>
    (await call('GET', `/customers?where=${encodeURIComponent(JSON.stringify(where))}`, { as })).body.code;
  expect(await code([['idNumber', 'is', '1']])).toBe('customers.field_unknown');
  expect(await code([['toString', 'is', '1']])).toBe('customers.field_unknown');
  expect(await code([['birthday', 'before', '2026-02-31']])).toBe('customers.condition_unfit');
  expect(await code([['orders', 'contains', '1']])).toBe('customers.condition_unfit');
  expect(await code([['orders', 'is', 'x']])).toBe('customers.condition_unfit');
  expect(await code([['ownerId', 'is', '9'.repeat(19)]])).toBe('customers.condition_unfit');
  expect(await code([['city', 'is']])).toBe('customers.condition_unfit');
  expect(await code([['city', 'empty', 'x']])).toBe('customers.condition_unfit');
  expect(await code(Array(11).fill(['city', 'empty']))).toBe('platform.wrong_input');
  expect((await call('GET', '/customers?where=%7B', { as })).body.code).toBe('platform.wrong_input');
});

test('owners and countries are compared as their indexes hold them', async () => {
  const plan = await platform.run(async (ctx) => {
    const hold = await conditionsHold(
      ctx,
      [
        ['ownerId', 'is', '7'],
        ['country', 'is', 'CN'],
      ],
      'UTC',
    );
    const { rows } =
      await sql`explain (format json) select from customers.customers c where ${sql.join(hold, sql` and `)}`.execute(
        ctx.tx,
      );
    return JSON.stringify(rows);
  });
  expect(plan).toMatch(/\(owner_id = ANY/);
  expect(plan).toMatch(/\(country = ANY/);
});

test('a value of a custom field is found by the index of all of them', async () => {
  const fields = [{ key: 'vip', type: 'flag' as const, label: { en: 'VIP' } }];
  await platform.run((ctx) => customFieldsFrom(ctx, fields));
  const plan = await platform.run(async (ctx) => {
    await sql`set local enable_seqscan = off`.execute(ctx.tx);
    const [holds] = await conditionsHold(ctx, [['field.vip', 'is', 'true']], 'UTC');
    const { rows } =
      await sql`explain (format json) select from customers.customers c where ${holds}`.execute(ctx.tx);
    return JSON.stringify(rows);
  });
  expect(plan).toContain('customers_field_values');
});

test('the preview of a bulk act takes as long as a list at most', async () => {
  const preview = worksRoutes.handlers.previewWork as (ctx: Context, input: object) => Promise<unknown>;
  const bounds: string[] = [];
  const noteBound = async (ctx: Context) => {
    const { rows } = await sql<{
      most: string;
    }>`select current_setting('statement_timeout') as most`.execute(ctx.tx);
    bounds.push(rows[0]!.most);
    return { condition: sql`true` };
  };
  const name = 'customers.segment';
  platform.listFilters = new Map([[name, { name, holds: noteBound, mayAsk: async () => true }]]);
  await platform.run(async (ctx) => {
    await preview(ctx, { meant: { filters: { segment: '1' } } });
    await noteBound(ctx);
  });
  expect(bounds).toEqual(['8s', '0']);
});

test('a list that takes too long is broken off with a reason', async () => {
  const slow = platform.run((ctx) =>
    withinTime(ctx, async () => {
      await sql`set local statement_timeout = 20`.execute(ctx.tx);
      await sql`select pg_sleep(5)`.execute(ctx.tx);
    }),
  );
  await expect(slow).rejects.toMatchObject({ code: 'customers.list_too_slow' });
});

test('GET /customers refuses conditions and cursors that the database would stumble over', async () => {
  const ask = (query: string) => call('GET', `/customers?${query}`, { as });
  for (const field of ['displayName', 'phone', 'language'])
    for (const text of ['a\0b', '\ud800'])
      expect((await ask(`where=${encodeURIComponent(JSON.stringify([[field, 'is', text]]))}`)).status).toBe(
        400,
      );
  const cursors = [
    ['orders', '1.5'],
    ['orders', '9999999999'],
    ['spendMinor', '9'.repeat(30)],
    ['createdAt', '2026-01-01T99:00:00Z'],
  ];
  for (const [sort, value] of cursors) {
    const cursor = encodeCursor({ sort: `${sort} desc`, value: value!, id: '1' });
    expect((await ask(`sort=${sort}&cursor=${cursor}`)).body.code).toBe('platform.wrong_cursor');
  }
});

test('GET /customers tells a column that is asked for again and again once', async () => {
  const { status, body } = await call('GET', `/customers?columns=${Array(60).fill('wechat')}`, { as });
  expect(status).toBe(200);
  expect(Object.keys(body.items[0].columns)).toEqual(['wechat']);
});
