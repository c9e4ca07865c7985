import { expect, test } from 'vitest';
import { operatorActor, type UserActor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { onTeamRemovedViews } from './on-team-removed.ts';
import { viewsRoutes } from './views.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [viewsRoutes]);
const person = (userId: string, teamId: string, ...more: string[]): UserActor => ({
  ...userWith('customers.read', ...more),
  userId,
  teamId,
  teamIds: [teamId],
});
const ann = person('1', '10');
const mate = person('2', '10');
const stranger = person('3', '20');
const admin = person('4', '20', 'admin.manage');

async function save(as: UserActor, name: string, shared: string) {
  const body = { name, shared, search: { country: 'CN', sort: 'spend:desc' } };
  return (await call('POST', '/customers/views', { as, body })).body;
}
const seenBy = async (as: UserActor) =>
  (await call('GET', '/customers/views', { as })).body.items.map((view: { name: string }) => view.name);
const update = (as: UserActor, view: { id: string; version: number }, body: object) =>
  call('PATCH', `/customers/views/${view.id}`, { as, body, headers: { 'if-match': `"${view.version}"` } });

test('a view is seen by its owner, its team or everybody, as it is shared', async () => {
  await save(ann, 'A mine', 'me');
  await save(ann, 'B team', 'team');
  await save(ann, 'C all', 'all');
  expect(await seenBy(ann)).toEqual(['A mine', 'B team', 'C all']);
  expect(await seenBy(mate)).toEqual(['B team', 'C all']);
  expect(await seenBy(stranger)).toEqual(['C all']);
  const { body } = await call('GET', '/customers/views', { as: mate });
  expect(body.items[0]).toMatchObject({ ownerId: '1', mayChange: false, search: { country: 'CN' } });
});

test('PATCH /customers/views/:id is for the owner, and for administrators where it is shared', async () => {
  const own = await save(ann, 'Own', 'me');
  const shared = await save(ann, 'Shared', 'all');
  expect((await update(stranger, own, { name: 'x' })).body.code).toBe('customers.view_not_found');
  expect((await update(stranger, shared, { name: 'x' })).body.code).toBe('customers.view_not_yours');
  expect((await update(admin, own, { name: 'x' })).body.code).toBe('customers.view_not_found');
  expect((await update(admin, shared, { name: 'By admin' })).body).toMatchObject({
    name: 'By admin',
    version: 2,
  });
  expect((await update(ann, shared, { name: 'x' })).body.code).toBe('customers.version_conflict');
  const changed = await update(ann, own, { shared: 'team', search: { q: '王' } });
  expect(changed.body).toMatchObject({ name: 'Own', shared: 'team', search: { q: '王' } });
  expect(await seenBy(mate)).toContain('Own');
});

test('a view that is shared later goes to the team that its owner is in by then, and with it into the one above', async () => {
  const view = await save(person('5', '30'), 'Later', 'me');
  await update(person('5', '40'), view, { shared: 'team' });
  expect(await seenBy(person('6', '30'))).not.toContain('Later');
  expect(await seenBy(person('6', '40'))).toContain('Later');
  const context = { platform, log: platform.log, signal: new AbortController().signal };
  await onTeamRemovedViews.run(
    { ...context, transact: (work) => platform.run(work) },
    { teamId: '40', into: '50' },
  );
  expect(await seenBy(person('6', '50'))).toContain('Later');
});

test('DELETE /customers/views/:id takes it from all, also where somebody’s list opens with it', async () => {
  const view = await save(ann, 'Gone', 'all');
  const put = (as: UserActor, viewId: string | null) =>
    call('PUT', '/customers/opening-view', { as, body: { viewId } });
  expect((await put(stranger, view.id)).status).toBe(200);
  expect((await call('GET', '/customers/views', { as: stranger })).body.opening).toBe(view.id);
  expect((await call('DELETE', `/customers/views/${view.id}`, { as: mate })).status).toBe(403);
  expect((await call('DELETE', `/customers/views/${view.id}`, { as: ann })).status).toBe(200);
  expect((await call('GET', '/customers/views', { as: stranger })).body.opening).toBeNull();
  expect((await put(stranger, view.id)).body.code).toBe('customers.view_not_found');
  expect((await put(stranger, null)).status).toBe(200);
});

test('views belong to users: the operator has none', async () => {
  const body = { name: 'x', search: { q: 'x' } };
  const refused = await call('POST', '/customers/views', { as: operatorActor, body });
  expect(refused.body.code).toBe('customers.views_of_users');
  expect((await call('GET', '/customers/views', { as: operatorActor })).body.items).toEqual([]);
  const words = Object.fromEntries(Array.from({ length: 41 }, (_, at) => [`k${at}`, 'v']));
  const many = await call('POST', '/customers/views', { as: ann, body: { name: 'x', search: words } });
  expect(many.status).toBe(400);
});
