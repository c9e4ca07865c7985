import type { CallOf, Endpoint, OutputOf } from '../http/contract.ts';
import type { Problem } from '../http/problem.contract.ts';
import { ProblemError, UnreachableError } from './problem.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** The `version` that an edit was made from; needed where the endpoint has `ifMatch`. */
  version?: number;
  /** Reuse one key when the same write is tried again. */
  idempotencyKey?: string;
}

/**
 * Calls an endpoint of a contract with its flat input and returns its output.
 * Throws ProblemError for every answer that is not a success, UnreachableError where there was none, and
 * the AbortError of `signal`.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  options: CallOptions = {},
): Promise<OutputOf<E>> {
  const { url, rest } = addressOf(endpoint, input);
  const inQuery = endpoint.method === 'GET' || endpoint.method === 'DELETE';
  const headers = headersOf(endpoint, options);
  if (!inQuery) headers.set('content-type', 'application/json');
  const response = await fetch(inQuery ? url + queryOf(rest) : url, {
    method: endpoint.method,
    headers,
    body: inQuery ? undefined : JSON.stringify(rest),
    signal: options.signal,
    credentials: 'same-origin',
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new UnreachableError(error);
  });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemFrom(response.status, text));
  return (text ? JSON.parse(text) : undefined) as OutputOf<E>;
}

export interface UploadOptions extends CallOptions {
  onProgress?: (sentBytes: number, totalBytes: number) => void;
}

/** Sends a file to an endpoint with `upload`; tells how much has gone out. Errors as in `call`. */
export function upload<E extends Endpoint>(
  endpoint: E,
  input: CallOf<E>,
  file: Blob,
  options: UploadOptions = {},
): Promise<OutputOf<E>> {
  const { url, rest } = addressOf(endpoint, input);
  return new Promise((resolve, reject) => {
    // fetch cannot tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open(endpoint.method, url + queryOf(rest));
    for (const [name, value] of headersOf(endpoint, options)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = (event) => options.onProgress?.(event.loaded, event.total);
    request.onload = () => {
      if (request.status >= 400) reject(new ProblemError(problemFrom(request.status, request.responseText)));
      else resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as OutputOf<E>);
    };
    request.onerror = () => reject(new UnreachableError(new Error('upload failed')));
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** The address of an endpoint with `download`, for an ordinary `<a href download>`. */
export function downloadUrl<E extends Endpoint>(endpoint: E, input: CallOf<E>): string {
  const { url, rest } = addressOf(endpoint, input);
  return url + queryOf(rest);
}

function addressOf(endpoint: Endpoint, input: unknown): { url: string; rest: Record<string, unknown> } {
  const rest = { ...(input as Record<string, unknown>) };
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { url: `/api/v1${path}`, rest };
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

function headersOf(endpoint: Endpoint, options: CallOptions): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (endpoint.method !== 'GET') headers.set('idempotency-key', options.idempotencyKey ?? newKey());
  if (endpoint.ifMatch && options.version !== undefined) headers.set('if-match', `"${options.version}"`);
  return headers;
}

/** 128 random bits. Not `crypto.randomUUID`: browsers close that on plain http. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function problemFrom(status: number, text: string): Problem {
  try {
    const body = JSON.parse(text) as Problem;
    if (typeof body.code === 'string') return body;
  } catch {
    // Not ours: a proxy's page, or an answer cut short.
  }
  return { type: 'about:blank', title: 'fault', status, code: 'platform.fault', reference: '' };
}
