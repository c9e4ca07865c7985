import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { Team } from './teams.contract.ts';
import {
  dissolveTeam,
  findRoot,
  findTeam,
  insertTeam,
  levelsBelow,
  listTeams,
  lockTeams,
  namesInTheWay,
  placeOfTeam,
  updateTeam,
} from './teams.queries.ts';

/** Levels of teams below the organisation. */
const mostLevels = 10;

export async function teams(ctx: Context): Promise<{ items: Team[] }> {
  return { items: await listTeams(ctx.tx) };
}

/** Throws `admin.team_not_found`, `admin.team_name_taken`, `admin.teams_too_deep`. */
export async function createTeam(ctx: Context, input: { name: string; parentId: string }): Promise<Team> {
  await lockTeams(ctx.tx);
  await teamNamed(ctx, input.parentId);
  await refuseTooDeep(ctx, input.parentId, 1);
  const id = await insertTeam(ctx.tx, input, ctx.clock.now());
  if (id === undefined) throw nameTaken(input.name);
  await ctx.audit('admin.team_made', `team:${id}`, input);
  return teamNamed(ctx, id);
}

/** Renames or moves; who sees what follows with the next request. */
export async function changeTeam(
  ctx: Context,
  input: { id: string; name?: string; parentId?: string },
): Promise<Team> {
  await lockTeams(ctx.tx);
  const before = await teamNamed(ctx, input.id);
  if (before.parentId === null) throw fail('conflict', 'admin.team_is_root');
  if (String(before.version) !== ctx.ifMatch) throw fail('conflict', 'admin.version_conflict');
  const after = { name: input.name ?? before.name, parentId: input.parentId ?? before.parentId };
  if (after.parentId !== before.parentId) {
    await teamNamed(ctx, after.parentId);
    const { isWithin } = await placeOfTeam(ctx.tx, after.parentId, input.id);
    if (isWithin) throw fail('conflict', 'admin.team_in_itself');
    await refuseTooDeep(ctx, after.parentId, 1 + (await levelsBelow(ctx.tx, input.id)));
  }
  if (!(await updateTeam(ctx.tx, input.id, after))) throw nameTaken(after.name);
  const { name, parentId } = before;
  await ctx.audit('admin.team_changed', `team:${input.id}`, { ...after, before: { name, parentId } });
  if (after.parentId !== parentId)
    await ctx.emit('admin.team_moved', { teamId: input.id, into: after.parentId });
  return teamNamed(ctx, input.id);
}

/** What belonged to the team belongs to the one above it from then on. Throws `admin.team_is_root`. */
export async function removeTeam(ctx: Context, id: string): Promise<void> {
  await lockTeams(ctx.tx);
  const { name, parentId } = await teamNamed(ctx, id);
  if (parentId === null) throw fail('conflict', 'admin.team_is_root');
  const [taken] = await namesInTheWay(ctx.tx, id);
  if (taken !== undefined) throw nameTaken(taken);
  const users = await dissolveTeam(ctx.tx, id, parentId);
  await ctx.audit('admin.team_removed', `team:${id}`, { name, into: parentId, users: users.length });
  await ctx.emit('admin.team_removed', { teamId: id, into: parentId });
}

/** The organisation itself as a team. */
export async function rootTeam(ctx: Context): Promise<{ id: string }> {
  return findRoot(ctx.tx);
}

/** A team, kept until the transaction ends. Throws `admin.team_not_found`. */
export async function teamNamed(ctx: Context, id: string): Promise<Team> {
  const found = await findTeam(ctx.tx, id);
  if (!found) throw fail('notFound', 'admin.team_not_found');
  return found;
}

async function refuseTooDeep(ctx: Context, parentId: string, levels: number): Promise<void> {
  const { depth } = await placeOfTeam(ctx.tx, parentId, parentId);
  if (depth + levels > mostLevels)
    throw fail('conflict', 'admin.teams_too_deep', { values: { most: mostLevels } });
}

function nameTaken(name: string) {
  return fail('conflict', 'admin.team_name_taken', { values: { name } });
}
