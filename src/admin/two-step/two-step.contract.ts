import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { givenPassword } from '../users/user-fields.contract.ts';
import { twoStepPolicies } from './two-step-policies.contract.ts';

/** Six digits of an app, or a recovery code. */
export const givenCode = z
  .string()
  .trim()
  .min(6)
  .max(40)
  .meta({ description: 'The six digits of the authenticator app, or a recovery code.' });

const recoveryCodes = z
  .array(z.string())
  .meta({ description: 'Ten codes, each good for one sign-in without the app; shown this once.' });

const policy = z.enum(twoStepPolicies).meta({
  description:
    'Who must sign in with a code: `administrators` = who has a permission of administration, `exporters` = those and who may export or see what is masked.',
});

const policyState = z.object({
  policy,
  choices: z.array(
    z.object({
      policy,
      concerned: count,
      without: count.meta({ description: 'How many of them have no second step yet.' }),
    }),
  ),
});

const ownFails = ['admin.not_a_user', 'admin.not_for_keys', 'admin.password_wrong'] as const;

export const twoStepContract = contract('admin', {
  twoStep: endpoint({
    method: 'GET',
    path: '/account/two-step',
    summary: 'Shows whether you sign in with a code, and whether you must.',
    needs: 'signedIn',
    whileBlocked: true,
    input: nothing,
    output: z.object({
      turnedOnAt: instant.nullable(),
      recoveryCodesLeft: count,
      required: z.boolean(),
      asksPassword: z.boolean().meta({
        description:
          'False for a quarter of an hour after a sign-in with the provider: it proved who you are.',
      }),
    }),
    fails: ['admin.not_a_user', 'admin.not_for_keys'],
  }),
  startTwoStep: endpoint({
    method: 'POST',
    path: '/account/two-step/setup',
    summary:
      'Makes the secret for an authenticator app; it counts once `turnOnTwoStep` got a code of that app.',
    needs: 'signedIn',
    whileBlocked: true,
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({
      password: givenPassword.optional(),
      code: givenCode.optional().meta({ description: 'Needed where another app is in use.' }),
    }),
    output: z.object({
      secret: z.string().meta({ description: 'In base 32, to be typed where no camera is at hand.' }),
      link: z.string().meta({ description: 'What the QR code says.' }),
      expiresAt: instant,
    }),
    fails: [...ownFails, 'admin.code_wrong'],
  }),
  turnOnTwoStep: endpoint({
    method: 'PUT',
    path: '/account/two-step',
    summary:
      'Proves the app with its first code; from then on every sign-in asks for one. Ends your other sessions.',
    needs: 'signedIn',
    whileBlocked: true,
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ code: givenCode }),
    output: z.object({ recoveryCodes, endedSessions: count }),
    fails: ['admin.not_a_user', 'admin.not_for_keys', 'admin.code_wrong', 'admin.two_step_setup_over'],
  }),
  turnOffTwoStep: endpoint({
    method: 'POST',
    path: '/account/two-step/removal',
    summary: 'Lets you sign in with the password alone again, where the organisation allows it.',
    needs: 'signedIn',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ password: givenPassword.optional(), code: givenCode }),
    output: z.object({ endedSessions: count }),
    fails: [...ownFails, 'admin.code_wrong', 'admin.two_step_off', 'admin.two_step_obliged'],
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/account/two-step/recovery-codes',
    summary: 'Makes ten new recovery codes; the former ones end.',
    needs: 'signedIn',
    secret: true,
    callsAMinute: 20,
    input: z.strictObject({ password: givenPassword.optional(), code: givenCode }),
    output: z.object({ recoveryCodes }),
    fails: [...ownFails, 'admin.code_wrong', 'admin.two_step_off'],
  }),
  resetTwoStep: endpoint({
    method: 'DELETE',
    path: '/members/:id/two-step',
    summary: 'Takes the second step from a user who lost app and recovery codes, and ends their sessions.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.object({ endedSessions: count }),
    fails: ['admin.member_not_found', 'admin.beyond_own_rights', 'admin.two_step_off', 'admin.two_step_own'],
  }),
  twoStepPolicy: endpoint({
    method: 'GET',
    path: '/organisation/two-step',
    summary: 'Shows who must sign in with a code, and how many each choice would concern.',
    needs: 'admin.manage',
    input: nothing,
    output: policyState,
  }),
  changeTwoStepPolicy: endpoint({
    method: 'PUT',
    path: '/organisation/two-step',
    summary:
      'Decides who must sign in with a code; who has none can do nothing else until then, nor can their keys.',
    needs: 'admin.manage',
    input: z.strictObject({ policy }),
    output: policyState,
    fails: ['admin.not_set_up', 'admin.two_step_first'],
  }),
});
