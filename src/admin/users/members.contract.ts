import { z } from 'zod';
import { contract, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { userLanguage, userRole } from './user-fields.contract.ts';

export const member = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: userRole,
  language: userLanguage,
  createdAt: instant,
  /** Null where they never signed in or were signed out everywhere. */
  lastSeenAt: instant.nullable(),
  deactivatedAt: instant.nullable(),
  version: z.number().int(),
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
  changeRole: endpoint({
    method: 'PATCH',
    path: '/members/:id',
    summary: 'Makes a member an owner or an owner a member; one active owner always remains.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({ id, role: userRole }),
    output: member,
    fails: ['admin.member_not_found', 'admin.version_conflict', 'admin.last_owner'],
  }),
  deactivate: endpoint({
    method: 'POST',
    path: '/members/:id/deactivation',
    summary: 'Shuts a user out at once; what they did stays under their name.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: member,
    fails: ['admin.member_not_found', 'admin.last_owner'],
  }),
  reactivate: endpoint({
    method: 'DELETE',
    path: '/members/:id/deactivation',
    summary: 'Lets a deactivated user in again.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: member,
    fails: ['admin.member_not_found'],
  }),
  makePasswordLink: endpoint({
    method: 'POST',
    path: '/members/:id/password-link',
    summary: 'Makes a one-time link, good for a day, with which a user sets a new password.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({ id }),
    output: oneTimeLink,
    fails: ['admin.member_not_found', 'admin.member_deactivated'],
  }),
});
