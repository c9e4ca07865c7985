import { z } from 'zod';
import { contract, count, endpoint, id, nothing } from '#platform/http/contract.ts';

const teamName = z.string().trim().min(1).max(80);

export const team = z.object({
  id,
  parentId: id.nullable().meta({ description: 'Null for the root, which is the organisation itself.' }),
  name: z.string().meta({ description: 'For the root the name of the organisation.' }),
  users: count.meta({ description: 'Active users in the team itself.' }),
  version: z.number().int(),
});
export type Team = z.output<typeof team>;

export const teamsContract = contract('admin', {
  teams: endpoint({
    method: 'GET',
    path: '/teams',
    summary: 'Lists departments and teams, each behind the one that it belongs to.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ items: z.array(team) }),
  }),
  createTeam: endpoint({
    method: 'POST',
    path: '/teams',
    summary: 'Makes a team below another.',
    needs: 'admin.manage',
    input: z.strictObject({ name: teamName, parentId: id }),
    output: team,
    fails: ['admin.team_not_found', 'admin.team_name_taken', 'admin.teams_too_deep'],
  }),
  changeTeam: endpoint({
    method: 'PATCH',
    path: '/teams/:id',
    summary: 'Renames a team, or moves it with all below it.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({ id, name: teamName.optional(), parentId: id.optional() }),
    output: team,
    fails: [
      'admin.team_not_found',
      'admin.team_name_taken',
      'admin.teams_too_deep',
      'admin.team_in_itself',
      'admin.team_is_root',
      'admin.version_conflict',
    ],
  }),
  removeTeam: endpoint({
    method: 'DELETE',
    path: '/teams/:id',
    summary: 'Removes a team: its users, customers and teams below go to the one that it belonged to.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['admin.team_not_found', 'admin.team_is_root', 'admin.team_name_taken'],
  }),
});
