import { createHash } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type CallRoute, callRoutes, userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { uploadRoutes } from '../uploads/uploads.routes.ts';
import { ordersText, runToEnd } from './imports.fixtures.ts';
import { importRoutes, rehearsalRoutes, undoRoutes } from './imports.routes.ts';

let platform: TestPlatform;
let call: CallRoute;
const writer = userWith('ingestion.read', 'ingestion.write');
const reader = userWith('ingestion.read');
const stranger = userWith('customers.read');

beforeAll(async () => {
  platform = await testPlatform();
  call = await callRoutes(platform, [uploadRoutes, importRoutes, rehearsalRoutes, undoRoutes]);
});

async function upload(text: string, fileName = 'orders.csv') {
  const headers = { 'content-type': 'application/octet-stream' };
  return call('POST', `/uploads?fileName=${encodeURIComponent(fileName)}`, {
    body: Buffer.from(text),
    headers,
    as: writer,
  });
}

async function draft(text = ordersText()): Promise<string> {
  const { body } = await upload(text);
  return (await call('POST', '/imports', { body: { uploadId: body.id }, as: writer })).body.id;
}

async function finished(text = ordersText()): Promise<string> {
  const id = await draft(text);
  await call('POST', `/imports/${id}/start`, { body: {}, as: writer });
  await runToEnd(platform, id);
  return id;
}

test('an upload is stored with its size and hash', async () => {
  const answer = await upload('a,b\n1,2\n');
  const sha256 = createHash('sha256').update('a,b\n1,2\n').digest('hex');
  expect(answer.body).toMatchObject({ fileName: 'orders.csv', sizeBytes: '8', sha256 });
});

test('an empty upload is refused and leaves nothing behind', async () => {
  expect(await upload('')).toMatchObject({ status: 400, body: { code: 'ingestion.upload_empty' } });
});

test('nobody uploads or starts anything without the permission', async () => {
  const id = await draft();
  for (const as of [reader, stranger]) {
    expect(
      (
        await call('POST', '/uploads?fileName=x', {
          body: Buffer.from('x'),
          headers: { 'content-type': 'application/octet-stream' },
          as,
        })
      ).status,
    ).toBe(403);
    expect((await call('POST', '/imports', { body: { uploadId: '1' }, as })).status).toBe(403);
    expect((await call('POST', `/imports/${id}/preview`, { body: {}, as })).status).toBe(403);
    expect((await call('PATCH', `/imports/${id}`, { body: {}, as })).status).toBe(403);
    expect((await call('POST', `/imports/${id}/start`, { body: {}, as })).status).toBe(403);
    expect((await call('POST', `/imports/${id}/cancel`, { body: {}, as })).status).toBe(403);
    expect((await call('DELETE', `/imports/${id}`, { as })).status).toBe(403);
    expect((await call('POST', '/demo', { body: {}, as })).status).toBe(403);
  }
  expect((await call('GET', '/imports', { as: stranger })).status).toBe(403);
  expect((await call('GET', `/imports/${id}`, { as: stranger })).status).toBe(403);
  expect((await call('GET', `/imports/${id}/rows?outcome=failed`, { as: stranger })).status).toBe(403);
  expect((await call('GET', `/imports/${id}/failures.csv`, { as: stranger })).status).toBe(403);
  expect((await call('GET', '/imports')).status).toBe(401);
});

test('a draft holds the format and the mapping that were recognised', async () => {
  const id = await draft();
  const { body } = await call('GET', `/imports/${id}`, { as: reader });
  expect(body).toMatchObject({
    state: 'draft',
    kind: 'orders',
    fileName: 'orders.csv',
    dialect: { delimiter: ',', headerRows: 1 },
  });
  expect(body.mapping.columns.map((column: { field: string }) => column.field)).toContain('order.number');
});

test('an upload that does not exist makes no draft', async () => {
  expect(await call('POST', '/imports', { body: { uploadId: '999' }, as: writer })).toMatchObject({
    status: 404,
    body: { code: 'ingestion.upload_not_found' },
  });
});

test('a preview shows the rows as they will be read and changes nothing', async () => {
  const id = await draft();
  const before = (await call('GET', `/imports/${id}`, { as: reader })).body;
  const { status, body } = await call('POST', `/imports/${id}/preview`, { body: {}, as: writer });
  expect(status).toBe(200);
  expect(body.sample[0].values).toMatchObject({ 'order.number': '536365', 'line.quantity': '6' });
  expect((await call('GET', `/imports/${id}`, { as: reader })).body).toEqual(before);
});

test('changes to a draft are kept', async () => {
  const id = await draft();
  await call('PATCH', `/imports/${id}`, {
    body: { options: { source: 'till', currency: 'EUR' } },
    as: writer,
  });
  expect((await call('GET', `/imports/${id}`, { as: reader })).body.options).toEqual({
    source: 'till',
    currency: 'EUR',
    mode: 'createAndUpdate',
  });
});

test('a mapping without a required field is refused with the field that lacks', async () => {
  const id = await draft();
  const { body } = await call('GET', `/imports/${id}`, { as: reader });
  const columns = body.mapping.columns.filter((column: { field: string }) => column.field !== 'order.number');
  await call('PATCH', `/imports/${id}`, { body: { mapping: { ...body.mapping, columns } }, as: writer });
  const answer = await call('POST', `/imports/${id}/start`, { body: {}, as: writer });
  expect(answer).toMatchObject({
    status: 400,
    body: { code: 'ingestion.fields_missing', errors: [{ path: 'order.number' }] },
  });
});

test('a started import can neither be edited nor started nor discarded', async () => {
  const id = await finished();
  const refused = { status: 409, body: { code: 'ingestion.not_a_draft' } };
  expect(await call('PATCH', `/imports/${id}`, { body: {}, as: writer })).toMatchObject(refused);
  expect(await call('POST', `/imports/${id}/start`, { body: {}, as: writer })).toMatchObject(refused);
  expect(await call('DELETE', `/imports/${id}`, { as: writer })).toMatchObject(refused);
});

test('a draft can be thrown away', async () => {
  const id = await draft();
  expect((await call('DELETE', `/imports/${id}`, { as: writer })).status).toBe(200);
  expect(await call('GET', `/imports/${id}`, { as: reader })).toMatchObject({
    status: 404,
    body: { code: 'ingestion.import_not_found' },
  });
});

test('a waiting import that is cancelled never runs, and one that has ended cannot be cancelled', async () => {
  const id = await draft();
  expect(await call('POST', `/imports/${id}/cancel`, { body: {}, as: writer })).toMatchObject({
    status: 409,
    body: { code: 'ingestion.not_running' },
  });
  await call('POST', `/imports/${id}/start`, { body: {}, as: writer });
  const { body } = await call('POST', `/imports/${id}/cancel`, { body: {}, as: writer });
  expect(body.state).toBe('cancelled');
  expect((await runToEnd(platform, id)).rowsIn).toBe(0);
});

test('imports are listed newest first, page by page', async () => {
  await draft();
  const all = (await call('GET', '/imports?limit=100', { as: reader })).body.items.map(
    (row: { id: string }) => row.id,
  );
  const first = (await call('GET', '/imports?limit=1', { as: reader })).body;
  const second = (await call('GET', `/imports?limit=1&cursor=${first.next}`, { as: reader })).body;
  expect([first.items[0].id, second.items[0].id]).toEqual(all.slice(0, 2));
});

test('every outcome opens its rows as they stand in the file, with the order that they went to', async () => {
  const id = await finished(ordersText(['540001,71053,LANTERN,x,2011-01-04 08:26:00,3.39,17850.0,France']));
  const failed = (await call('GET', `/imports/${id}/rows?outcome=failed`, { as: reader })).body;
  expect(failed.header[3]).toBe('Quantity');
  expect(failed.items).toHaveLength(1);
  expect(failed.items[0]).toMatchObject({
    recordId: null,
    cells: expect.arrayContaining(['540001', 'x']),
    problem: { code: 'number.invalid', column: 3, value: 'x' },
  });
  const stored = (await call('GET', `/imports/${id}/rows?outcome=unchanged&limit=2`, { as: reader })).body;
  expect(stored.items.map((row: { row: number }) => row.row)).toEqual([1, 2]);
  expect(stored.items[0].recordId).toMatch(/^\d+$/);
  const next = (
    await call('GET', `/imports/${id}/rows?outcome=unchanged&limit=2&cursor=${stored.next}`, { as: reader })
  ).body;
  expect(next.items.map((row: { row: number }) => row.row)).toEqual([3, 4]);
});

test('failed rows download with the reason, in the language asked for', async () => {
  const id = await finished(ordersText(['540002,71053,LANTERN,x,2011-01-04 08:26:00,3.39,17850.0,France']));
  const { text } = await call('GET', `/imports/${id}/failures.csv?language=zh`, { as: reader });
  const lines = text.trimEnd().split('\r\n');
  expect(lines[0]).toBe(
    '\ufeff常青行标识,失败原因,出错的列,出错的值,其他原因,InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  );
  expect(lines[1]).toContain('这不是数字。,Quantity,x,,540002');
  expect(lines).toHaveLength(2);
});

test('nobody tries out or undoes an import without the permission', async () => {
  const id = await draft();
  expect((await call('POST', `/imports/${id}/rehearse`, { body: {}, as: reader })).status).toBe(403);
  expect((await call('POST', `/imports/${id}/undo`, { body: {}, as: reader })).status).toBe(403);
  expect((await call('GET', `/imports/${id}/leftovers`, { as: stranger })).status).toBe(403);
  expect((await call('GET', `/imports/${id}/cleanings`, { as: stranger })).status).toBe(403);
});

test('a draft cannot be undone, and has left nothing behind', async () => {
  const id = await draft();
  expect(await call('POST', `/imports/${id}/undo`, { body: {}, as: writer })).toMatchObject({
    status: 409,
    body: { code: 'ingestion.not_undoable' },
  });
  expect((await call('GET', `/imports/${id}/leftovers`, { as: reader })).body.items).toEqual([]);
  expect((await call('GET', `/imports/${id}/cleanings`, { as: reader })).body.items).toEqual([]);
});

test('only a draft can be tried out', async () => {
  const id = await finished();
  expect(await call('POST', `/imports/${id}/rehearse`, { body: {}, as: writer })).toMatchObject({
    status: 409,
    body: { code: 'ingestion.not_a_draft' },
  });
});

test('an upload says which parts it has; plain text has none', async () => {
  const { body } = await upload('a,b\n1,2\n');
  const parts = await call('GET', `/uploads/${body.id}/parts`, { as: writer });
  expect(parts.body).toEqual({ form: 'text', parts: [] });
  expect((await call('GET', `/uploads/${body.id}/parts`, { as: reader })).status).toBe(403);
  expect((await call('GET', '/uploads/999/parts', { as: writer })).status).toBe(404);
});

test('with alike as many other drafts of the batch as a draft counts, those with its columns, start as it is set up', async () => {
  const inBatch = async (text: string) => {
    const { body } = await upload(text);
    return (await call('POST', '/imports', { body: { uploadId: body.id, batch: 'b1' }, as: writer })).body.id;
  };
  const ids = [await inBatch(ordersText()), await inBatch(ordersText()), await inBatch('a,b\n1,2\n')];
  const alike = async () =>
    Promise.all(ids.map(async (id) => (await call('GET', `/imports/${id}`, { as: reader })).body.alike));
  expect(await alike()).toEqual([1, 1, 0]);
  await call('PATCH', `/imports/${ids[0]}`, { body: { options: { source: 'till' } }, as: writer });
  await call('POST', `/imports/${ids[0]}/start`, { body: { alike: true }, as: writer });
  const { items } = (await call('GET', '/imports?batch=b1', { as: reader })).body;
  expect(items.map((row: { state: string }) => row.state)).toEqual(['draft', 'queued', 'queued']);
  expect((await call('GET', `/imports/${ids[1]}`, { as: reader })).body.options.source).toBe('till');
  expect(await alike()).toEqual([0, 0, 0]);
});

test('null takes a choice of the options back, and what is not named stays', async () => {
  const { body } = await upload(ordersText());
  const { id } = (await call('POST', '/imports', { body: { uploadId: body.id }, as: writer })).body;
  const change = (options: object) => call('PATCH', `/imports/${id}`, { body: { options }, as: writer });
  const chosen = { source: 'till', trust: 80, fieldTrust: { city: 20 }, tags: ['VIP'] };
  expect((await change(chosen)).body.options).toMatchObject(chosen);
  const { options } = (await change({ trust: null, fieldTrust: null, tags: null })).body;
  expect(options).toEqual({ source: 'till', currency: 'CNY', mode: 'createAndUpdate' });
});
