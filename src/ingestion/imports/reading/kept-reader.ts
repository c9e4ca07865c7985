import { fileURLToPath } from 'node:url';
import type { Answer, Request } from './read-file.child.ts';
import { ReadingError, type ReadingLimits, startReader } from './reading-process.ts';

const childFile = fileURLToPath(new URL('./read-file.child.ts', import.meta.url));

type Reader = ReturnType<typeof startReader<Request, Answer>>;

/** How long a process that is done waits for the next question, and how many it may answer. */
const idleMs = 60_000;
const mostAnswers = 100;

/** Starting a process takes longer than an answer, and a person who sets up an import asks for many. */
let waiting: { reader: Reader; answers: number; timer: NodeJS.Timeout } | null = null;

/**
 * Asks one thing about a file of a process that is kept for the next question unless this one failed, or had caps of
 * its own. Throws `ReadingError`.
 */
export async function askReader<Wanted extends Answer['type']>(
  question: (memoryBytes: number) => Request,
  wanted: Wanted,
  { signal, ...caps }: ReadingLimits,
): Promise<Extract<Answer, { type: Wanted }>> {
  const isUsual = Object.values(caps).every((cap) => cap === undefined);
  const { reader, answers } = (isUsual ? taken() : null) ?? { reader: started(caps), answers: 0 };
  const stopped = () => reader.fail('ingestion.reading_stopped', 'aborted');
  signal?.addEventListener('abort', stopped);
  let isWell = false;
  try {
    if (signal?.aborted) stopped();
    reader.send(question(reader.memoryBytes));
    const message = await reader.answer();
    if (message.type !== wanted)
      throw new ReadingError('ingestion.reading_crashed', `unexpected ${message.type}`);
    isWell = isUsual && answers < mostAnswers;
    return message as Extract<Answer, { type: Wanted }>;
  } finally {
    signal?.removeEventListener('abort', stopped);
    if (isWell) keep(reader, answers + 1);
    else reader.stop();
  }
}

/** Starts the process that the next question is put to, while its file is still to come. */
export function expectFile(): void {
  if (waiting !== null) return;
  const reader = started({});
  reader.send({ type: 'prepare' });
  keep(reader, 0);
}

function started(caps: Omit<ReadingLimits, 'signal'>): Reader {
  return startReader<Request, Answer>(childFile, { ...caps, answerMs: caps.answerMs ?? 15_000 });
}

function keep(reader: Reader, answers: number): void {
  if (waiting !== null) {
    reader.stop();
    return;
  }
  const timer = setTimeout(() => taken()?.reader.stop(), idleMs);
  timer.unref();
  reader.wait(true);
  waiting = { reader, answers, timer };
}

function taken(): { reader: Reader; answers: number } | null {
  const found = waiting;
  waiting = null;
  if (found === null) return null;
  clearTimeout(found.timer);
  if (!found.reader.isThere()) return null;
  found.reader.wait(false);
  return found;
}
