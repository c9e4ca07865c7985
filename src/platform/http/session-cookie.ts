import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Platform } from '../db/platform.ts';

const plainName = 'perennial_session';

/** Over https the browser itself guarantees that no other host set this cookie. */
const securedName = `__Host-${plainName}`;

export function isSecure(platform: Platform, request: FastifyRequest): boolean {
  return request.protocol === 'https' || (platform.config.publicUrl?.startsWith('https:') ?? false);
}

/** The session token that a browser sent. Over https the plain name is not read: a sibling host could set it. */
export function readSessionCookie(platform: Platform, request: FastifyRequest): string | undefined {
  return request.cookies[isSecure(platform, request) ? securedName : plainName];
}

/** Sets (or with null clears) the session cookie on the answer. */
export function setSessionCookie(
  platform: Platform,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string | null,
  maxAgeSeconds: number,
): void {
  const secure = isSecure(platform, request);
  const name = secure ? securedName : plainName;
  const attributes = { path: '/', httpOnly: true, sameSite: 'strict' as const, secure };
  if (token === null) reply.clearCookie(name, attributes);
  else reply.setCookie(name, token, { ...attributes, maxAge: maxAgeSeconds });
}
