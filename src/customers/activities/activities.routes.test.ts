import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, customFieldsFrom } from '../customers.fixtures.ts';
import { activitiesRoutes } from './activities.routes.ts';
import { recordActivities } from './activities.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [activitiesRoutes]);
const writer = { as: userWith('customers.read', 'customers.write') };
const missing = '999999999';
let made = 0;

async function customer(): Promise<string> {
  made += 1;
  const [id] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: `C${made}` }]));
  return id!;
}

test('a noted call stands in the timeline with who noted it and when it happened', async () => {
  const id = await customer();
  const body = {
    type: 'call',
    payload: { direction: 'out', outcome: 'reached' },
    occurredAt: '2026-03-01T10:00:00+08:00',
  };
  const { status, body: added } = await call('POST', `/customers/${id}/activities`, { ...writer, body });
  expect(status).toBe(200);
  expect(added).toMatchObject({
    customerId: id,
    type: 'call',
    occurredAt: '2026-03-01T02:00:00Z',
    receivedAt: '2026-03-05T08:00:00Z',
    actor: 'user:7',
    payload: body.payload,
  });
  const timeline = await call('GET', `/customers/${id}/timeline`, writer);
  expect(timeline.body).toEqual({ items: [added], next: null });
});

test('an activity takes the custom fields of its type, asks for required ones, and tells nobody what is hidden from them', async () => {
  const id = await customer();
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { key: 'result', of: 'activity', type: 'text', kinds: ['visit'], label: { en: 'R' }, required: true },
      { key: 'guests', of: 'activity', type: 'number', label: { en: 'G' } },
    ]),
  );
  const add = (type: string, customFields: object, payload: object = {}) =>
    call('POST', `/customers/${id}/activities`, { ...writer, body: { type, payload, customFields } });
  expect((await add('visit', { guests: '3' })).body.code).toBe('customers.field_required');
  expect((await add('call', { result: 'x' })).body.code).toBe('customers.field_of_other_kind');
  expect((await add('call', { guests: 'x' })).body.code).toBe('customers.field_wrong_number');
  expect((await add('call', {}, { fields: { guests: '3' } })).body.code).toBe(
    'customers.activity_payload_wrong',
  );
  const { body: added } = await add('visit', { result: 'won', guests: '3.0' });
  expect(added).toMatchObject({ payload: {}, customFields: { result: 'won', guests: '3' } });
  const shown = async (as: object) =>
    (await call('GET', `/customers/${id}/timeline`, { as: as as never })).body.items[0].customFields;
  expect(await shown(writer.as)).toEqual({ result: 'won', guests: '3' });
  expect(await shown({ ...writer.as, fields: { customers: { 'field.result': 'hidden' } } })).toEqual({
    guests: '3',
  });
  expect(await shown({ ...writer.as, fields: { customers: { field: 'hidden' } } })).toEqual({});
  await sql`update customers.custom_fields set archived_at = now()`.execute(platform.database.db);
  expect(await shown(writer.as)).toEqual({});
});

test('the same key again gives back the first and writes nothing', async () => {
  const id = await customer();
  const add = (text: string) =>
    call('POST', `/customers/${id}/activities`, {
      ...writer,
      body: { type: 'note', payload: { text }, key: 'k' },
    });
  const first = await add('one');
  platform.clock.set('2026-03-05T09:00:00Z');
  const second = await add('two');
  platform.clock.set('2026-03-05T08:00:00Z');
  expect(second.body).toEqual(first.body);
  expect((await call('GET', `/customers/${id}/timeline`, writer)).body.items).toHaveLength(1);
});

test('the timeline pages newest first over months and shared times, and filters by type', async () => {
  const id = await customer();
  const times = [
    '2024-12-31T23:59:59.999Z',
    '2025-01-01T00:00:00Z',
    '2025-01-01T00:00:00Z',
    '2026-03-01T00:00:00Z',
    '1999-05-05T05:05:05Z',
  ];
  await platform.run((ctx) =>
    recordActivities(
      ctx,
      times.map((occurredAt, index) => ({
        customerId: id,
        type: index === 0 ? 'visit' : 'note',
        occurredAt,
        payload: index === 0 ? {} : { text: String(index) },
      })),
    ),
  );
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await call('GET', `/customers/${id}/timeline?limit=2${cursor}`, writer);
    seen.push(...body.items.map((item: { occurredAt: string }) => item.occurredAt));
    cursor = body.next ? `&cursor=${body.next}` : '';
  } while (cursor);
  expect(seen).toEqual(
    [...times]
      .sort()
      .reverse()
      .map((time) => time.replace('.000', '')),
  );
  const visits = await call('GET', `/customers/${id}/timeline?type=visit`, writer);
  expect(visits.body.items).toHaveLength(1);
});

test('what cannot be is refused', async () => {
  const id = await customer();
  const add = (body: object) => call('POST', `/customers/${id}/activities`, { ...writer, body });
  const answers = [
    await add({ type: 'note', payload: {} }),
    await add({ type: 'call', payload: { direction: 'sideways' } }),
    await add({ type: 'note', payload: { text: 'x' }, occurredAt: '0026-03-01T00:00:00Z' }),
    await add({ type: 'note', payload: { text: 'x' }, occurredAt: '2036-03-01T00:00:00Z' }),
    await call('POST', `/customers/${missing}/activities`, {
      ...writer,
      body: { type: 'note', payload: { text: 'x' } },
    }),
    await call('GET', `/customers/${missing}/timeline`, writer),
    await call('GET', `/customers/${id}/timeline?cursor=abc`, writer),
  ];
  expect(answers.map((answer) => `${answer.status} ${answer.body.code}`)).toEqual([
    '400 customers.activity_payload_wrong',
    '400 customers.activity_payload_wrong',
    '400 customers.activity_time_unlikely',
    '400 customers.activity_time_unlikely',
    '404 customers.not_found',
    '404 customers.not_found',
    '400 platform.wrong_cursor',
  ]);
  expect(answers[1]!.body.errors).toMatchObject([{ path: 'payload.direction' }]);
});

test('reading needs customers.read and writing customers.write', async () => {
  const answers = [
    await call('GET', '/customers/1/timeline', { as: userWith() }),
    await call('POST', '/customers/1/activities', { as: userWith('customers.read'), body: {} }),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([403, 403]);
});

test('a batch answers in its order, and of equal keys in it the first counts', async () => {
  const id = await customer();
  const note = (text: string, key?: string) => ({
    customerId: id,
    type: 'note' as const,
    occurredAt: '2026-02-01T00:00:00Z',
    payload: { text },
    ...(key ? { key } : {}),
  });
  const recorded = await platform.run((ctx) =>
    recordActivities(ctx, [note('a', 'k'), note('b'), note('c', 'k'), note('d', 'l')]),
  );
  expect(recorded.map((activity) => activity.repeated)).toEqual([false, false, true, false]);
  expect(recorded[2]!.id).toBe(recorded[0]!.id);
  const { rows } = await sql<{
    text: string;
  }>`select payload ->> 'text' as text from customers.activities where customer_id = ${id} order by id`.execute(
    platform.database.db,
  );
  expect(rows.map((row) => row.text)).toEqual(['a', 'b', 'd']);
});

test('two connections with one key record one activity', async () => {
  const id = await customer();
  const activity = {
    customerId: id,
    type: 'note' as const,
    occurredAt: '2026-02-01T00:00:00Z',
    payload: { text: 'x' },
    key: 'k',
  };
  const both = await Promise.all([0, 1].map(() => platform.run((ctx) => recordActivities(ctx, [activity]))));
  expect(both[0]![0]!.id).toBe(both[1]![0]!.id);
  expect(both.map((recorded) => recorded[0]!.repeated).sort()).toEqual([false, true]);
});
