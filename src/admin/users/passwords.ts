import { hash, type Options, verify } from '@node-rs/argon2';
import { fail } from '#platform/errors/errors.ts';
import { newToken } from './one-time-token.ts';

/**
 * Argon2id (algorithm 2) with 19 MiB, two passes and one lane: the first choice of the OWASP Password
 * Storage Cheat Sheet.
 */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as Options;

const fewestDifferentSigns = 5;

/**
 * The hash to store. Throws `admin.password_too_easy`, at the input key `path`, for the e-mail address itself
 * or a few signs repeated.
 */
export async function hashPassword(password: string, email: string, path = 'password'): Promise<string> {
  const text = normalised(password);
  const isAddress = text.toLowerCase() === email;
  if (isAddress || new Set(text).size < fewestDifferentSigns) {
    throw fail('invalid', 'admin.password_too_easy', {
      errors: [{ path, code: 'admin.password_too_easy', message: 'is too easy to guess' }],
    });
  }
  return hash(text, cost);
}

/** True where `password` fits; an absent hash takes as long as a wrong password. */
export async function fitsPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(passwordHash ?? (await standInHash()), normalised(password));
  return fits && passwordHash !== undefined;
}

let standIn: Promise<string> | undefined;

function standInHash(): Promise<string> {
  standIn ??= hash(newToken(), cost);
  return standIn;
}

/** The same password typed on two keyboards may come as different code points. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}
