import { z } from 'zod';
import { contract, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { roleName } from '../roles/roles.contract.ts';
import { linkToken } from '../users/user-fields.contract.ts';

const emailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);

const shared = {
  name: z.string().trim().min(1).max(60).meta({ description: 'What the button on the sign-in page says.' }),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: z.string().trim().min(1).max(300),
  emailDomains: z.array(emailDomain).max(50).meta({
    description: 'Only addresses below these domains come in; all where empty.',
  }),
  role: roleName.nullable().meta({
    description: 'What people become who are neither users nor invited; null: they do not come in.',
  }),
  onlyProvider: z.boolean().meta({ description: 'Nobody but owners signs in with a password.' }),
  trustsMfa: z.boolean().meta({
    description:
      'Its claim that somebody proved a second factor (`amr` with `mfa`) stands for a code of ours.',
  }),
};

const provider = z.object({ ...shared, issuer: z.string(), hasSecret: z.boolean() });
export type ProviderSettings = z.output<typeof provider>;

const settings = z.object({
  provider: provider.nullable(),
  redirectUrl: z.string().meta({ description: 'To be registered with the provider.' }),
});

const ownerFails = ['admin.owners_only'] as const;

export const providerContract = contract('admin', {
  provider: endpoint({
    method: 'GET',
    path: '/sign-in-provider',
    summary: 'Shows with which provider of OpenID Connect people sign in.',
    needs: 'admin.manage',
    ownTransactions: true,
    input: nothing,
    output: settings,
  }),
  setProvider: endpoint({
    method: 'PUT',
    path: '/sign-in-provider',
    summary: 'Lets people sign in with a provider of OpenID Connect, which is asked at once; for owners.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({
      ...shared,
      clientSecret: z.string().min(1).max(1_000).nullable().optional().meta({
        description: 'Absent: stays as it is where issuer and client are the same.',
      }),
    }),
    output: settings,
    fails: [
      ...ownerFails,
      'admin.beyond_own_rights',
      'admin.role_not_found',
      'admin.provider_needs_domains',
      'admin.provider_unreachable',
    ],
  }),
  removeProvider: endpoint({
    method: 'DELETE',
    path: '/sign-in-provider',
    summary: 'Ends signing in with the provider; everybody signs in with a password again.',
    needs: 'admin.manage',
    input: nothing,
    output: nothing,
    fails: [...ownerFails, 'admin.no_provider'],
  }),
  offeredProvider: endpoint({
    method: 'GET',
    path: '/session/provider',
    summary: 'Shows the provider that the sign-in page offers, if there is one.',
    needs: 'public',
    input: nothing,
    output: z.object({ name: z.string().nullable(), onlyProvider: z.boolean() }),
  }),
  startProviderSignIn: endpoint({
    method: 'POST',
    path: '/session/provider/start',
    summary: 'Begins a sign-in with the provider: where to send the browser, and what it must bring back.',
    needs: 'public',
    secret: true,
    callsAMinute: 30,
    input: nothing,
    output: z.object({ url: z.string(), browser: z.string() }),
    fails: ['admin.no_provider', 'admin.provider_unreachable'],
  }),
  finishProviderSignIn: endpoint({
    method: 'POST',
    path: '/session/provider',
    summary: 'Signs in with what the provider sent the browser back with, and sets the session cookie.',
    needs: 'public',
    secret: true,
    callsAMinute: 30,
    input: z.strictObject({
      browser: linkToken,
      code: z.string().min(1).max(4_000),
      state: z.string().min(1).max(200),
      iss: z.string().max(500).optional(),
    }),
    output: z.object({
      userId: id.nullable(),
      halfSession: z.object({ token: z.string(), expiresAt: instant }).nullable(),
    }),
    fails: [
      'admin.no_provider',
      'admin.provider_sign_in_over',
      'admin.provider_unreachable',
      'admin.provider_answer_wrong',
      'admin.provider_email_unverified',
      'admin.provider_stranger',
      'admin.sign_in_wrong',
    ],
  }),
});
