import type { CallOf, Endpoint, OutputOf } from '../http/contract.ts';
import { problemFrom, type RequestOptions, requestOf } from '../http/request.contract.ts';
import { ProblemError, UnreachableError } from './problem.ts';

export interface CallOptions extends RequestOptions {
  signal?: AbortSignal;
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
  const { method, url, headers, body } = requestOf(endpoint, input, options);
  const response = await fetch(url, {
    method,
    headers,
    body,
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
  const { method, url, headers } = requestOf(endpoint, input, options);
  return new Promise((resolve, reject) => {
    // fetch cannot tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
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
  return requestOf(endpoint, input).url;
}
