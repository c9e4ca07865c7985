import { readdirSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#platform/config/config.ts';
import type { Log } from '#platform/db/platform.ts';
import { DataFolderError } from '#platform/files/data-folder.ts';
import { cliSocketPath } from '#platform/files/socket-folder.ts';
import type { CallOf, Endpoint, OutputOf } from '#platform/http/contract.ts';
import { newKey, type RequestOptions } from '#platform/http/request.contract.ts';
import type { Installation } from '../installation.ts';
import { callOver, downloadOver, isAnswering, LineCutError, uploadOver } from './socket-calls.ts';

/** The server that the commands talk to: the one that runs on the data folder, or one for their own length. */
export interface ServerLink {
  /** True once this process runs the server itself. */
  isOwn(): boolean;
  call<E extends Endpoint>(endpoint: E, input: CallOf<E>, options?: RequestOptions): Promise<OutputOf<E>>;
  upload<E extends Endpoint>(endpoint: E, input: CallOf<E>, filePath: string): Promise<OutputOf<E>>;
  download<E extends Endpoint>(endpoint: E, input: CallOf<E>): Promise<Readable>;
  /** Stops the server if it is our own. */
  close(): Promise<void>;
}

export interface LinkOptions {
  config: Config;
  log: Log;
  signal: AbortSignal;
  /** Called before a server of our own is started, which takes a few seconds. */
  onStart(): void;
}

const patienceMs = 30_000;
const mostServers = 3;

/**
 * Links to the server at the first call. A server that ends meanwhile (it may belong to another command) is
 * replaced and the call made again under its idempotency key, so that what it changes is changed once.
 * Rejects with DataFolderError where somebody holds the data folder but does not answer within 30 s.
 */
export function linkToServer(options: LinkOptions): ServerLink {
  let socketPath: string | undefined;
  let own: Installation | undefined;

  const find = async (): Promise<string> => {
    if (socketPath !== undefined) return socketPath;
    const found = await findOrStart(options);
    if ('installation' in found) own = found.installation;
    socketPath = found.socketPath;
    return socketPath;
  };
  const withServer = async <T>(work: (path: string) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      const path = await find();
      try {
        return await work(path);
      } catch (error) {
        if (!(error instanceof LineCutError) || own !== undefined || attempt === mostServers) throw error;
        socketPath = undefined;
      }
    }
  };
  const { signal } = options;
  return {
    isOwn: () => own !== undefined,
    call: (endpoint, input, given) => {
      const request = { idempotencyKey: newKey(), ...given, signal };
      return withServer((path) => callOver(path, endpoint, input, request));
    },
    upload: (endpoint, input, file) =>
      withServer((path) => uploadOver(path, endpoint, input, file, { signal })),
    download: (endpoint, input) => withServer((path) => downloadOver(path, endpoint, input, { signal })),
    async close() {
      const installation = own;
      own = undefined;
      await installation?.stop();
    },
  };
}

type Found = { socketPath: string } | { socketPath: string; installation: Installation };

/** Two commands may start at once: the one that does not get the lock waits for the other's socket. */
async function findOrStart(options: LinkOptions): Promise<Found> {
  const { config, log, signal } = options;
  const until = Date.now() + patienceMs;
  for (let round = 1; ; round++) {
    const running = await runningSocket(config.dataFolder);
    if (running !== undefined) return { socketPath: running };
    signal.throwIfAborted();
    if (round === 1) options.onStart();
    try {
      const { startInstallation } = await import('../installation.ts');
      const installation = await startInstallation({ config, log });
      return { socketPath: cliSocketPath(config.dataFolder), installation };
    } catch (error) {
      if (!isInUse(error) || Date.now() > until) throw error;
    }
    await sleep(200, undefined, { signal });
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof DataFolderError && error.code === 'data_folder_in_use';
}

/** The socket of the server that runs on this folder; undefined while none answers. */
export async function runningSocket(dataFolder: string): Promise<string | undefined> {
  // Looking for the socket makes its folder, and whoever starts here first must find the data folder untouched.
  if (!statSync(dataFolder, { throwIfNoEntry: false })?.isDirectory()) return undefined;
  if (readdirSync(dataFolder).length === 0) return undefined;
  const path = cliSocketPath(dataFolder);
  return (await isAnswering(path)) ? path : undefined;
}
