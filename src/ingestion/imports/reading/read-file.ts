import { type ChildProcess, fork } from 'node:child_process';
import { readFile as readText } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PreviewJob } from './preview.ts';
import { type ReadingErrorCode, readingErrorCatalogue } from './problems.contract.ts';
import type { FileChunk, ReadJob } from './read-chunks.ts';
import type { Answer, Request } from './read-file.child.ts';
import type { Preview } from './reading.contract.ts';

/** A file could not be read to its end. `code` is stable; `detail` is for logs, not for people. */
export class ReadingError extends Error {
  readonly code: ReadingErrorCode;
  readonly detail: string;

  constructor(code: ReadingErrorCode, detail: string) {
    super(readingErrorCatalogue[code].en);
    this.name = 'ReadingError';
    this.code = code;
    this.detail = detail;
  }
}

/** Caps on the process that reads a file. */
export interface ReadingLimits {
  /** Of the whole process. */
  memoryBytes?: number | undefined;
  /** Longest wait for one chunk, or for a preview. */
  answerMs?: number | undefined;
  /** Stops reading; the reader then throws `reading.stopped`. */
  signal?: AbortSignal | undefined;
  /** Told the process id once it runs. */
  onStart?: ((pid: number) => void) | undefined;
}

const childFile = fileURLToPath(new URL('./read-file.child.ts', import.meta.url));

/**
 * Reads a stored file in a process of its own and gives its rows in chunks. At most two chunks exist
 * at a time: the one being stored, and the next, which is read meanwhile. To go on after a stop,
 * read again from the `byteTo`, the row and the number behind the last stored chunk. Stop iterating
 * to end the process. Throws `ReadingError`; the chunks given before stay good.
 */
export async function* readFile(input: ReadJob & ReadingLimits): AsyncGenerator<FileChunk, void> {
  const { job, limits } = split(input);
  const reader = startReader(limits);
  try {
    reader.send({ type: 'read', job, memoryBytes: reader.memoryBytes });
    reader.send({ type: 'next' });
    reader.send({ type: 'next' });
    for (;;) {
      const message = await reader.answer();
      if (message.type !== 'chunk')
        throw new ReadingError('ingestion.reading_crashed', `unexpected ${message.type}`);
      yield message.chunk;
      if (message.chunk.done) return;
      reader.send({ type: 'next' });
    }
  } finally {
    reader.stop();
  }
}

/** Detects, maps and shows the head of a stored file of any size, in a process of its own. Throws `ReadingError`. */
export async function previewFile(input: PreviewJob & ReadingLimits): Promise<Preview> {
  const { job, limits } = split(input);
  const reader = startReader({ ...limits, answerMs: limits.answerMs ?? 15_000 });
  try {
    reader.send({ type: 'preview', job, memoryBytes: reader.memoryBytes });
    const message = await reader.answer();
    if (message.type !== 'preview')
      throw new ReadingError('ingestion.reading_crashed', `unexpected ${message.type}`);
    return message.preview;
  } finally {
    reader.stop();
  }
}

function split<T extends ReadingLimits>(input: T) {
  const { memoryBytes, answerMs, signal, onStart, ...job } = input;
  return { job, limits: { memoryBytes, answerMs, signal, onStart } };
}

function startReader({ memoryBytes = 512 << 20, answerMs = 60_000, signal, onStart }: ReadingLimits) {
  const child = fork(childFile, {
    // Nothing of the server's environment, and no right to write, spawn or load native code.
    env: {},
    execArgv: [
      `--max-old-space-size=${Math.floor(memoryBytes / 2 / (1 << 20))}`,
      '--permission',
      '--allow-fs-read=*',
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const inbox = mailbox();
  const fail = (code: ReadingErrorCode, detail: string) => {
    inbox.fail(new ReadingError(code, detail));
    child.kill('SIGKILL');
  };
  const stopped = () => fail('ingestion.reading_stopped', 'aborted');
  let lastWords = '';
  child.stderr?.on('data', (text: Buffer) => {
    lastWords = (lastWords + text.toString()).slice(-2000);
  });
  child.on('message', (message: Answer) => {
    if (message.type === 'failed') fail(message.code, message.detail);
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
    stop: () => {
      clearInterval(watch);
      signal?.removeEventListener('abort', stopped);
      child.kill('SIGKILL');
    },
  };
}

/** Messages in order, and the first failure behind them. */
function mailbox() {
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
    take: async (mostMs: number, onLate: () => void): Promise<Answer> => {
      const late = setTimeout(onLate, mostMs);
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
