import { z } from 'zod';
import { contract, endpoint, nothing } from '#platform/http/contract.ts';
import { organisationCurrency, organisationName, timeZone } from '../organisation/organisation.contract.ts';
import { linkToken, newPassword, userEmail, userLanguage, userName } from '../users/user-fields.contract.ts';

/** The form of the first page that anybody sees. */
export const setupInput = z.strictObject({
  token: linkToken,
  organisationName,
  currency: organisationCurrency,
  timeZone,
  /** Of the organisation and of its owner. */
  language: userLanguage,
  ownerName: userName,
  email: userEmail,
  password: newPassword,
});

export const setupContract = contract('admin', {
  setupState: endpoint({
    method: 'GET',
    path: '/setup',
    summary: 'Tells whether this installation still waits for its owner.',
    needs: 'public',
    input: nothing,
    output: z.object({ needed: z.boolean() }),
  }),
  setUp: endpoint({
    method: 'POST',
    path: '/setup',
    summary: 'Makes the organisation and its owner with the link from the terminal, and signs the owner in.',
    needs: 'public',
    secret: true,
    callsAMinute: 20,
    input: setupInput,
    output: z.object({ userId: z.string() }),
    fails: ['admin.setup_link_wrong', 'admin.password_too_easy'],
  }),
  newSetupLink: endpoint({
    method: 'POST',
    path: '/setup/link',
    summary: 'Gives a fresh set-up link, for the command line; earlier ones stop working.',
    needs: 'admin.manage',
    secret: true,
    input: nothing,
    output: z.object({ url: z.string() }),
    fails: ['admin.already_set_up'],
  }),
});
