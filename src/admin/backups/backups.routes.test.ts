import { mkdtempSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { holdOutbound, maySend } from '#platform/outbound/outbound.queries.ts';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';
import { runAsJob } from './backups.fixtures.ts';

let server: AdminServer;
let owner: { session: string };
let member: { session: string };

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'member@example.com');
});

const asOwner = () => ({ session: owner.session });

test('none but who manages the installation hears of backups, makes one or confirms a copy', async () => {
  for (const [method, path] of [
    ['GET', '/backups'],
    ['GET', '/backups/1'],
    ['POST', '/backups'],
    ['POST', '/backups/1/cancel'],
    ['GET', '/backup-plan'],
    ['GET', '/unconfirmed-copy'],
    ['POST', '/unconfirmed-copy/confirm'],
  ] as const) {
    const body = method === 'POST' ? { body: {} } : {};
    const answer = await server.call(method, path, { session: member.session, ...body });
    expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'platform.permission_missing']);
  }
});

test('POST /backups makes a whole, verified archive in the background, and refuses a second one meanwhile', async () => {
  const asked = await server.call('POST', '/backups', { ...asOwner(), body: {} });
  expect(asked.body).toMatchObject({ state: 'queued', kind: 'asked', askedByName: 'Lin Mei' });
  const second = await server.call('POST', '/backups', { ...asOwner(), body: {} });
  expect([second.status, second.body.code]).toEqual([409, 'admin.backup_active']);
  const { id } = asked.body as { id: string };
  await runAsJob(server.platform, id);
  const { body } = await server.call('GET', `/backups/${id}`, asOwner());
  expect(body).toMatchObject({ state: 'done', removedAt: null, problem: null });
  expect(body.verifiedAt).not.toBeNull();
  expect(statSync(body.path).size).toBe(body.sizeBytes);
  expect(body.path.startsWith(server.platform.config.backupFolder)).toBe(true);
  expect(await auditedActions(server.platform)).toContain('admin.backup_started');
});

test('POST /backups by two at once starts one', async () => {
  server.platform.clock.set('2026-03-05T09:00:00Z');
  const both = await Promise.all(
    [1, 2].map(() => server.call('POST', '/backups', { ...asOwner(), body: {} })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const { id } = both.find(({ status }) => status === 200)!.body as { id: string };
  await server.call('POST', `/backups/${id}/cancel`, { ...asOwner(), body: {} });
});

test('POST /backups/:id/cancel stops one that waits for good, and changes none that has ended', async () => {
  server.platform.clock.set('2026-03-05T10:00:00Z');
  const asked = await server.call('POST', '/backups', { ...asOwner(), body: {} });
  const { id, path } = asked.body as { id: string; path: string };
  const cancel = () => server.call('POST', `/backups/${id}/cancel`, { ...asOwner(), body: {} });
  expect((await cancel()).body).toMatchObject({ state: 'cancelled' });
  await runAsJob(server.platform, id);
  expect((await cancel()).body).toMatchObject({ state: 'cancelled', finishedAt: '2026-03-05T10:00:00Z' });
  expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
});

test('the operator alone names the place of a backup, where nothing lies yet', async () => {
  const folder = mkdtempSync(join(server.platform.config.dataFolder, 'elsewhere-'));
  const to = (place: string, call = server.callAsOperator) =>
    call('POST', '/backups', { ...asOwner(), body: { to: place } });
  const byOwner = await to(folder, server.call);
  expect([byOwner.status, byOwner.body.code]).toEqual([403, 'admin.backup_place_refused']);
  for (const place of ['here', join(folder, 'no', 'folder'), '/etc/passwd']) {
    const answer = await to(place);
    expect([answer.status, answer.body.code]).toEqual([400, 'admin.backup_place_refused']);
  }
  const asked = await to(folder);
  expect(asked.body.path).toMatch(/perennial-2026-03-05T\d{6}Z\.tar$/);
  await server.callAsOperator('POST', `/backups/${asked.body.id}/cancel`, { body: {} });
});

test('GET /backups gives every backup once, the newest first, and GET /backups/:id none that is not there', async () => {
  const first = await server.call('GET', '/backups?limit=2', asOwner());
  const rest = await server.call('GET', `/backups?cursor=${first.body.next}`, asOwner());
  const ids = [...first.body.items, ...rest.body.items].map(({ id }: { id: string }) => Number(id));
  expect(ids).toEqual(ids.toSorted((one, other) => other - one));
  expect(new Set(ids).size).toBe(ids.length);
  const missing = await server.call('GET', '/backups/999', asOwner());
  expect([missing.status, missing.body.code]).toEqual([404, 'admin.backup_not_found']);
});

test('GET /backup-plan says when and where, and which failed last', async () => {
  const { body } = await server.call('GET', '/backup-plan', asOwner());
  const folder = server.platform.config.backupFolder;
  expect(body).toEqual({ hour: 2, folder, keepDays: 7, keepWeeks: 4, lastFailed: null });
});

test('a copy sends nothing until it is confirmed, once, and the audit log says by whom', async () => {
  const { db } = server.platform.database;
  expect(await maySend(db)).toBe(true);
  expect((await server.call('GET', '/unconfirmed-copy', asOwner())).body).toEqual({ copy: null });
  const copy = { takenAt: '2026-03-01T02:00:00Z', restoredAt: '2026-03-05T10:00:00Z' };
  await server.platform.run(({ tx }) => holdOutbound(tx, { ...copy, restoredAt: new Date(copy.restoredAt) }));
  expect(await maySend(db)).toBe(false);
  expect((await server.call('GET', '/unconfirmed-copy', asOwner())).body).toEqual({ copy });
  const confirm = () => server.call('POST', '/unconfirmed-copy/confirm', { ...asOwner(), body: {} });
  const both = await Promise.all([confirm(), confirm()]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await maySend(db)).toBe(true);
  const confirmed = (await auditedActions(server.platform)).filter((each) => each === 'admin.copy_confirmed');
  expect(confirmed).toHaveLength(1);
});
