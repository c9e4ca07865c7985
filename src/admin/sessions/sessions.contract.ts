import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { organisation } from '../organisation/organisation.contract.ts';
import { fieldRightsByKind, reaches, roleName } from '../roles/roles.contract.ts';
import { givenCode } from '../two-step/two-step.contract.ts';
import {
  givenPassword,
  linkToken,
  newPassword,
  userEmail,
  userLanguage,
  userName,
} from '../users/user-fields.contract.ts';

const sessionUser = z.object({
  id,
  name: z.string(),
  email: z.string(),
  role: roleName,
  teamId: id,
  language: userLanguage,
  /** Send it as If-Match with `changeAccount`. */
  version: z.number().int(),
});

const deviceSession = z.object({
  id,
  current: z.boolean(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
});

export const sessionsContract = contract('admin', {
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: 'Signs in and sets the session cookie.',
    needs: 'public',
    secret: true,
    callsAMinute: 60,
    input: z.strictObject({ email: userEmail, password: givenPassword }),
    output: z.object({
      userId: id.nullable(),
      halfSession: z.object({ token: z.string(), expiresAt: instant }).nullable().meta({
        description:
          'Where the user signs in with a code too: what `signInWithCode` goes on from, and nothing else.',
      }),
    }),
    fails: ['admin.sign_in_wrong', 'admin.provider_only'],
  }),
  signInWithCode: endpoint({
    method: 'POST',
    path: '/session/code',
    summary:
      'Finishes a sign-in with a code of the authenticator app, or a recovery code, and sets the session cookie.',
    needs: 'public',
    secret: true,
    callsAMinute: 60,
    input: z.strictObject({ token: linkToken, code: givenCode }),
    output: z.object({ userId: id }),
    fails: ['admin.half_session_over', 'admin.code_wrong', 'admin.sign_in_wrong', 'admin.provider_only'],
  }),
  session: endpoint({
    method: 'GET',
    path: '/session',
    summary: 'Shows who is signed in, for which organisation, and what they may do.',
    needs: 'signedIn',
    whileBlocked: true,
    input: nothing,
    output: z.object({
      user: sessionUser,
      organisation,
      permissions: z.array(z.string()),
      reaches,
      fields: fieldRightsByKind,
      blockedBy: z.string().nullable().meta({
        description: 'The error code of all other endpoints until the user has done what it asks for.',
      }),
    }),
    fails: ['admin.not_a_user', 'admin.not_set_up'],
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/session',
    summary: 'Ends this session and clears its cookie; also answers where nobody is signed in.',
    needs: 'public',
    input: nothing,
    output: nothing,
  }),
  changeAccount: endpoint({
    method: 'PATCH',
    path: '/account',
    summary: 'Changes your own name or language.',
    needs: 'signedIn',
    ifMatch: true,
    input: z.strictObject({ name: userName.optional(), language: userLanguage.optional() }),
    output: sessionUser,
    fails: ['admin.not_a_user', 'admin.version_conflict'],
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/account/password',
    summary: 'Changes your own password and ends your other sessions.',
    needs: 'signedIn',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ password: givenPassword, newPassword }),
    output: z.object({ endedSessions: count }),
    fails: ['admin.not_a_user', 'admin.password_wrong', 'admin.password_too_easy'],
  }),
  sessions: endpoint({
    method: 'GET',
    path: '/account/sessions',
    summary: 'Lists the devices that you are signed in on, this one first.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ items: z.array(deviceSession) }),
    fails: ['admin.not_a_user'],
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/account/sessions/:id',
    summary: 'Signs one of your devices out.',
    needs: 'signedIn',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['admin.not_a_user', 'admin.session_not_found'],
  }),
  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/account/sessions',
    summary: 'Signs all your devices out but this one.',
    needs: 'signedIn',
    input: nothing,
    output: z.object({ endedSessions: count }),
    fails: ['admin.not_a_user'],
  }),
});
