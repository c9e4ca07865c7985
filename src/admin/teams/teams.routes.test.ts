import { beforeEach, expect, test } from 'vitest';
import { type AdminServer, addUser, adminServer, auditedActions, setUpOwner } from '../admin.fixtures.ts';
import type { Team } from './teams.contract.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let root: Team;

beforeEach(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  root = (await list())[0]!;
});

const list = async (): Promise<Team[]> =>
  (await server.call('GET', '/teams', { session: owner.session })).body.items;

const make = (name: string, parentId = root.id) =>
  server.call('POST', '/teams', { session: owner.session, body: { name, parentId } });

const change = (team: Team, body: object, version = team.version) =>
  server.call('PATCH', `/teams/${team.id}`, {
    session: owner.session,
    headers: { 'if-match': `"${version}"` },
    body,
  });

const remove = (id: string) => server.call('DELETE', `/teams/${id}`, { session: owner.session });

test('the root bears the name of the organisation, and everybody is in it at first', async () => {
  expect(await list()).toEqual([
    { id: root.id, parentId: null, name: 'Evergreen Trading', users: 1, version: 1 },
  ]);
});

test('teams come each behind the one that they belong to', async () => {
  const east = (await make('East')).body;
  await make('West');
  await make('Shanghai', east.id);
  expect((await list()).map((team) => team.name)).toEqual(['Evergreen Trading', 'East', 'Shanghai', 'West']);
  expect((await auditedActions(server.platform)).at(-1)).toBe('admin.team_made');
});

test('a name stands once in one place, and a team is no place in itself', async () => {
  const east: Team = (await make('East')).body;
  const south: Team = (await make('South', east.id)).body;
  expect((await make('east')).body.code).toBe('admin.team_name_taken');
  expect((await make('East', east.id)).status).toBe(200);
  expect((await change(south, { name: 'EAST' })).body.code).toBe('admin.team_name_taken');
  expect((await change(east, { parentId: south.id })).body.code).toBe('admin.team_in_itself');
  expect((await change(east, { parentId: east.id })).body.code).toBe('admin.team_in_itself');
  expect((await make('X', '999')).body.code).toBe('admin.team_not_found');
});

test('the root is neither moved nor removed', async () => {
  expect((await change(root, { name: 'Other' })).body.code).toBe('admin.team_is_root');
  expect((await remove(root.id)).body.code).toBe('admin.team_is_root');
});

test('teams nest ten levels deep and no deeper, also by a move', async () => {
  let parent = root;
  for (let level = 1; level <= 10; level++) parent = (await make(`L${level}`, parent.id)).body;
  expect((await make('L11', parent.id)).body.code).toBe('admin.teams_too_deep');
  const side: Team = (await make('Side')).body;
  await make('Below', side.id);
  const eighth = (await list()).find((team) => team.name === 'L9')!;
  expect((await change(side, { parentId: eighth.id })).body.code).toBe('admin.teams_too_deep');
});

test('an edit from an older version is refused', async () => {
  const east: Team = (await make('East')).body;
  expect((await change(east, { name: 'Orient' })).body).toMatchObject({ name: 'Orient', version: 2 });
  expect((await change(east, { name: 'Levant' })).body.code).toBe('admin.version_conflict');
});

test('a team that comes to lie elsewhere is told of, one with another name is not', async () => {
  const east: Team = (await make('East')).body;
  const shop: Team = (await make('Shop')).body;
  const named: Team = (await change(shop, { name: 'Till' })).body;
  expect((await change(named, { parentId: east.id })).status).toBe(200);
  const { rows } = await server.platform.database.pool.query(
    "select payload from platform.outbox where type = 'admin.team_moved'",
  );
  expect(rows).toEqual([{ payload: { teamId: shop.id, into: east.id } }]);
});

test('a removed team hands its users, invitations and teams to the one above', async () => {
  const east: Team = (await make('East')).body;
  const city: Team = (await make('City', east.id)).body;
  await make('Shop', city.id);
  const member = await addUser(server, owner.session, 'm@example.com');
  const { body: before } = await server.call('GET', `/members`, { session: owner.session });
  const { version } = before.items.find((row: { id: string }) => row.id === member.userId);
  await server.call('PATCH', `/members/${member.userId}`, {
    session: owner.session,
    headers: { 'if-match': `"${version}"` },
    body: { teamId: city.id },
  });
  const invitation = { email: 'n@example.com', role: 'member', teamId: city.id };
  await server.call('POST', '/invitations', { session: owner.session, body: invitation });
  expect((await remove(city.id)).status).toBe(200);
  const teams = await list();
  expect(teams.find((team) => team.name === 'Shop')!.parentId).toBe(east.id);
  expect(teams.find((team) => team.name === 'East')!.users).toBe(1);
  const open = (await server.call('GET', '/invitations', { session: owner.session })).body.items;
  expect(open[0].teamId).toBe(east.id);
});

test('of a team removed while somebody is put into it nobody is left behind', async () => {
  for (let round = 0; round < 5; round++) {
    const team: Team = (await make(`T${round}`)).body;
    const body = { email: `r${round}@example.com`, role: 'member', teamId: team.id };
    const [removed, invited] = await Promise.all([
      remove(team.id),
      server.call('POST', '/invitations', { session: owner.session, body }),
    ]);
    expect(removed.status).toBe(200);
    expect([200, 404]).toContain(invited.status);
  }
  const open = (await server.call('GET', '/invitations', { session: owner.session })).body.items;
  for (const { teamId } of open) expect(teamId).toBe(root.id);
});

test('members see teams but change none', async () => {
  const member = await addUser(server, owner.session, 'm@example.com');
  const as = { session: member.session };
  expect((await server.call('GET', '/teams', as)).status).toBe(200);
  expect(
    (await server.call('POST', '/teams', { ...as, body: { name: 'A', parentId: root.id } })).status,
  ).toBe(403);
  expect((await server.call('DELETE', `/teams/${root.id}`, as)).status).toBe(403);
  const headers = { 'if-match': '"1"' };
  expect(
    (await server.call('PATCH', `/teams/${root.id}`, { ...as, headers, body: { name: 'A' } })).status,
  ).toBe(403);
});
