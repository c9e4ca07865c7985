import { fileURLToPath } from 'node:url';
import type { PreviewJob } from './preview.ts';
import type { Answer, Request } from './read-file.child.ts';
import type { Preview } from './reading.contract.ts';
import { ReadingError, type ReadingLimits, splitLimits, startReader } from './reading-process.ts';

const childFile = fileURLToPath(new URL('./read-file.child.ts', import.meta.url));

type Reader = ReturnType<typeof startReader<Request, Answer>>;

/** How long a process that is done waits for the next preview, and how many it may make. */
const idleMs = 60_000;
const mostPreviews = 100;

/** Starting a process takes longer than a preview, and a person who sets up an import asks for many. */
let waiting: { reader: Reader; previews: number; timer: NodeJS.Timeout } | null = null;

/** Detects, maps and shows the head of a stored file of any size, in a process of its own. Throws `ReadingError`. */
export async function previewFile(input: PreviewJob & ReadingLimits): Promise<Preview> {
  const { job, limits } = splitLimits(input);
  const { signal, ...caps } = limits;
  const isUsual = Object.values(caps).every((cap) => cap === undefined);
  const { reader, previews } = (isUsual ? taken() : null) ?? { reader: started(caps), previews: 0 };
  const stopped = () => reader.fail('ingestion.reading_stopped', 'aborted');
  signal?.addEventListener('abort', stopped);
  let isWell = false;
  try {
    if (signal?.aborted) stopped();
    reader.send({ type: 'preview', job, memoryBytes: reader.memoryBytes });
    const message = await reader.answer();
    if (message.type !== 'preview')
      throw new ReadingError('ingestion.reading_crashed', `unexpected ${message.type}`);
    isWell = isUsual && previews < mostPreviews;
    return message.preview;
  } finally {
    signal?.removeEventListener('abort', stopped);
    if (isWell) keep(reader, previews + 1);
    else reader.stop();
  }
}

/** Starts the process of the next preview, while its file is still arriving. */
export function expectPreview(): void {
  if (waiting === null) keep(started({}), 0);
}

function started(caps: Omit<ReadingLimits, 'signal'>): Reader {
  return startReader<Request, Answer>(childFile, { ...caps, answerMs: caps.answerMs ?? 15_000 });
}

function keep(reader: Reader, previews: number): void {
  if (waiting !== null) {
    reader.stop();
    return;
  }
  const timer = setTimeout(() => taken()?.reader.stop(), idleMs);
  timer.unref();
  reader.wait(true);
  waiting = { reader, previews, timer };
}

function taken(): { reader: Reader; previews: number } | null {
  const found = waiting;
  waiting = null;
  if (found === null) return null;
  clearTimeout(found.timer);
  if (!found.reader.isThere()) return null;
  found.reader.wait(false);
  return found;
}
