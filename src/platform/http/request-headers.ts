import type { FastifyRequest } from 'fastify';

/** Undefined where the request bears no key. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Anything else would be parsed as a whole, at any size. */
export function isFile(request: FastifyRequest): boolean {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/octet-stream';
}
