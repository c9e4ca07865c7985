import { bind } from '#platform/http/bind.ts';
import { rolesContract } from './roles.contract.ts';
import { changeRole, createRole, removeRole, roles } from './roles.ts';

export const roleRoutes = bind(rolesContract, {
  roles: (ctx) => roles(ctx),
  createRole,
  changeRole,
  async removeRole(ctx, input) {
    await removeRole(ctx, input.id);
    return {};
  },
});
