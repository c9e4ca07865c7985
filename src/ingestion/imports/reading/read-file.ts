import { fileURLToPath } from 'node:url';
import type { FileChunk, ReadJob } from './read-chunks.ts';
import type { Answer, Request } from './read-file.child.ts';
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
