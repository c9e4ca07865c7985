import { bind } from '#platform/http/bind.ts';
import { teamsContract } from './teams.contract.ts';
import { changeTeam, createTeam, removeTeam, teams } from './teams.ts';

export const teamRoutes = bind(teamsContract, {
  teams: (ctx) => teams(ctx),
  createTeam,
  changeTeam,
  async removeTeam(ctx, input) {
    await removeTeam(ctx, input.id);
    return {};
  },
});
