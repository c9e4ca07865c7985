import { type ChildProcess, type ForkOptions, fork } from 'node:child_process';
import { readFile as readText } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { type ReadingErrorCode, readingErrorCatalogue } from './reading-errors.contract.ts';

/** A file could not be read to its end. `code` is stable; `detail` is for logs, not for people. */
export class ReadingError extends Error {
  readonly code: ReadingErrorCode;
  readonly detail: string;
  /** What the text of the code names: the part and the row behind which it is damaged. */
  readonly values: Record<string, string | number>;

  constructor(code: ReadingErrorCode, detail: string, values: Record<string, string | number> = {}) {
    super(readingErrorCatalogue[code].en);
    this.name = 'ReadingError';
    this.code = code;
    this.detail = detail;
    this.values = values;
  }
}

/** Caps on the process that reads a file. */
export interface ReadingLimits {
  /** Of the whole process. */
  memoryBytes?: number | undefined;
  /** Longest wait for one chunk, or for a preview; long enough for a small machine that has other things to do. */
  answerMs?: number | undefined;
  /** Stops reading; the reader then throws `ingestion.reading_stopped`. */
  signal?: AbortSignal | undefined;
  /** Told the process id once it runs. */
  onStart?: ((pid: number) => void) | undefined;
}

/** Tells the caps of a call from its job. */
export function splitLimits<T extends ReadingLimits>(input: T) {
  const { memoryBytes, answerMs, signal, onStart, ...job } = input;
  return { job, limits: { memoryBytes, answerMs, signal, onStart } };
}

/**
 * Chunks are large and live shortly: what is freed goes back to the system at once, where glibc would keep it and ask
 * for more, so that a process grew with its file.
 */
const frugal = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '1048576' };

/** How a process that reads a file is started: without our environment, and with no right but to read files. */
export function childOptions(memoryBytes: number, streams: boolean): ForkOptions {
  return {
    env: frugal,
    execArgv: [
      `--max-old-space-size=${Math.floor(memoryBytes / 2 / (1 << 20))}`,
      '--max-semi-space-size=16',
      '--permission',
      '--allow-fs-read=*',
    ],
    serialization: 'advanced',
    stdio: ['ignore', streams ? 'pipe' : 'ignore', 'pipe', 'ipc'],
  };
}

/** What a process says when it gives up; anything else is its answer. */
export interface Failed {
  type: 'failed';
  code: ReadingErrorCode;
  detail: string;
  values?: Record<string, string | number>;
}

/**
 * Starts a process that reads a file, under caps. It answers with messages and, where `streams` says so, with
 * bytes on its standard output. Whatever becomes of it shows as a `ReadingError` of `answer`.
 */
export function startReader<Request extends object, Answer extends { type: string }>(
  childFile: string,
  { memoryBytes = 512 << 20, answerMs = 300_000, signal, onStart }: ReadingLimits,
  streams = false,
) {
  const child = fork(childFile, childOptions(memoryBytes, streams));
  const inbox = mailbox<Answer>();
  const fail = (code: ReadingErrorCode, detail: string, values?: Failed['values']) => {
    inbox.fail(new ReadingError(code, detail, values));
    child.kill('SIGKILL');
  };
  const stopped = () => fail('ingestion.reading_stopped', 'aborted');
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-2000);
  });
  child.on('message', (message: Answer | Failed) => {
    if (isFailed(message)) fail(message.code, message.detail, message.values);
    else inbox.put(message);
  });
  child.on('error', (error) => fail('ingestion.reading_crashed', String(error)));
  child.on('exit', (code, killedBy) => {
    const outOfMemory = killedBy === 'SIGABRT' || lastWords.includes('heap out of memory');
    fail(
      outOfMemory ? 'ingestion.reading_too_much_memory' : 'ingestion.reading_crashed',
      `exit ${code ?? killedBy}: ${lastWords}`,
    );
  });
  const watch = watchMemory(child, memoryBytes, (used) =>
    fail('ingestion.reading_too_much_memory', `${used} bytes in use`),
  );
  if (signal?.aborted) stopped();
  signal?.addEventListener('abort', stopped);
  if (child.pid !== undefined) onStart?.(child.pid);
  return {
    memoryBytes,
    /** A process that is gone shows in `answer`, not here. */
    send: (request: Request) => void (child.connected && child.send(request, () => {})),
    answer: () =>
      inbox.take(answerMs, () => fail('ingestion.reading_too_slow', `no answer within ${answerMs} ms`)),
    /** An answer that may take as long as its caller lets it. */
    lastAnswer: () => inbox.take(null, () => {}),
    /** Bytes on its standard output; null unless `streams`. */
    output: child.stdout,
    /** While it waits for work, it keeps nobody's process alive. */
    wait: (isWaiting: boolean) => {
      const act = isWaiting ? 'unref' : 'ref';
      child[act]();
      child.channel?.[act]();
      (child.stderr as Socket | null)?.[act]();
    },
    isThere: () => child.connected && child.exitCode === null && child.signalCode === null,
    /** Ends it for a reason that its caller found. */
    fail,
    stop: () => {
      clearInterval(watch);
      signal?.removeEventListener('abort', stopped);
      child.kill('SIGKILL');
    },
  };
}

function isFailed(message: { type: string }): message is Failed {
  return message.type === 'failed';
}

/** Messages in order, and the first failure behind them. */
function mailbox<Answer>() {
  const waiting: Answer[] = [];
  let failure: ReadingError | null = null;
  let wake = () => {};
  return {
    put: (message: Answer) => {
      waiting.push(message);
      wake();
    },
    fail: (error: ReadingError) => {
      failure ??= error;
      wake();
    },
    take: async (mostMs: number | null, onLate: () => void): Promise<Answer> => {
      const late = mostMs === null ? undefined : setTimeout(onLate, mostMs);
      try {
        while (waiting.length === 0 && failure === null) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        clearTimeout(late);
      }
      const message = waiting.shift();
      if (message === undefined) throw failure;
      return message;
    },
  };
}

/** Looks at the process from outside where the system shows it (Linux); elsewhere it watches itself between blocks. */
function watchMemory(child: ChildProcess, most: number, onTooMuch: (used: number) => void): NodeJS.Timeout {
  return setInterval(async () => {
    const status = await readText(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const used = Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    if (used > most) onTooMuch(used);
  }, 500).unref();
}
