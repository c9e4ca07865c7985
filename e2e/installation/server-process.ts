import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cliSocketPath } from '#platform/files/socket-folder.ts';

/** A server in a process of its own, on one data folder. */
export interface ServerProcess {
  dataFolder: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function startServerProcess(dataFolder: string): Promise<ServerProcess> {
  const env = { ...process.env, PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'warn' };
  const child = fork(join(import.meta.dirname, 'serve.ts'), {
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`The server ended with ${code}.`);
    }),
  ]);
  return { dataFolder, kill: () => end(child, 'SIGKILL'), stop: () => end(child, 'SIGTERM') };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
type Answer = any;

/** Calls the server over the command line's socket; throws on every answer but 200. */
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
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text);
}
