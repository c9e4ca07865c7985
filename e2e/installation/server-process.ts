import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ConnectionOptions } from '#platform/db/database.ts';
import { cliSocketPath } from '#platform/files/socket-folder.ts';

/** A server in a process of its own, on one data folder. */
export interface ServerProcess {
  dataFolder: string;
  /** How its database is reached. */
  connection: ConnectionOptions;
  isAlive(): boolean;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServerProcess(
  dataFolder: string,
  more: Record<string, string> = {},
): Promise<ServerProcess> {
  const env = { LOG_LEVEL: 'fatal', ...process.env, ...more, PERENNIAL_DATA: dataFolder };
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${code}.`);
    }),
  ]);
  return {
    dataFolder,
    connection: (message as { connection: ConnectionOptions }).connection,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
type Answer = any;

/** An answer that was no success. */
export class AnswerError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(call: string, status: number, text: string) {
    super(`${call}: ${status} ${text}`);
    this.name = 'AnswerError';
    this.status = status;
    this.code = /"code":"([^"]+)"/.exec(text)?.[1] ?? '';
  }
}

/** Calls the server over the command line's socket; throws AnswerError on every answer but 200. */
export async function callSocket(
  dataFolder: string,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const file = body !== undefined && 'file' in body ? String(body.file) : undefined;
  const type = file ? 'application/octet-stream' : 'application/json';
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = body ? { 'content-type': type } : {};
    const outgoing = request(
      { socketPath: cliSocketPath(dataFolder), method, path: `/api/v1${path}`, headers },
      resolve,
    );
    outgoing.on('error', reject);
    if (file) pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), outgoing).catch(reject);
    else outgoing.end(body ? JSON.stringify(body) : undefined);
  });
  let text = '';
  for await (const piece of answer) text += piece;
  if (answer.statusCode !== 200) throw new AnswerError(`${method} ${path}`, answer.statusCode ?? 0, text);
  return JSON.parse(text);
}
