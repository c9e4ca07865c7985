import { fileURLToPath } from 'node:url';
import type { PreviewJob } from './preview.ts';
import type { FileChunk, ReadJob } from './read-chunks.ts';
import type { Answer, Request } from './read-file.child.ts';
import type { Preview } from './reading.contract.ts';
import { ReadingError, type ReadingLimits, splitLimits, startReader } from './reading-process.ts';

export { ReadingError };

const childFile = fileURLToPath(new URL('./read-file.child.ts', import.meta.url));

/**
 * Reads a stored file in a process of its own and gives its rows in chunks. At most two chunks exist
 * at a time: the one being stored, and the next, which is read meanwhile. To go on after a stop,
 * read again from the `byteTo`, the row and the number behind the last stored chunk. Stop iterating
 * to end the process. Throws `ReadingError`; the chunks given before stay good.
 */
export async function* readFile(input: ReadJob & ReadingLimits): AsyncGenerator<FileChunk, void> {
  const { job, limits } = splitLimits(input);
  const reader = startReader<Request, Answer>(childFile, limits);
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
  const { job, limits } = splitLimits(input);
  const reader = startReader<Request, Answer>(childFile, { ...limits, answerMs: limits.answerMs ?? 15_000 });
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
