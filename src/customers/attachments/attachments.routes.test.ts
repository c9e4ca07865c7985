import { readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { activitiesRoutes } from '../activities/activities.routes.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { attachmentLimits } from './attachments.contract.ts';
import { sweepAttachmentsJob } from './attachments.jobs.ts';
import { attachmentsRoutes } from './attachments.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [attachmentsRoutes, activitiesRoutes]);
const writer = userWith('customers.read', 'customers.write');
const own = { see: 'own', change: 'own', unassigned: false } as const;
const other: UserActor = { ...writer, userId: '8', reaches: { ...writer.reaches, customers: own } };
const folder = await platform.folder('attachments');
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
let made = 0;

async function customer(): Promise<string> {
  made += 1;
  const [id] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: `C${made}` }]));
  return id!;
}

const headers = { 'content-type': 'application/octet-stream' };
const add = (id: string, fileName: string, body: Buffer, as = writer) =>
  call('POST', `/customers/${id}/attachments?fileName=${encodeURIComponent(fileName)}`, {
    body,
    headers,
    as,
  });
const list = async (id: string) => (await call('GET', `/customers/${id}/attachments`, { as: writer })).body;
const fileOf = (id: string, attachmentId: string, as = writer) =>
  call('GET', `/customers/${id}/attachments/${attachmentId}/file`, { as });
const sweep = (payload: object) =>
  sweepAttachmentsJob.run(
    {
      platform,
      log: platform.log,
      signal: new AbortController().signal,
      transact: (work) => platform.run(work),
    },
    payload,
  );

test('a file is kept as it came and given back as a download, its type told by its content', async () => {
  const id = await customer();
  const { body } = await add(id, '合同.pdf', png);
  expect(body).toMatchObject({ fileName: '合同.pdf', type: 'image/png', sizeBytes: '16', addedBy: 'user:7' });
  expect(await list(id)).toEqual({ items: [body], files: 1, bytes: '16' });
  const file = await fileOf(id, body.id);
  expect([file.status, file.headers['content-type'], file.headers['x-content-type-options']]).toEqual([
    200,
    'image/png',
    'nosniff',
  ]);
  expect(file.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''%E5/);
  expect(file.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
});

test('every download is audited and counts for the day of a key, which is refused beyond its ceiling', async () => {
  const id = await customer();
  const { body } = await add(id, 'a.png', png);
  const program: UserActor = { ...writer, keyId: '3', rowsADay: 1 };
  expect((await fileOf(id, body.id, program)).status).toBe(200);
  expect((await fileOf(id, body.id, program)).body.code).toBe('platform.rows_used_up');
  const { rows } = await platform.database.pool.query(
    "select detail from platform.audit_entries where action = 'customers.fetch_attachment' and subject_id = $1",
    [id],
  );
  expect(rows).toEqual([{ detail: { attachmentId: body.id, fileName: 'a.png' } }]);
});

test.each([
  ['page.png', '<html><script>alert(1)</script>'],
  ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
])('what a browser would run is bytes and nothing more: %s', async (name, text) => {
  const id = await customer();
  const { body } = await add(id, name, Buffer.from(text));
  expect((await fileOf(id, body.id)).headers['content-type']).toBe('application/octet-stream');
});

test('whoever does not see the customer finds neither list nor file, as if they were not there', async () => {
  const id = await customer();
  const { body } = await add(id, 'a.png', png);
  for (const answer of [
    await call('GET', `/customers/${id}/attachments`, { as: other }),
    await fileOf(id, body.id, other),
    await add(id, 'b.png', png, other),
    await call('DELETE', `/customers/${id}/attachments/${body.id}`, { as: other }),
  ])
    expect([answer.status, answer.body.code]).toEqual([404, 'customers.not_found']);
  const elsewhere = await fileOf(await customer(), body.id);
  expect(elsewhere.body.code).toBe('customers.attachment_not_found');
});

test('a file that is empty or too large leaves nothing behind', async () => {
  const id = await customer();
  const before = (await readdir(folder)).length;
  expect((await add(id, 'a', Buffer.alloc(0))).body.code).toBe('customers.attachment_empty');
  const large = Buffer.alloc(attachmentLimits.fileBytes + 1);
  expect((await add(id, 'a', large)).body.code).toBe('customers.attachment_too_large');
  expect([(await list(id)).files, (await readdir(folder)).length]).toEqual([0, before]);
});

test('the number of files is capped, however many come at once', async () => {
  const id = await customer();
  await platform.database.pool.query(
    `insert into customers.attachments (customer_id, file_name, stored_as, type, size_bytes, added_by, added_at)
     select $1, 'x', 'x' || n, 'x', 1, 'system', now() from generate_series(1, $2) n`,
    [id, attachmentLimits.files - 1],
  );
  const answers = await Promise.all([1, 2, 3].map(() => add(id, 'a.png', png)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  expect((await list(id)).files).toBe(attachmentLimits.files);
});

test('a removed file is gone from list and disk, and the sweep takes what no row names, once it is a day old', async () => {
  const id = await customer();
  const kept = (await add(id, 'kept.png', png)).body;
  const gone = (await add(id, 'gone.png', png)).body;
  const names = async () => new Set(await readdir(folder));
  const storedAs = async (attachmentId: string) =>
    (
      await platform.database.pool.query('select stored_as from customers.attachments where id = $1', [
        attachmentId,
      ])
    ).rows[0].stored_as;
  const [keptName, goneName] = [await storedAs(kept.id), await storedAs(gone.id)];
  const remove = () => call('DELETE', `/customers/${id}/attachments/${gone.id}`, { as: writer });
  expect((await remove()).status).toBe(200);
  expect((await remove()).body.code).toBe('customers.attachment_not_found');
  await sweep({ names: [goneName, keptName] });
  expect([(await names()).has(goneName), (await names()).has(keptName)]).toEqual([false, true]);
  for (const name of ['old', 'new.partial']) await writeFile(join(folder, name), 'x');
  const now = platform.clock.now();
  await utimes(join(folder, 'old'), now, new Date(now.getTime() - 90_000_000));
  await utimes(join(folder, 'new.partial'), now, now);
  await sweep({});
  expect([(await names()).has('old'), (await names()).has('new.partial')]).toEqual([false, true]);
});

test('a file belongs to what was written down of the same customer, and stays in the list of all', async () => {
  const id = await customer();
  const note = { type: 'note', payload: { text: 'Photo of the shelf' } };
  const { body: activity } = await call('POST', `/customers/${id}/activities`, { as: writer, body: note });
  const to = (owner: string) =>
    call('POST', `/customers/${owner}/attachments?fileName=shelf.png&activityId=${activity.id}`, {
      body: png,
      headers,
      as: writer,
    });
  expect((await to(id)).body).toMatchObject({ activityId: activity.id });
  expect((await list(id)).items).toMatchObject([{ fileName: 'shelf.png', activityId: activity.id }]);
  expect((await to(await customer())).body.code).toBe('customers.activity_not_found');
});

test('a file whose bytes were changed on disk is called what it is now', async () => {
  const id = await customer();
  const { body } = await add(id, 'a.png', png);
  const { rows } = await platform.database.pool.query(
    'select stored_as from customers.attachments where id = $1',
    [body.id],
  );
  await writeFile(join(folder, rows[0].stored_as), '<svg onload="alert(1)"/>');
  const file = await fileOf(id, body.id);
  expect([file.headers['content-type'], file.text]).toEqual([
    'application/octet-stream',
    '<svg onload="alert(1)"/>',
  ]);
});
