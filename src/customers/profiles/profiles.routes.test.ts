import { describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { storeTotals } from './totals.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const writer = userWith('customers.read', 'customers.write', 'customers.export');
const reader = userWith('customers.read');

const asWriter = { as: writer };
const missing = '999999999';

async function create(body: Record<string, unknown>): Promise<string> {
  const made = await call('POST', '/customers', { ...asWriter, body });
  expect(made.status).toBe(200);
  return made.body.id;
}

describe('reading', () => {
  test('the list gives rows with main contact points and totals', async () => {
    const [id] = await platform.run((ctx) =>
      customersFrom(ctx, [
        {
          externalId: 'L1',
          name: 'Liu Li',
          phones: ['13812345678'],
          emails: ['liu@example.com'],
          country: 'CN',
        },
      ]),
    );
    const total = {
      orders: 3,
      cancellations: 1,
      spendMinor: '12345',
      firstOrderAt: '2026-01-01T00:00:00Z',
      lastOrderAt: '2026-02-01T00:00:00Z',
    };
    await platform.run((ctx) => storeTotals(ctx, [{ customerId: id!, ...total }]));
    const { status, body } = await call('GET', '/customers?q=liu', asWriter);
    expect(status).toBe(200);
    expect(body.next).toBeNull();
    expect(body.items).toMatchObject([
      {
        id,
        displayName: 'Liu Li',
        phone: '+8613812345678',
        email: 'liu@example.com',
        country: 'CN',
        ...total,
      },
    ]);
  });

  test('a cursor of another sort is refused', async () => {
    await create({ displayName: 'Page one' });
    await create({ displayName: 'Page two' });
    const { body } = await call('GET', '/customers?sort=displayName&limit=1', asWriter);
    const other = await call('GET', `/customers?sort=spendMinor&cursor=${body.next}`, asWriter);
    expect([other.status, other.body.code]).toEqual([400, 'platform.wrong_cursor']);
  });

  test('the count is exact for a short list', async () => {
    await create({ displayName: 'Count Countington' });
    expect((await call('GET', '/customers/count?q=countington', asWriter)).body).toEqual({
      count: 1,
      exact: true,
    });
  });

  test('facets give countries, regions of a country and cities of a region', async () => {
    const place = { country: 'FR', region: 'Bretagne', city: 'Brest' };
    await create({ displayName: 'Yann', ...place });
    await create({ displayName: 'Maël', ...place, city: 'Rennes' });
    await create({ displayName: 'Paul', country: 'FR' });
    const { body } = await call('GET', '/customers/facets?country=FR&region=Bretagne', asWriter);
    expect(body.countries).toContainEqual({ value: 'FR', count: 3, exact: true });
    expect(body.regions).toEqual([{ value: 'Bretagne', count: 2, exact: true }]);
    expect(body.cities.map((city: { value: string }) => city.value)).toEqual(['Brest', 'Rennes']);
  });

  test('one customer comes with contact points, records and identities', async () => {
    const [id] = await platform.run((ctx) =>
      customersFrom(ctx, [{ externalId: 'G1', name: 'Gao', emails: ['gao@example.com'] }]),
    );
    const { status, body, headers } = await call('GET', `/customers/${id}`, asWriter);
    expect(status).toBe(200);
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({
      displayName: 'Gao',
      contactPoints: [{ kind: 'email', value: 'gao@example.com', isPrimary: true }],
      records: [{ keyKind: 'external', keyValue: 'G1', sourceName: 'Fixtures' }],
      identities: [
        { kind: 'email', value: 'gao@example.com', sourceId: null },
        { kind: 'external', value: 'G1', sourceName: 'Fixtures' },
      ],
      relations: [],
    });
  });

  test('a customer that does not exist is not found, whatever is asked of it', async () => {
    for (const answer of [
      await call('GET', `/customers/${missing}`, asWriter),
      await call('PATCH', `/customers/${missing}`, {
        ...asWriter,
        headers: { 'if-match': '"1"' },
        body: { city: 'York' },
      }),
      await call('POST', `/customers/${missing}/bin`, asWriter),
      await call('POST', `/customers/${missing}/restore`, asWriter),
      await call('POST', `/customers/${missing}/contact-points`, {
        ...asWriter,
        body: { kind: 'wechat', value: 'x' },
      }),
      await call('PATCH', `/customers/${missing}/contact-points/1`, { ...asWriter, body: { label: 'x' } }),
      await call('DELETE', `/customers/${missing}/contact-points/1`, asWriter),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([404, 'customers.not_found']);
    }
  });
});

describe('permissions', () => {
  test('reading needs customers.read and writing customers.write', async () => {
    const nobody = { as: userWith('commerce.read') };
    for (const answer of [
      await call('GET', '/customers', nobody),
      await call('GET', '/customers/count', nobody),
      await call('GET', '/customers/facets', nobody),
      await call('GET', '/customers/export', nobody),
      await call('GET', '/customers/1', nobody),
      await call('POST', '/customers', { as: reader, body: { displayName: 'X' } }),
      await call('PATCH', '/customers/1', { as: reader, body: {} }),
      await call('POST', '/customers/1/bin', { as: reader }),
      await call('POST', '/customers/1/restore', { as: reader }),
      await call('POST', '/customers/bin', { as: reader, body: { ids: ['1'] } }),
      await call('POST', '/customers/restore', { as: reader, body: { ids: ['1'] } }),
      await call('POST', '/customers/1/contact-points', { as: reader, body: {} }),
      await call('PATCH', '/customers/1/contact-points/1', { as: reader, body: {} }),
      await call('DELETE', '/customers/1/contact-points/1', { as: reader }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([403, 'platform.permission_missing']);
    }
    expect((await call('GET', '/customers')).status).toBe(401);
  });
});

describe('writing', () => {
  test('a customer made by hand is found at once by its phone', async () => {
    const id = await create({
      displayName: '欧阳娜娜',
      country: 'CN',
      contactPoints: [
        { kind: 'phone', value: '139 1111 2222' },
        { kind: 'website', value: 'example.com/nana', label: 'Shop' },
      ],
    });
    const { body } = await call('GET', '/customers?q=139%201111', asWriter);
    expect(body.items.map((row: { id: string }) => row.id)).toEqual([id]);
    const { contactPoints, editedFields } = (await call('GET', `/customers/${id}`, asWriter)).body;
    expect(contactPoints.map((point: { value: string }) => point.value)).toEqual([
      '+8613911112222',
      'https://example.com/nana',
    ]);
    expect(editedFields).toEqual(['display_name', 'country']);
  });

  test.each([
    [{ contactPoints: [{ kind: 'phone', value: 'none' }] }, 400, 'customers.contact_point_invalid'],
    [{ contactPoints: [{ kind: 'email', value: 'a@b' }] }, 400, 'customers.contact_point_invalid'],
    [
      { contactPoints: [{ kind: 'website', value: 'javascript:alert(1)' }] },
      400,
      'customers.contact_point_invalid',
    ],
    [
      {
        contactPoints: [
          { kind: 'wechat', value: 'w' },
          { kind: 'wechat', value: 'w' },
        ],
      },
      409,
      'customers.contact_point_exists',
    ],
    [{ timeZone: 'Mars/Olympus' }, 400, 'customers.time_zone_unknown'],
  ])('%j is refused', async (body, status, code) => {
    const answer = await call('POST', '/customers', {
      ...asWriter,
      body: { displayName: 'Nobody', ...body },
    });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await call('GET', '/customers/count?q=nobody', asWriter)).body.count).toBe(0);
  });

  test('an edit makes a new version; what changes nothing makes none', async () => {
    const id = await create({ displayName: 'Ed' });
    const edit = (version: number, body: object) =>
      call('PATCH', `/customers/${id}`, { ...asWriter, headers: { 'if-match': `"${version}"` }, body });
    const edited = await edit(1, { city: 'York', birthday: '1990-02-03' });
    expect(edited.body).toMatchObject({ version: 2, city: 'York', birthday: '1990-02-03' });
    expect((await edit(2, { city: 'York' })).body.version).toBe(2);
    expect((await edit(2, { city: null, displayName: 'Edward' })).body).toMatchObject({
      version: 3,
      city: null,
      displayName: 'Edward',
    });
    expect((await call('GET', '/customers/count?q=edward', asWriter)).body.count).toBe(1);
    expect((await edit(3, { timeZone: 'Nowhere' })).body.code).toBe('customers.time_zone_unknown');
  });

  test('of two edits from one version the later is refused and shown the present customer', async () => {
    const id = await create({ displayName: 'Race' });
    const edit = (city: string) =>
      call('PATCH', `/customers/${id}`, { ...asWriter, headers: { 'if-match': '"1"' }, body: { city } });
    const answers = await Promise.all([edit('York'), edit('Hull')]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const won = answers.find((answer) => answer.status === 200)!;
    const lost = answers.find((answer) => answer.status === 409)!;
    expect(lost.body.code).toBe('customers.version_conflict');
    expect(lost.body.current).toMatchObject({ version: 2, city: won.body.city });
  });

  test('an edit without If-Match is refused', async () => {
    const id = await create({ displayName: 'Blind' });
    const answer = await call('PATCH', `/customers/${id}`, { ...asWriter, body: { city: 'York' } });
    expect([answer.status, answer.body.code]).toEqual([400, 'platform.if_match_missing']);
  });
});

describe('the bin', () => {
  test('takes a customer out of every list and gives it back', async () => {
    const id = await create({ displayName: 'Binnie' });
    const binned = await call('POST', `/customers/${id}/bin`, asWriter);
    expect(binned.body.binnedAt).not.toBeNull();
    expect((await call('GET', '/customers/count?q=binnie', asWriter)).body.count).toBe(0);
    expect((await call('GET', '/customers?bin=true&q=binnie', asWriter)).body.items).toHaveLength(1);
    expect((await call('GET', '/customers/export?q=binnie', asWriter)).text).not.toContain('Binnie');
    const restored = await call('POST', `/customers/${id}/restore`, asWriter);
    expect(restored.body.binnedAt).toBeNull();
    expect((await call('GET', '/customers/count?q=binnie', asWriter)).body.count).toBe(1);
  });

  test('takes many at once and answers for each', async () => {
    const ids = [await create({ displayName: 'Many 1' }), await create({ displayName: 'Many 2' })];
    await call('POST', `/customers/${ids[0]}/bin`, asWriter);
    const binned = await call('POST', '/customers/bin', { ...asWriter, body: { ids: [...ids, missing] } });
    const outcomes = (answer: { body: { items: { outcome: string }[] } }) =>
      answer.body.items.map((item) => item.outcome);
    expect(outcomes(binned)).toEqual(['unchanged', 'done', 'notFound']);
    const restored = await call('POST', '/customers/restore', { ...asWriter, body: { ids } });
    expect(outcomes(restored)).toEqual(['done', 'done']);
  });
});
