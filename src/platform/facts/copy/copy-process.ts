import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { fail } from '../../errors/errors.ts';
import { CopyUnavailable, type Question } from '../facts.ts';
import type { Command, CopyState, FromProcess, ToProcess, Trouble } from './copy-protocol.ts';
import { placesFor } from './places.ts';

const childFile = fileURLToPath(new URL('./copy.child.ts', import.meta.url));
const atOnce = 2;

export interface CopyLimits {
  /** Of the library; the process has some 150 MB beside it. */
  memoryMb: number;
  threads: number;
}

/** The process that owns the file of the copy. */
export interface CopyProcess {
  pid: number;
  /** Does one piece of work after the other. Rejects with `CopyTrouble`, also where the process ends. */
  work(command: Exclude<Command, { type: 'ask' }>): Promise<CopyState | undefined>;
  /** The rows of an answer and what the copy held then. Rejects with `CopyUnavailable` where another engine can answer. */
  ask(question: Question): Promise<{ rows: Record<string, unknown>[]; state: CopyState }>;
  isThere(): boolean;
  stop(): Promise<void>;
}

/** Work on the copy that failed; `trouble` says whose fault it is. */
export class CopyTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble, message: string) {
    super(message);
    this.name = 'CopyTrouble';
    this.trouble = trouble;
  }
}

interface Waiting {
  page(names: string[], rows: unknown[][]): Promise<void>;
  done(state: CopyState | undefined): void;
  failed(error: unknown): void;
}

/** Starts the process in its folder. Undefined where the library is not there for this machine. */
export async function startCopyProcess(
  folder: string,
  { memoryMb, threads }: CopyLimits,
  onAbsent: (reason: string) => void,
): Promise<CopyProcess | undefined> {
  const child = fork(childFile, [folder, String(memoryMb), String(threads)], {
    // Nothing of ours: it holds no secret and opens no connection.
    env: { MALLOC_ARENA_MAX: '2' },
    execArgv: ['--max-old-space-size=256', '--max-semi-space-size=8'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, Waiting>();
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-2_000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', (code, signal) => {
      const error = new CopyTrouble('broken', `the process ended: ${signal ?? code} ${lastWords}`);
      for (const each of waiting.values()) each.failed(error);
      waiting.clear();
      resolve();
    });
  });
  const first = await Promise.race([firstMessage(child), ended]);
  if (first?.type !== 'ready') {
    child.kill('SIGKILL');
    if (first?.type !== 'absent') throw new CopyTrouble('broken', `the process did not start: ${lastWords}`);
    onAbsent(first.reason);
    return undefined;
  }
  child.on('message', (message: FromProcess) => receive(child, waiting, message));
  return processOver(child, waiting, ended);
}

function firstMessage(child: ChildProcess): Promise<FromProcess> {
  return new Promise((resolve) => child.once('message', resolve));
}

function receive(child: ChildProcess, waiting: Map<number, Waiting>, message: FromProcess): void {
  if (!('id' in message)) return;
  const to = waiting.get(message.id);
  if (message.type === 'page') {
    void to?.page(message.names, message.rows).then(
      () => send(child, { id: message.id, type: 'more' }),
      (error: unknown) => {
        waiting.delete(message.id);
        send(child, { id: message.id, type: 'stop' });
        to.failed(error);
      },
    );
    return;
  }
  waiting.delete(message.id);
  if (message.type === 'done') to?.done(message.state);
  else to?.failed(new CopyTrouble(message.trouble, message.message));
}

/** A process that is gone shows in its end, not here. */
function send(child: ChildProcess, message: ToProcess): void {
  if (child.connected) child.send(message, () => {});
}

function processOver(child: ChildProcess, waiting: Map<number, Waiting>, ended: Promise<void>): CopyProcess {
  let ids = 0;
  const [places, upkeepPlaces] = [placesFor(atOnce), placesFor(1)];
  const isThere = () => child.connected && child.exitCode === null && child.signalCode === null;
  const put = (command: Command, page: Waiting['page'], onStart: (id: number) => void = () => {}) =>
    new Promise<CopyState | undefined>((done, failed) => {
      if (!isThere()) throw new CopyTrouble('broken', 'the process is gone');
      ids += 1;
      waiting.set(ids, { page, done, failed });
      send(child, { id: ids, command });
      onStart(ids);
    });
  return {
    pid: child.pid!,
    isThere,
    work: (command) => put(command, async () => {}),
    async ask({ text, parameters, timeZone, timeoutMs, upkeep, take, gone }) {
      const late = AbortSignal.timeout(timeoutMs);
      const signal = gone ? AbortSignal.any([late, gone]) : late;
      const rows: Record<string, unknown>[] = [];
      let leave = () => {};
      let stop = () => {};
      try {
        leave = await (upkeep ? upkeepPlaces : places).take(signal);
        const state = await put(
          { type: 'ask', text, parameters, timeZone },
          async (names, page) => {
            const read = page.map((values) => objectOf(names, values));
            if (take) await take(read);
            else for (const row of read) rows.push(row);
            // Whoever else waits for this process gets a turn between two pages.
            await new Promise((resolve) => setImmediate(resolve));
          },
          (id) => {
            stop = () => send(child, { id, type: 'stop' });
            signal.addEventListener('abort', stop);
            if (signal.aborted) stop();
          },
        );
        return { rows, state: state! };
      } catch (error) {
        throw signal.aborted ? fail('invalid', 'platform.question_too_long') : unavailable(error);
      } finally {
        signal.removeEventListener('abort', stop);
        leave();
      }
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function unavailable(error: unknown): unknown {
  if (!(error instanceof CopyTrouble) || error.trouble === 'fault') return error;
  return new CopyUnavailable(error.message, { cause: error });
}

function objectOf(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) row[name] = values[index];
  return row;
}
