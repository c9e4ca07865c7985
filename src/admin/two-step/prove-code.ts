import type { Context } from '#platform/db/context.ts';
import { decryptSecret } from '#platform/secrets/secrets.ts';
import { recoveryCodeHash } from './recovery-codes.ts';
import { stepOfCode } from './time-codes.ts';
import { findTwoStep, spendRecoveryCode, takeStep } from './two-step.queries.ts';

/** What a secret is encrypted for. */
export const secretPurpose = (userId: string) => `two-step of user ${userId}`;

/**
 * By what somebody proved to be the user: a code of the app, or a recovery code, which is spent with it. Undefined for
 * wrong ones, and for a code that was taken before or is older than one that was.
 */
export async function proveCode(
  ctx: Context,
  userId: string,
  code: string,
): Promise<'app' | 'recoveryCode' | undefined> {
  const stored = await findTwoStep(ctx.tx, userId);
  if (!stored) return undefined;
  const secret = Buffer.from(await decryptSecret(ctx, stored.secret, secretPurpose(userId)), 'hex');
  const step = stepOfCode(secret, code.replaceAll(' ', ''), ctx.clock.now());
  if (step !== undefined) return (await takeStep(ctx.tx, userId, step)) ? 'app' : undefined;
  return (await spendRecoveryCode(ctx.tx, userId, recoveryCodeHash(code))) ? 'recoveryCode' : undefined;
}
