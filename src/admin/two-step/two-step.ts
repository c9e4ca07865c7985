import { randomBytes } from 'node:crypto';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { RequestFacts, SecretContext } from '#platform/http/bind.ts';
import { decryptSecret, encryptSecret } from '#platform/secrets/secrets.ts';
import { findOrganisation } from '../organisation/organisation.queries.ts';
import { countCode } from '../sessions/guess-limits.ts';
import { ownUserId } from '../sessions/own-user-id.ts';
import { cameByProvider, provePassword } from '../sessions/prove-password.ts';
import { keepOnlyThisSession } from '../sessions/rotate-session.ts';
import { refuseTwoStepOff, requiresTwoStep } from './policy.ts';
import { proveCode, secretPurpose } from './prove-code.ts';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts';
import { appLink, base32, secretBytes, stepOfCode } from './time-codes.ts';
import {
  deleteTwoStep,
  findSetup,
  findTwoStep,
  replaceRecoveryCodes,
  replaceSetup,
  storeTwoStep,
} from './two-step.queries.ts';

const setupMs = 30 * 60_000;

/** Whether one signs in with a code, and whether one must. */
export async function ownTwoStep(ctx: Context, sessionToken: string | undefined) {
  const userId = ownUserId(ctx.actor);
  const stored = await findTwoStep(ctx.tx, userId);
  return {
    turnedOnAt: stored?.turnedOnAt ?? null,
    recoveryCodesLeft: stored?.recoveryCodesLeft ?? 0,
    required: await requiresTwoStep(ctx, userId),
    asksPassword: !(await cameByProvider(ctx.tx, ctx.clock.now(), sessionToken)),
  };
}

/**
 * A secret for an app, good for half an hour and worth nothing before `turnOnTwoStep`. Throws `admin.password_wrong`, and
 * `admin.code_wrong` where an app is in use and this is no code of it.
 */
export async function startTwoStep(
  ctx: SecretContext,
  input: { password?: string | undefined; code?: string | undefined },
  request: RequestFacts,
) {
  const { id, email } = await provePassword(ctx, input.password, request);
  const isOn = await ctx.transact(({ tx }) => findTwoStep(tx, id));
  const start = async (inner: Context) => {
    const secret = randomBytes(secretBytes);
    const expiresAt = new Date(inner.clock.now().getTime() + setupMs);
    const sealed = await encryptSecret(inner, secret.toString('hex'), secretPurpose(id));
    await replaceSetup(inner.tx, { userId: id, secret: sealed, expiresAt });
    const issuer = (await findOrganisation(inner.tx))?.name ?? 'Perennial';
    return {
      secret: base32(secret),
      link: appLink(secret, email, issuer),
      expiresAt: expiresAt.toISOString(),
    };
  };
  return isOn ? withCode(ctx, id, input.code ?? '', start) : ctx.transact(start);
}

/**
 * From now on signing in takes a code. Ends all other sessions, and gives this one another token. Throws
 * `admin.code_wrong`, and `admin.two_step_setup_over` where nothing was started within half an hour.
 */
export async function turnOnTwoStep(ctx: SecretContext, input: { code: string }, request: RequestFacts) {
  const userId = ownUserId(ctx.actor);
  const guess = await countCode(ctx.platform, userId);
  const recoveryCodes = newRecoveryCodes();
  const kept = await ctx.transact(async (inner) => {
    const now = inner.clock.now();
    const sealed = await findSetup(inner.tx, userId, now);
    if (!sealed) throw fail('conflict', 'admin.two_step_setup_over');
    const secret = Buffer.from(await decryptSecret(inner, sealed, secretPurpose(userId)), 'hex');
    const step = stepOfCode(secret, input.code.replaceAll(' ', ''), now);
    if (step === undefined) throw fail('invalid', 'admin.code_wrong');
    const before = await findTwoStep(inner.tx, userId);
    await storeTwoStep(inner.tx, { userId, secret: sealed, step, now });
    await replaceRecoveryCodes(inner.tx, userId, recoveryCodes.map(recoveryCodeHash));
    const session = await keepOnlyThisSession(inner, userId, request);
    const { endedSessions } = session;
    await inner.audit(before ? 'admin.two_step_replaced' : 'admin.two_step_turned_on', `user:${userId}`, {
      endedSessions,
    });
    return session;
  });
  await guess.right();
  kept.setCookie();
  return { recoveryCodes, endedSessions: kept.endedSessions };
}

/** Throws `admin.two_step_obliged` where the organisation asks for it. */
export async function turnOffTwoStep(
  ctx: SecretContext,
  input: { password?: string | undefined; code: string },
  request: RequestFacts,
) {
  const { id } = await provePassword(ctx, input.password, request);
  const kept = await withCode(ctx, id, input.code, async (inner) => {
    if (await requiresTwoStep(inner, id)) throw fail('conflict', 'admin.two_step_obliged');
    await deleteTwoStep(inner.tx, id);
    const session = await keepOnlyThisSession(inner, id, request);
    await inner.audit('admin.two_step_turned_off', `user:${id}`, { endedSessions: session.endedSessions });
    return session;
  });
  kept.setCookie();
  return { endedSessions: kept.endedSessions };
}

/** Ten new ones in the place of all that are left. */
export async function renewRecoveryCodes(
  ctx: SecretContext,
  input: { password?: string | undefined; code: string },
  request: RequestFacts,
) {
  const { id } = await provePassword(ctx, input.password, request);
  const recoveryCodes = newRecoveryCodes();
  await withCode(ctx, id, input.code, async (inner) => {
    await replaceRecoveryCodes(inner.tx, id, recoveryCodes.map(recoveryCodeHash));
    await inner.audit('admin.recovery_codes_renewed', `user:${id}`);
  });
  return { recoveryCodes };
}

/** Runs with a code that fits and is spent with it. Throws `admin.two_step_off`, `admin.code_wrong`. */
async function withCode<T>(
  ctx: SecretContext,
  userId: string,
  code: string,
  run: (inner: Context) => Promise<T>,
): Promise<T> {
  await ctx.transact(({ tx }) => refuseTwoStepOff(tx, userId));
  const guess = await countCode(ctx.platform, userId);
  const result = await ctx.transact(async (inner) => {
    if (!(await proveCode(inner, userId, code))) throw fail('invalid', 'admin.code_wrong');
    return run(inner);
  });
  await guess.right();
  return result;
}
