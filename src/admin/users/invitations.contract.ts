import { z } from 'zod';
import { contract, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { roleName } from '../roles/roles.contract.ts';
import { oneTimeLink } from './members.contract.ts';
import { linkToken, newPassword, userEmail, userLanguage, userName } from './user-fields.contract.ts';

const invitation = z.object({
  id,
  email: z.string(),
  role: roleName,
  teamId: id,
  invitedBy: z.string().nullable().meta({ description: 'A name; null where the command line invited.' }),
  createdAt: instant,
  expiresAt: instant,
  expired: z.boolean(),
});

export const invitationsContract = contract('admin', {
  invitations: endpoint({
    method: 'GET',
    path: '/invitations',
    summary: 'Lists invitations that are neither accepted nor withdrawn, the newest first.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ items: z.array(invitation) }),
  }),
  invite: endpoint({
    method: 'POST',
    path: '/invitations',
    summary:
      'Makes an invitation link, good for seven days and shown once; an earlier one for the address ends.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({ email: userEmail, role: roleName.default('member'), teamId: id.optional() }),
    output: oneTimeLink.extend({ id }),
    fails: ['admin.email_taken', 'admin.role_not_found', 'admin.team_not_found', 'admin.beyond_own_rights'],
  }),
  withdrawInvitation: endpoint({
    method: 'DELETE',
    path: '/invitations/:id',
    summary: 'Withdraws an invitation; its link stops working.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['admin.invitation_not_found'],
  }),
  readInvitation: endpoint({
    method: 'POST',
    path: '/invitations/reading',
    summary: 'Shows who is invited where, for the page that the link opens.',
    needs: 'public',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ token: linkToken }),
    output: z.object({ email: z.string(), organisationName: z.string(), language: userLanguage }),
    fails: ['admin.invitation_wrong'],
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/invitations/accept',
    summary: 'Makes the invited user and signs them in.',
    needs: 'public',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({
      token: linkToken,
      name: userName,
      password: newPassword,
      language: userLanguage.optional().meta({ description: "The organisation's where absent." }),
    }),
    output: z.object({ userId: id }),
    fails: ['admin.provider_only', 'admin.invitation_wrong', 'admin.password_too_easy'],
  }),
  usePasswordLink: endpoint({
    method: 'POST',
    path: '/password-links/use',
    summary: 'Sets a new password with a one-time link and ends all sessions of the user.',
    needs: 'public',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ token: linkToken, password: newPassword }),
    output: nothing,
    fails: ['admin.password_link_wrong', 'admin.password_too_easy'],
  }),
});
