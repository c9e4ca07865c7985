import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { fieldRightsByKind, reaches, roleName } from '../roles/roles.contract.ts';
import { userLanguage } from './user-fields.contract.ts';

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: roleName,
  teamId: id,
  language: userLanguage,
  createdAt: instant,
  /** Null where they never signed in or were signed out everywhere. */
  lastSeenAt: instant.nullable(),
  deactivatedAt: instant.nullable(),
  hasTwoStep: z.boolean().meta({ description: 'Whether they sign in with a code beside the password.' }),
  version: z.number().int(),
});

const why = z.enum(['given', 'chosen', 'notInRole', 'needsAllCustomers']).meta({
  description:
    '`given` = the product gives it to this role, `chosen` = the role was set so, `needsAllCustomers` = in the role, but only for who reaches all customers and reads every field.',
});

/** A link that is shown once: a path such as `/join?token=…` below the address that people open. */
export const oneTimeLink = z.object({ path: z.string(), expiresAt: instant });

export const membersContract = contract('admin', {
  colleagues: endpoint({
    method: 'GET',
    path: '/colleagues',
    summary: 'Lists the names of all users, to name an owner or whoever did something.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ items: z.array(z.object({ id, name: z.string(), active: z.boolean() })) }),
  }),
  members: endpoint({
    method: 'GET',
    path: '/members',
    summary: 'Lists all users with role and state, the active ones first.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ items: z.array(member) }),
  }),
  access: endpoint({
    method: 'GET',
    path: '/members/:id/access',
    summary: 'Shows what a user may do and see, and by which role and team.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.object({
      role: roleName,
      roleName: z.string().nullable().meta({ description: 'Null for roles that come with the product.' }),
      permissions: z.array(z.object({ permission: z.string(), granted: z.boolean(), why })),
      reaches,
      fields: fieldRightsByKind,
      teamId: id,
      teamIds: z.array(id).meta({ description: 'The team and those below it.' }),
    }),
    fails: ['admin.member_not_found'],
  }),
  changeMember: endpoint({
    method: 'PATCH',
    path: '/members/:id',
    summary: 'Gives a user another role or team; what they own moves along. One active owner always remains.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({ id, role: roleName.optional(), teamId: id.optional() }),
    output: member,
    fails: [
      'admin.member_not_found',
      'admin.version_conflict',
      'admin.last_owner',
      'admin.role_not_found',
      'admin.team_not_found',
      'admin.beyond_own_rights',
    ],
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/members/:id/deactivation',
    summary:
      'Shuts a user out at once and hands what they own to another; what they did stays under their name.',
    needs: 'admin.manage',
    input: z.strictObject({
      id,
      handOverTo: id.optional().meta({ description: 'Where absent, they go on owning it.' }),
    }),
    output: member,
    fails: [
      'admin.member_not_found',
      'admin.last_owner',
      'admin.beyond_own_rights',
      'admin.successor_not_active',
    ],
  }),
  reactivate: endpoint({
    method: 'DELETE',
    path: '/members/:id/deactivation',
    summary: 'Lets a deactivated user in again.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: member,
    fails: ['admin.member_not_found', 'admin.beyond_own_rights'],
  }),
  endMemberSessions: endpoint({
    method: 'DELETE',
    path: '/members/:id/sessions',
    summary: 'Signs a user out on all devices.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.object({ endedSessions: count }),
    fails: ['admin.member_not_found', 'admin.beyond_own_rights'],
  }),
  makePasswordLink: endpoint({
    method: 'POST',
    path: '/members/:id/password-link',
    summary: 'Makes a one-time link, good for a day, with which a user sets a new password.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({ id }),
    output: oneTimeLink,
    fails: ['admin.member_not_found', 'admin.member_deactivated', 'admin.beyond_own_rights'],
  }),
});
