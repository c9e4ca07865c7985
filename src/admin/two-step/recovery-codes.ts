import { randomBytes } from 'node:crypto';
import { tokenHash } from '../users/one-time-token.ts';

const howMany = 10;
const bytes = 10;
/** Crockford's: no letter looks like a digit. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes of 80 random bits, in groups that can be copied from paper. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: howMany }, () => {
    const bits = [...randomBytes(bytes)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const signs = bits.replace(/.{5}/g, (five) => alphabet[Number.parseInt(five, 2)]!);
    return signs.replace(/.{4}(?!$)/g, '$&-');
  });
}

/** What is kept of a code, however it was typed: 80 random bits cannot be guessed from it. */
export function recoveryCodeHash(code: string): Buffer {
  const signs = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return tokenHash(`recovery ${signs}`);
}
