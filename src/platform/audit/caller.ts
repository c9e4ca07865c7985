import type { Actor } from '../access/actor.ts';

/** From where something was done. */
export interface Caller {
  via: 'web' | 'api' | 'command_line' | 'job' | null;
  address: string | null;
  userAgent: string | null;
  /** The first characters of the key that a program came with. */
  byKey?: string | undefined;
}

const longestUserAgent = 300;

/** The caller behind a request over the network. Every browser calls itself Mozilla; other programs do not. */
export function networkCaller(
  address: string,
  userAgent: string | undefined,
  bearsKey = false,
  byKey?: string,
): Caller {
  const name = userAgent?.slice(0, longestUserAgent).toWellFormed() ?? null;
  return { via: !bearsKey && name?.startsWith('Mozilla/') ? 'web' : 'api', address, userAgent: name, byKey };
}

/** Where no request is behind it. */
export function callerOf(actor: Actor): Caller {
  const via = actor.kind === 'operator' ? 'command_line' : actor.kind === 'system' ? 'job' : null;
  return { via, address: null, userAgent: null };
}
