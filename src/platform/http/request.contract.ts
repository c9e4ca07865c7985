import type { Endpoint } from './contract.ts';
import type { Problem } from './problem.contract.ts';

export interface RequestOptions {
  /** The `version` that an edit was made from; needed where the endpoint has `ifMatch`. */
  version?: number;
  /** Reuse one key when the same write is tried again. */
  idempotencyKey?: string;
}

/** A call as whoever sends it needs it: the browser with fetch, the command line through its socket. */
export interface PlainRequest {
  method: Endpoint['method'];
  /** Path with query, from `/api/v1` on. */
  url: string;
  headers: Record<string, string>;
  /** JSON; undefined where everything travels in the address, and for uploads, whose body is the file. */
  body: string | undefined;
}

/** How an endpoint is called with its flat input. */
export function requestOf(endpoint: Endpoint, input: unknown, options: RequestOptions = {}): PlainRequest {
  const { path, rest } = addressOf(endpoint, input);
  const { method, upload } = endpoint;
  const inQuery = method === 'GET' || method === 'DELETE' || upload === true;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['idempotency-key'] = options.idempotencyKey ?? newKey();
  if (endpoint.ifMatch && options.version !== undefined) headers['if-match'] = `"${options.version}"`;
  if (upload) headers['content-type'] = 'application/octet-stream';
  else if (!inQuery) headers['content-type'] = 'application/json';
  return {
    method,
    url: inQuery ? path + queryOf(rest) : path,
    headers,
    body: inQuery ? undefined : JSON.stringify(rest),
  };
}

function addressOf(endpoint: Endpoint, input: unknown): { path: string; rest: Record<string, unknown> } {
  const rest = { ...(input as Record<string, unknown>) };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: `/api/v1${path}`, rest };
}

function queryOf(values: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === null || value === '') continue;
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each));
  }
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** 128 random bits. Not `crypto.randomUUID`: browsers close that on plain http. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

/** The problem in an answer that is no success; one of our own making where the text holds none. */
export function problemFrom(status: number, text: string): Problem {
  try {
    const body = JSON.parse(text) as Problem;
    if (typeof body.code === 'string') return body;
  } catch {
    // Not ours: a proxy's page, or an answer cut short.
  }
  return { type: 'about:blank', title: 'fault', status, code: 'platform.fault', reference: '' };
}
