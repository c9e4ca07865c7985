import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Team } from './teams.contract.ts';

const columns = sql`t.id, t.parent_id as "parentId", t.version,
  case when t.parent_id is null then coalesce((select name from admin.organisation), '') else t.name end as name,
  (select count(*)::int from admin.users u where u.team_id = t.id and u.deactivated_at is null) as users`;

/** All teams, each behind the one that it belongs to, those of one by name. */
export async function listTeams(tx: Tx): Promise<Team[]> {
  const { rows } = await sql<Team>`
    with recursive tree as (
      select t.id, array[]::text[] as path from admin.teams t where t.parent_id is null
      union all
      select t.id, tree.path || lower(t.name) || t.id::text from admin.teams t join tree on t.parent_id = tree.id)
    select ${columns} from tree join admin.teams t using (id) order by tree.path`.execute(tx);
  return rows;
}

export async function findTeam(tx: Tx, id: string): Promise<Team | undefined> {
  const { rows } =
    await sql<Team>`select ${columns} from admin.teams t where t.id = ${id} for key share`.execute(tx);
  return rows[0];
}

export async function findRoot(tx: Tx): Promise<{ id: string }> {
  const { rows } = await sql<{ id: string }>`select id from admin.teams where parent_id is null`.execute(tx);
  return rows[0]!;
}

/** The tree stays as it is until the transaction ends: of two who change it, one waits for the other. */
export async function lockTeams(tx: Tx): Promise<void> {
  await sql`lock table admin.teams in share row exclusive mode`.execute(tx);
}

/** How many teams lie above, the root included, and whether `within` is this team or one of those. */
export async function placeOfTeam(
  tx: Tx,
  id: string,
  within: string,
): Promise<{ depth: number; isWithin: boolean }> {
  const { rows } = await sql<{ depth: number; isWithin: boolean }>`
    with recursive above as (
      select t.id, t.parent_id from admin.teams t where t.id = ${id}
      union all select t.id, t.parent_id from admin.teams t join above on t.id = above.parent_id)
    select count(*)::int - 1 as depth, coalesce(bool_or(id = ${within}::bigint), false) as "isWithin" from above`.execute(
    tx,
  );
  return rows[0]!;
}

/** How many levels of teams lie below. */
export async function levelsBelow(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ levels: number }>`
    with recursive below as (
      select t.id, 0 as level from admin.teams t where t.id = ${id}
      union all select t.id, below.level + 1 from admin.teams t join below on t.parent_id = below.id)
    select max(level) as levels from below`.execute(tx);
  return rows[0]!.levels;
}

/** The id of the new team; undefined where one of the name is there. */
export async function insertTeam(
  tx: Tx,
  team: { name: string; parentId: string },
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`insert into admin.teams (name, parent_id, created_at)
    values (${team.name}, ${team.parentId}, ${now}) on conflict (parent_id, lower(name)) do nothing returning id`.execute(
    tx,
  );
  return rows[0]?.id;
}

/** False where another team in the same place bears the name. */
export async function updateTeam(
  tx: Tx,
  id: string,
  team: { name: string; parentId: string },
): Promise<boolean> {
  const { rows } =
    await sql`update admin.teams t set name = ${team.name}, parent_id = ${team.parentId}, version = version + 1
    where t.id = ${id} and not exists (select from admin.teams o
      where o.parent_id = ${team.parentId} and lower(o.name) = lower(${team.name}) and o.id <> t.id)
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Hands users, invitations and teams of a team to another and deletes it. The ids of the users. */
export async function dissolveTeam(tx: Tx, id: string, into: string): Promise<string[]> {
  // Whoever is putting somebody into the team is waited for, and found below.
  await sql`select from admin.teams where id = ${id} for update`.execute(tx);
  const moved = await sql<{ id: string }>`update admin.users set team_id = ${into}, version = version + 1
    where team_id = ${id} returning id`.execute(tx);
  await sql`update admin.invitations set team_id = ${into} where team_id = ${id}`.execute(tx);
  await sql`update admin.teams set parent_id = ${into} where parent_id = ${id}`.execute(tx);
  await sql`delete from admin.teams where id = ${id}`.execute(tx);
  return moved.rows.map((row) => row.id);
}

/** Names that a team below this one and one beside it both bear. */
export async function namesInTheWay(tx: Tx, id: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select below.name from admin.teams below
    join admin.teams t on t.id = below.parent_id
    join admin.teams beside on beside.parent_id = t.parent_id and lower(beside.name) = lower(below.name) and beside.id <> t.id
    where t.id = ${id}`.execute(tx);
  return rows.map((row) => row.name);
}
