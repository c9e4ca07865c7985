import { createHash } from 'node:crypto';
import type { Platform } from '#platform/db/platform.ts';
import { countGuess, forgetGuesses, takeGuessBack } from '#platform/http/guesses.queries.ts';
import { networkOf } from '#platform/http/network-address.ts';

const hourSeconds = 3600;

/** One network against one account: slow after five wrong passwords, a quarter of an hour at the most. */
const accountPatience = { free: 5, longestWaitSeconds: 900, forgottenAfterSeconds: 6 * hourSeconds };

/** One network against all accounts; a whole office may sit behind it, so it waits a minute at the most. */
const networkPatience = { free: 30, longestWaitSeconds: 60, forgottenAfterSeconds: hourSeconds };

export interface Guess {
  right(): Promise<void>;
}

/**
 * Counts a password typed at `address` for `account` (an e-mail, known or not). There is no count by account
 * alone: with one, a stranger could lock its owner out.
 */
export async function countSignIn(platform: Platform, address: string, account: string): Promise<Guess> {
  const network = networkOf(address);
  const accountKey = `sign-in ${network} ${createHash('sha256').update(account).digest('base64url')}`;
  const networkKey = `sign-in ${network}`;
  await countGuess(platform, accountKey, accountPatience);
  try {
    await countGuess(platform, networkKey, networkPatience);
  } catch (refused) {
    await takeGuessBack(platform, accountKey);
    throw refused;
  }
  return {
    async right() {
      await forgetGuesses(platform, accountKey);
      await takeGuessBack(platform, networkKey);
    },
  };
}

/**
 * Counts a code typed for an account whose password was proved, wherever from: six digits are few, so networks do not
 * get a count each. Who does not know the password cannot make its owner wait.
 */
export async function countCode(platform: Platform, userId: string): Promise<Guess> {
  const key = `code ${userId}`;
  await countGuess(platform, key, accountPatience);
  return { right: () => forgetGuesses(platform, key) };
}

/** Counts a current password typed by whoever holds an open session of the user. */
export async function countPasswordCheck(
  platform: Platform,
  address: string,
  userId: string,
): Promise<Guess> {
  const key = `password ${networkOf(address)} ${userId}`;
  await countGuess(platform, key, accountPatience);
  return { right: () => forgetGuesses(platform, key) };
}
