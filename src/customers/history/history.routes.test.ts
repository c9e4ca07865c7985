import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { callRoutes, type RouteAnswer, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { customFieldsFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { handOverRows } from '../profiles/assign-customers.queries.ts';
import { updateCustomer } from '../profiles/profiles.ts';
import { undoRecords } from '../public.ts';
import type { Arriving } from '../records/arriving.ts';
import { arriving, copyOf, importWorld } from '../records/records.fixtures.ts';
import { splitCustomer } from '../records/split-customer.ts';
import { stageArrivals, storeArrivals } from '../records/store-arrivals.ts';
import type { ValueChange } from './history.contract.ts';

const { platform, shop, fresh, ensure, one } = await importWorld();
const call = await callRoutes(platform, customersDomain.routes);
const as = userWith('customers.read', 'customers.write', 'customers.sensitive');
platform.readColleague = async () => as;
platform.readAssignee = async () => ({ teamId: '1', active: true });

let imports = 500;
/** Stores rows as an import would, and gives its id. */
async function imported(rows: Arriving[], tags: string[] = []): Promise<string> {
  imports += 1;
  const importId = String(imports);
  await transactBulk(platform, async (ctx) => {
    await stageArrivals(ctx, shop, copyOf(rows));
    const arrivedAt = new Date(Date.UTC(2026, 2, 6, imports - 500));
    await storeArrivals(ctx, {
      sourceId: shop,
      importId,
      arrivedAt,
      mode: 'createAndUpdate',
      leads: true,
      tags,
    });
  });
  return importId;
}

async function sent(
  method: 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<RouteAnswer['body']> {
  const version = /^\/customers\/(\d+)/.exec(path)?.[1];
  const headers: Record<string, string> = version ? { 'if-match': `"${(await one(version)).version}"` } : {};
  const answer = await call(method, path, { as, headers, ...(body && { body }) });
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

const made = async (edit: object = {}): Promise<string> =>
  (await sent('POST', '/customers', { displayName: 'Ann', ...edit })).id;

async function history(id: string, query = '', who: UserActor = as): Promise<ValueChange[]> {
  const { status, body, text } = await call('GET', `/customers/${id}/history${query}`, { as: who });
  expect(status, text).toBe(200);
  return body.items;
}

/** The newest first, as `field: before → after`. */
const told = (changes: ValueChange[]) =>
  changes.map(({ field, before, after }) => `${field}: ${before ?? '–'} → ${after ?? '–'}`);

test('GET /customers/:id/history tells every value that a person changed: fields, owner, contacts, tags, custom fields', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [{ label: { en: 'Club', zh: '俱乐部' }, key: 'club', type: 'text' } as never]),
  );
  const id = await made({
    city: 'Bern',
    ownerId: '3',
    customFields: { club: 'Chess' },
    contactPoints: [{ kind: 'email', value: 'ann@old.example' }],
  });
  expect(await history(id)).toEqual([]);
  await sent('PATCH', `/customers/${id}`, { city: 'Basel', ownerId: '4', birthday: '1990-02-03' });
  await sent('PATCH', `/customers/${id}`, { city: null, customFields: { club: 'Go' } });
  const [point] = (await one(id)).contactPoints;
  await sent('PATCH', `/customers/${id}/contact-points/${point!.id}`, { value: 'ann@new.example' });
  await sent('PATCH', `/customers/${id}/contact-points/${point!.id}`, { label: 'Home' });
  await sent('DELETE', `/customers/${id}/contact-points/${point!.id}`);
  const [tag] = (await sent('POST', `/customers/${id}/tags`, { name: 'Gold' })).items;
  await sent('DELETE', `/customers/${id}/tags/${tag.id}`);
  const changes = await history(id);
  expect(told(changes)).toEqual([
    'tags: Gold → –',
    'tags: – → Gold',
    'email: ann@new.example → –',
    'email: ann@old.example → ann@new.example',
    'city: Basel → –',
    'field.club: Chess → Go',
    'birthday: – → 1990-02-03',
    'city: Bern → Basel',
    'ownerId: 3 → 4',
  ]);
  expect(changes.every(({ by, way }) => by === 'user:7' && way === 'hand')).toBe(true);
  expect(told(await history(id, '?field=city'))).toEqual(['city: Basel → –', 'city: Bern → Basel']);
  const { body } = await call('GET', `/customers/${id}/history?limit=4`, { as });
  const rest = await history(id, `?limit=4&cursor=${body.next}`);
  expect([...body.items, ...rest].map((change: ValueChange) => change.id)).toEqual(
    changes.slice(0, 8).map((change) => change.id),
  );
});

test('an import tells file and row, the next one what it found, undo what it took back; first values are no changes', async () => {
  const externalId = `${fresh()}1`;
  const row = (fields: Record<string, string>, phone?: string) =>
    arriving({ externalId, name: 'Li', fields, ...(phone && { phone }) });
  const first = await imported([row({ city: '上海', 'custom.Size': 'S' })], ['批次']);
  const [id] = (await ensure([{ externalId, name: 'Li' }])).map(({ customerId }) => customerId) as [string];
  expect(await history(id)).toEqual([]);
  const other = arriving({ name: 'Other' });
  const second = await imported(
    [other, row({ city: '苏州', 'custom.Size': 'M' }, '+8613900000001')],
    ['批次', 'New'],
  );
  const changes = await history(id);
  expect(told(changes)).toEqual([
    'tags: – → New',
    'phone: – → +8613900000001',
    'city: 上海 → 苏州',
    'custom.Size: S → M',
  ]);
  expect(told(await history(id, '?field=custom.Size'))).toEqual(['custom.Size: S → M']);
  for (const { way, importId, by } of changes)
    expect([way, importId, by]).toEqual(['import', second, 'system']);
  expect(changes.slice(1).map(({ from }) => from)).toEqual(Array(3).fill({ importId: second, rowNo: '2' }));
  await imported([row({ city: '苏州', 'custom.Size': 'M' }, '+8613900000001')], ['New']);
  expect(await history(id)).toHaveLength(4);
  await platform.run((ctx) => undoRecords(ctx, second, { after: '0', limit: 100 }));
  const undone = (await history(id)).slice(0, -4);
  expect(new Set(told(undone))).toEqual(
    new Set(['phone: +8613900000001 → –', 'city: 苏州 → 上海', 'custom.Size: M → S']),
  );
  for (const { way, importId } of undone) expect([way, importId]).toEqual(['undo', second]);
  expect(undone.find(({ field }) => field === 'city')?.from).toEqual({ importId: first, rowNo: '1' });
});

test('bulk work, handing over, splitting, releasing and another source each say so', async () => {
  const id = await made({ company: 'Old', ownerId: '3' });
  const { id: workId } = await sent('POST', '/customers/works', {
    act: { kind: 'edit', change: { company: 'New' } },
    meant: { ids: [id] },
  });
  await doWork(platform, workId);
  expect((await history(id))[0]).toMatchObject({ field: 'company', way: 'work', workId, by: 'user:7' });
  await platform.run((ctx) => handOverRows(ctx, '3', { ownerId: '4', teamId: '1' }, 10));
  expect((await history(id))[0]).toMatchObject({
    field: 'ownerId',
    way: 'handover',
    before: '3',
    after: '4',
  });

  const externalId = `${fresh()}1`;
  const phones = ['139 1234 5678'];
  const [told1] = await ensure([{ externalId, name: 'Wu', phones, city: '成都' }]);
  const [told2] = await ensure([{ externalId: `${externalId}b`, name: 'Wu', phones, city: '重庆' }]);
  expect(told2!.customerId).toBe(told1!.customerId);
  const wu = told1!.customerId;
  expect((await history(wu))[0]).toMatchObject({
    field: 'city',
    before: '成都',
    after: '重庆',
    way: 'source',
  });
  const second = (await one(wu)).records.find(({ keyValue }) => keyValue === `${externalId}b`)!;
  const apart = await platform.run((ctx) => splitCustomer(ctx, { customerId: wu, recordIds: [second.id] }));
  expect((await history(wu))[0]).toMatchObject({
    field: 'city',
    before: '重庆',
    after: '成都',
    way: 'split',
  });
  expect(await history(apart)).toEqual([]);

  await sent('PATCH', `/customers/${wu}`, { city: '昆明' });
  await sent('POST', `/customers/${wu}/release`, { field: 'city' });
  expect((await history(wu))[0]).toMatchObject({
    field: 'city',
    before: '昆明',
    after: '成都',
    way: 'release',
  });
});

test('what somebody changes while a customer is handed over is kept once, as theirs', async () => {
  const id = await made({ city: 'Bern', ownerId: '3' });
  const { version } = await one(id);
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await updateCustomer({ ...ctx, ifMatch: String(version) }, { id, city: 'Basel' });
        await written();
      }, as),
    () => platform.run((ctx) => handOverRows(ctx, '3', { ownerId: '4', teamId: '1' }, 10)),
  );
  expect((await history(id)).map(({ field, way }) => [field, way])).toEqual([
    ['ownerId', 'handover'],
    ['city', 'hand'],
  ]);
});

test('an identity number that goes with records split off is told, masked', async () => {
  const externalId = `${fresh()}1`;
  const phones = ['139 1234 5999'];
  const [told] = await ensure([{ externalId, name: 'He', phones }]);
  await ensure([{ externalId: `${externalId}b`, name: 'He', phones }]);
  const { customerId } = told!;
  const second = (await one(customerId)).records.find(({ keyValue }) => keyValue === `${externalId}b`)!;
  await platform.database.pool.query(
    `insert into customers.id_numbers (customer_id, kind, value, record_id) values ($1, 'resident', '110101198706051234', $2)`,
    [customerId, second.id],
  );
  await platform.run((ctx) => splitCustomer(ctx, { customerId, recordIds: [second.id] }));
  expect((await history(customerId, '?field=idNumber'))[0]).toMatchObject({
    before: '110101********1234',
    after: null,
    way: 'split',
  });
});

test('a new customer whose unique value somebody else has already begins without a history', async () => {
  await platform.run((ctx) =>
    customFieldsFrom(ctx, [
      { label: { en: 'Card', zh: '卡' }, key: 'card', type: 'text', unique: true } as never,
    ]),
  );
  await made({ customFields: { card: '7' } });
  const externalId = `${fresh()}1`;
  await imported([arriving({ externalId, name: 'Late', fields: { 'field.card': '7' } })]);
  const [met] = await ensure([{ externalId, name: 'Late' }]);
  expect((await one(met!.customerId)).marks).toEqual(['field.card']);
  expect(await history(met!.customerId)).toEqual([]);
});

test('what is undone with its customer leaves no trace of former values', async () => {
  const externalId = `${fresh()}1`;
  const importId = await imported([arriving({ externalId, name: 'Gone', fields: { city: 'A' } })]);
  const [met] = await ensure([{ externalId, name: 'Gone', city: 'A' }]);
  const { customerId } = met!;
  await imported([arriving({ externalId, name: 'Gone', fields: { city: 'B' } })]);
  expect(await history(customerId)).not.toEqual([]);
  for (const each of [String(imports), importId])
    await platform.run((ctx) => undoRecords(ctx, each, { after: '0', limit: 100 }));
  const { rows } = await platform.database.pool.query(
    'select 1 from customers.value_changes where customer_id = $1 and not exists (select from customers.customers where id = $1)',
    [customerId],
  );
  expect(rows).toEqual([]);
});

test('whoever may not see the field does not see what it was', async () => {
  const id = await made({ city: 'Bern', company: 'Acme' });
  await sent('PATCH', `/customers/${id}`, { city: 'Basel', company: 'Beta' });
  const withRights = (rights: Record<string, 'hidden' | 'masked'>) => ({
    ...as,
    fields: { customers: rights, orders: {} },
  });
  expect(told(await history(id, '', withRights({ city: 'hidden' })))).toEqual(['company: Acme → Beta']);
  expect(told(await history(id, '', withRights({ city: 'masked' })))).toContain('city: B*** → B***');
  const asked = await call('GET', `/customers/${id}/history?field=city`, {
    as: withRights({ city: 'hidden' }),
  });
  expect([asked.status, asked.body.code]).toEqual([403, 'customers.field_not_readable']);
  const missing = await call('GET', '/customers/999999/history', { as });
  expect(missing.body.code).toBe('customers.not_found');
});

test('what is told while somebody edits is kept as it really was before, and what a person set stays', async () => {
  const externalId = `${fresh()}1`;
  const [met] = await ensure([{ externalId, name: 'Ma', city: 'A' }]);
  const id = met!.customerId;
  const version = String((await one(id)).version);
  await overlapping(
    platform,
    (written) =>
      transact(
        platform,
        as,
        async (ctx) => {
          await updateCustomer(ctx, { id, city: 'X', company: 'By hand' });
          await written();
        },
        { ifMatch: version },
      ),
    () => ensure([{ externalId, name: 'Ma', city: 'C', company: 'Told', region: 'R' }]),
  );
  expect(told(await history(id))).toEqual(['region: – → R', 'city: A → X', 'company: – → By hand']);
  expect(await one(id)).toMatchObject({ city: 'X', company: 'By hand', region: 'R' });
});
