import { bind } from '#platform/http/bind.ts';
import { openSession } from '../sessions/open-session.ts';
import { invitationsContract } from './invitations.contract.ts';
import { acceptInvitation, invitations, invite, readInvitation, withdrawInvitation } from './invitations.ts';
import { memberAccess } from './member-access.ts';
import { membersContract } from './members.contract.ts';
import {
  changeMember,
  deactivate,
  endMemberSessions,
  makePasswordLink,
  members,
  reactivate,
} from './members.ts';
import { usePasswordLink } from './use-password-link.ts';
import { listColleagues } from './users.queries.ts';

export const memberRoutes = bind(membersContract, {
  colleagues: async (ctx) => ({ items: await listColleagues(ctx.tx) }),
  members: (ctx) => members(ctx),
  access: (ctx, input) => memberAccess(ctx, input.id),
  changeMember,
  deactivate,
  reactivate,
  endMemberSessions,
  makePasswordLink: (ctx, input) => ctx.transact((inner) => makePasswordLink(inner, input)),
});

export const invitationRoutes = bind(invitationsContract, {
  invitations: (ctx) => invitations(ctx),
  invite: (ctx, input) => ctx.transact((inner) => invite(inner, input)),
  async withdrawInvitation(ctx, input) {
    await withdrawInvitation(ctx, input.id);
    return {};
  },
  readInvitation: (ctx, input) => ctx.transact((inner) => readInvitation(inner, input.token)),
  async acceptInvitation(ctx, input, request) {
    const user = await acceptInvitation(ctx, input);
    await openSession(ctx, user, request);
    return { userId: user.id };
  },
  async usePasswordLink(ctx, input) {
    await usePasswordLink(ctx, input);
    return {};
  },
});
