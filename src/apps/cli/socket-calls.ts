import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { text as readText } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { CallOf, Endpoint, OutputOf } from '#platform/http/contract.ts';
import type { Problem } from '#platform/http/problem.contract.ts';
import {
  type PlainRequest,
  problemFrom,
  type RequestOptions,
  requestOf,
} from '#platform/http/request.contract.ts';

/** An answer of the server that was no success. */
export class RefusedError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.name = 'RefusedError';
    this.problem = problem;
  }
}

/** No answer: nobody listens on the socket any more, or the line broke off. */
export class LineCutError extends Error {
  constructor(cause: unknown) {
    super('the server does not answer', { cause });
    this.name = 'LineCutError';
  }
}

export interface SocketCallOptions extends RequestOptions {
  signal?: AbortSignal | undefined;
}

/** Calls an endpoint over the socket. Throws RefusedError, LineCutError and the AbortError of `signal`. */
export async function callOver<E extends Endpoint>(
  socketPath: string,
  endpoint: E,
  input: CallOf<E>,
  options: SocketCallOptions = {},
): Promise<OutputOf<E>> {
  const plain = requestOf(endpoint, input, options);
  return readJson<E>(await send(socketPath, plain, options, async (request) => void request.end(plain.body)));
}

/** Sends a file from disk, piece by piece, to an endpoint with `upload`. Errors as in `callOver`. */
export async function uploadOver<E extends Endpoint>(
  socketPath: string,
  endpoint: E,
  input: CallOf<E>,
  filePath: string,
  options: SocketCallOptions = {},
): Promise<OutputOf<E>> {
  const plain = requestOf(endpoint, input, options);
  const answer = await send(socketPath, plain, options, (request) =>
    pipeline(createReadStream(filePath, { highWaterMark: 1 << 18 }), request),
  );
  return readJson<E>(answer);
}

/** Opens the file that an endpoint with `download` answers. Errors as in `callOver`, later ones in the stream. */
export async function downloadOver<E extends Endpoint>(
  socketPath: string,
  endpoint: E,
  input: CallOf<E>,
  options: SocketCallOptions = {},
): Promise<Readable> {
  const plain = requestOf(endpoint, input, options);
  const answer = await send(socketPath, plain, options, async (request) => void request.end());
  if (isRefusal(answer)) throw await refusalOf(answer);
  return answer;
}

/** Whether somebody listens on this socket. Throws where it belongs to another user. */
export function isAnswering(socketPath: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(false);
      else reject(error);
    });
  });
}

/** Resolves with the head of the answer; an answer that comes before the whole body was sent counts too. */
function send(
  socketPath: string,
  plain: PlainRequest,
  options: SocketCallOptions,
  sendBody: (request: ClientRequest) => Promise<void>,
): Promise<IncomingMessage> {
  const { signal } = options;
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const request = openRequest({
      socketPath,
      method: plain.method,
      path: plain.url,
      headers: { host: 'localhost', ...plain.headers },
      agent: false,
      ...(signal ? { signal } : {}),
    });
    let answered = false;
    const cut = (error: unknown) => {
      if (!answered) reject(isOfTheLine(error) ? new LineCutError(error) : error);
    };
    request.once('response', (answer) => {
      answered = true;
      // A server that is about to stop takes the line, but no call any more.
      if (answer.statusCode === 503) reject(new LineCutError(new Error('the server is stopping')));
      else resolve(answer);
    });
    request.on('error', cut);
    // The error of a line that broke off comes from the request too, and there an answer may still precede it.
    sendBody(request).catch((error: unknown) => {
      if (!isOfTheLine(error)) cut(error);
    });
  });
}

const lineErrors = new Set(['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

function isOfTheLine(error: unknown): boolean {
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && syscall !== 'connect' && path !== undefined) return false;
  return code !== undefined && lineErrors.has(code);
}

async function readJson<E extends Endpoint>(answer: IncomingMessage): Promise<OutputOf<E>> {
  if (isRefusal(answer)) throw await refusalOf(answer);
  const body = await bodyOf(answer);
  return (body ? JSON.parse(body) : undefined) as OutputOf<E>;
}

function isRefusal(answer: IncomingMessage): boolean {
  return (answer.statusCode ?? 500) >= 400;
}

async function refusalOf(answer: IncomingMessage): Promise<RefusedError> {
  return new RefusedError(problemFrom(answer.statusCode ?? 500, await bodyOf(answer)));
}

function bodyOf(answer: IncomingMessage): Promise<string> {
  return readText(answer).catch((error: unknown) => {
    throw isOfTheLine(error) ? new LineCutError(error) : error;
  });
}
