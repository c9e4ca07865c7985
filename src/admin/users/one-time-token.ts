import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text that fits a cookie and an address. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the database keeps of a token. One round of SHA-256 does: 256 random bits cannot be guessed, and a
 * look-up by hash leaks nothing through its time.
 */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
