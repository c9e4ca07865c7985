import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersDomain } from '../domain.ts';
import { binCustomers } from '../profiles/profiles.ts';
import { sourceNamed } from '../records/sources.queries.ts';
import type { FieldQuality } from './quality.contract.ts';
import { setCustomer, tellRecord } from './quality.fixtures.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read', 'customers.export') };
const writer = { as: userWith('customers.read', 'customers.write') };

async function create(body: Record<string, unknown>): Promise<string> {
  return (await call('POST', '/customers', { ...writer, body })).body.id;
}

async function measured(
  query = '',
): Promise<{ total: number; of: string; fields: Map<string, FieldQuality> }> {
  const { status, body } = await call('GET', `/data-quality${query}`, reader);
  expect(status).toBe(200);
  return { ...body, fields: new Map(body.fields.map((each: FieldQuality) => [each.field, each])) };
}

async function countOf(query: string): Promise<number> {
  return (await call('GET', `/customers/count?${query}`, reader)).body.count;
}

beforeEach(async () => {
  await sql`truncate customers.customers, customers.totals, customers.search, customers.identities,
    customers.source_records, customers.contact_points restart identity cascade`.execute(
    platform.database.db,
  );
});

describe('of all customers', () => {
  test('a field counts where it makes sense, is filled where it holds something, and invalid where it is marked', async () => {
    await create({ displayName: 'Ann', birthday: '1990-01-01', gender: 'female' });
    const bo = await create({ displayName: 'Bo' });
    await create({ displayName: 'Firm', kind: 'organisation', creditCode: '91330000MA27XXXX1X' });
    await setCustomer(platform, bo, { marks: ['birthday'] });
    const { total, of, fields } = await measured();
    expect([total, of]).toEqual([3, 'customers']);
    expect(fields.get('birthday')).toEqual({ field: 'birthday', expected: 2, filled: 2, invalid: 1 });
    expect(fields.get('gender')).toEqual({ field: 'gender', expected: 2, filled: 1, invalid: 0 });
    expect(fields.get('creditCode')).toEqual({ field: 'creditCode', expected: 1, filled: 1, invalid: 0 });
    expect(fields.get('displayName')).toEqual({ field: 'displayName', expected: 3, filled: 3, invalid: 0 });
  });

  test('of several phones the first choice counts, and a customer counts once', async () => {
    const id = await create({
      displayName: 'Ann',
      contactPoints: [
        { kind: 'phone', value: '+8613800138000' },
        { kind: 'phone', value: '12345' },
      ],
    });
    await create({ displayName: 'Bo' });
    expect((await measured()).fields.get('phone')).toEqual({
      field: 'phone',
      expected: 2,
      filled: 1,
      invalid: 0,
    });
    const { body } = await call('GET', `/customers/${id}`, reader);
    await call('PATCH', `/customers/${id}/contact-points/${body.contactPoints[0].id}`, {
      ...writer,
      body: { status: 'invalid' },
    });
    expect((await measured()).fields.get('phone')).toMatchObject({ filled: 1, invalid: 1 });
  });

  test('a name that only stands in for an unknown one is not filled', async () => {
    const id = await create({ displayName: '—' });
    await setCustomer(platform, id, { edited_fields: [] });
    expect((await measured()).fields.get('displayName')).toMatchObject({ expected: 1, filled: 0 });
    expect(await countOf('missing=displayName')).toBe(1);
  });

  test('customers in the bin are not measured', async () => {
    const id = await create({ displayName: 'Ann' });
    await platform.run((ctx) => binCustomers(ctx, [id]));
    expect((await measured()).total).toBe(0);
  });

  test('editing a marked value by hand takes the mark away', async () => {
    const id = await create({ displayName: 'Ann' });
    await setCustomer(platform, id, { marks: ['birthday', 'postal_code'] });
    await call('PATCH', `/customers/${id}`, {
      ...writer,
      headers: { 'if-match': '"1"' },
      body: { birthday: '1990-01-01' },
    });
    expect((await call('GET', `/customers/${id}`, reader)).body.marks).toEqual(['postal_code']);
  });

  test('every number opens its customers: missing, invalid, filled and valid count what the measure says', async () => {
    const ids = [
      await create({ displayName: 'Ann', birthday: '1990-01-01' }),
      await create({ displayName: 'Bo', contactPoints: [{ kind: 'phone', value: '12345' }] }),
      await create({ displayName: 'Firm', kind: 'organisation' }),
    ];
    await setCustomer(platform, ids[0]!, { marks: ['birthday', 'city'] });
    await sql`update customers.contact_points set status = 'invalid'`.execute(platform.database.db);
    const { fields } = await measured();
    for (const { field, expected, filled, invalid } of fields.values()) {
      expect([field, await countOf(`missing=${field}`)]).toEqual([field, expected - filled]);
      expect([field, await countOf(`invalid=${field}`)]).toEqual([field, invalid]);
      expect([field, await countOf(`filled=${field}`)]).toEqual([field, filled]);
      expect([field, await countOf(`valid=${field}`)]).toEqual([field, filled - invalid]);
    }
  });
});

describe('of what sources and imports brought', () => {
  async function world() {
    const [ann, bo] = [await create({ displayName: 'Ann' }), await create({ displayName: 'Bo' })];
    await tellRecord(platform, ann!, {
      source: 'Shop',
      importId: 5,
      fields: { display_name: 'Ann', city: '杭州市' },
      contacts: [{ kind: 'phone', value: '123', entered: '123', certain: false }],
      notes: { phone: { problem: 'phone' }, birthday: { problem: 'date' } },
    });
    await tellRecord(platform, bo!, {
      source: 'Till',
      importId: 6,
      fields: { display_name: 'Bo' },
      unifiedBy: 'phone',
    });
    await tellRecord(platform, ann!, { source: 'Till', importId: 5, fields: {}, unifiedBy: 'external' });
    return { ann, bo };
  }

  test('GET /data-quality/sources measures the records of every source, most records first', async () => {
    await world();
    const { body } = await call('GET', '/data-quality/sources', reader);
    expect(
      body.items.map((item: { sourceName: string; total: number }) => [item.sourceName, item.total]),
    ).toEqual([
      ['Till', 2],
      ['Shop', 1],
    ]);
    const shop = new Map(body.items[1].fields.map((each: FieldQuality) => [each.field, each]));
    expect(shop.get('phone')).toEqual({ field: 'phone', expected: 1, filled: 1, invalid: 1 });
    expect(shop.get('birthday')).toEqual({ field: 'birthday', expected: 1, filled: 1, invalid: 1 });
    expect(shop.get('email')).toEqual({ field: 'email', expected: 1, filled: 0, invalid: 0 });
  });

  test('one source or one import is measured by its records, and opens its customers', async () => {
    await world();
    const till = await platform.run((ctx) => sourceNamed(ctx, 'Till'));
    expect(await measured(`?source=${till}`)).toMatchObject({ of: 'records', total: 2 });
    const { total, fields } = await measured('?importId=5');
    expect(total).toBe(2);
    expect(fields.get('city')).toEqual({ field: 'city', expected: 2, filled: 1, invalid: 0 });
    expect(await countOf('importId=5')).toBe(1);
    expect(await countOf('importId=5&importOutcome=created')).toBe(1);
    expect(await countOf('importId=6&importOutcome=created')).toBe(0);
    expect(await countOf('importId=6&importOutcome=updated')).toBe(1);
    expect(await countOf(`source=${till}`)).toBe(2);
    expect(await countOf(`source=${till}&missing=displayName`)).toBe(1);
    expect(await countOf('importId=5&invalid=birthday')).toBe(1);
    expect(await countOf('importId=6&invalid=birthday')).toBe(0);
  });

  test('filled and valid of a source or an import speak of the records from there', async () => {
    await world();
    for (const query of ['importId=5', 'importId=6']) {
      const { fields } = await measured(`?${query}`);
      for (const { field, filled, invalid } of fields.values()) {
        expect([field, await countOf(`${query}&filled=${field}`)]).toEqual([field, filled]);
        expect([field, await countOf(`${query}&valid=${field}`)]).toEqual([field, filled - invalid]);
      }
    }
  });

  test('the export honours the filters too', async () => {
    await world();
    const { text } = await call('GET', '/customers/export?importId=6', reader);
    expect(text).toContain('Bo');
    expect(text).not.toContain('Ann');
  });
});

test('data quality is shown to readers of customers only', async () => {
  const stranger = { as: userWith('admin.manage') };
  const answers = [
    await call('GET', '/data-quality', stranger),
    await call('GET', '/data-quality/sources', stranger),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403]);
});
