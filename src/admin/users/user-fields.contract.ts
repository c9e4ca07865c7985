import { z } from 'zod';

/** Stored in lower case: one person, one account, however the address is typed. */
export const userEmail = z
  .string()
  .max(300)
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ description: 'An e-mail address.' });

export const userName = z.string().trim().min(1).max(120);
export const userLanguage = z.enum(['en', 'zh']);

/** Length is what makes a password hard to guess; no rules about signs and digits (NIST SP 800-63B). */
export const newPassword = z
  .string()
  .min(10)
  .max(200)
  .meta({ description: 'At least ten characters.', format: 'password' });

/** A password as typed at a sign-in; judged by its hash alone. */
export const givenPassword = z.string().min(1).max(1_000).meta({ format: 'password' });

/** The one-time token of a link. */
export const linkToken = z.string().min(1).max(200);
