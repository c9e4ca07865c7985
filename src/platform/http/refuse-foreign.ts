import type { FastifyRequest } from 'fastify';
import type { Platform } from '../db/platform.ts';
import { fail } from '../errors/errors.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Another site must not make a signed-in browser write: both signs that browsers give are checked. And a
 * server that only this machine reaches answers to no other name, or a site whose name is pointed at this
 * machine could talk to it as its own.
 */
export function refuseForeign(platform: Platform, request: FastifyRequest): void {
  refuseForeignName(platform, request);
  if (safeMethods.has(request.method)) return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreignOrigin();
  const { origin } = request.headers;
  if (origin === undefined) return;
  const own = new Set([`${request.protocol}://${request.host}`]);
  if (platform.config.publicUrl) own.add(new URL(platform.config.publicUrl).origin);
  if (!own.has(origin)) throw foreignOrigin();
}

function refuseForeignName(platform: Platform, request: FastifyRequest): void {
  const { host, publicUrl } = platform.config;
  if (!isLoopback(host)) return;
  const name = request.hostname;
  if (isLoopback(name) || (publicUrl && new URL(publicUrl).hostname === name)) return;
  throw fail('forbidden', 'platform.foreign_name', {
    detail: 'This server does not go by this name: set PUBLIC_URL to the address that people open.',
    values: { name },
  });
}

function isLoopback(name: string): boolean {
  const bare = name.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return (
    bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare)
  );
}

function foreignOrigin() {
  return fail('forbidden', 'platform.foreign_origin', { detail: 'This request comes from another site.' });
}
