import type { FileParts } from '../unpacking/parts.contract.ts';
import { failedAnswer, UnpackError } from '../unpacking/unpack-error.ts';
import { makePreview, type PreviewJob } from './preview.ts';
import { type FileChunk, type ReadJob, readChunks } from './read-chunks.ts';
import type { Preview } from './reading.contract.ts';
import type { ReadingErrorCode } from './reading-errors.contract.ts';
import type { Failed } from './reading-process.ts';

/** What the server says to the process that reads a file; each `next` asks for one chunk, `prepare` to be ready. */
export type Request =
  | { type: 'read'; job: ReadJob; memoryBytes: number }
  | { type: 'preview'; job: PreviewJob; memoryBytes: number }
  | { type: 'inspect'; path: string; fileName: string }
  | { type: 'prepare' }
  | { type: 'next' };

/** What that process answers. */
export type Answer =
  | { type: 'chunk'; chunk: FileChunk }
  | { type: 'preview'; preview: Preview }
  | { type: 'parts'; found: FileParts }
  | Failed;

let chunks: Generator<FileChunk, void> | null = null;

function answer(message: Answer): void {
  process.send?.(message);
}

let wasAsked = false;

function act(request: Request): void {
  if (request.type === 'prepare') {
    void prepare();
    return;
  }
  wasAsked = true;
  if (request.type === 'preview') preview(request.job);
  else if (request.type === 'inspect') packed(inspect(request.path, request.fileName));
  else if (request.type === 'read') {
    chunks = readChunks(request.job, () => guardMemory(request.memoryBytes));
  } else {
    const step = chunks?.next();
    if (step && !step.done) answer({ type: 'chunk', chunk: step.value });
  }
}

function preview(job: PreviewJob): void {
  if (job.part === undefined) answer({ type: 'preview', preview: makePreview(job) });
  else packed(previewPart(job, job.part));
}

// What opens packed files is loaded only where there is one, or where there is time for it.

async function prepare(): Promise<void> {
  const [{ warmUp }] = await Promise.all([import('./warm-up.ts'), import('../unpacking/peek-part.ts')]);
  await warmUp(() => wasAsked);
}

async function previewPart(job: PreviewJob, part: string): Promise<Answer> {
  const { peekPart } = await import('../unpacking/peek-part.ts');
  const { dialect, ...head } = await peekPart(job.path, job.fileName ?? '', part);
  // How a sheet is written is nobody's choice: we write it.
  const known = { ...job.dialect, ...dialect };
  return { type: 'preview', preview: makePreview({ ...job, dialect: known }, head) };
}

async function inspect(path: string, fileName: string): Promise<Answer> {
  const { partsOfFile } = await import('../unpacking/open-parts.ts');
  return { type: 'parts', found: await partsOfFile(path, fileName) };
}

function packed(work: Promise<Answer>): void {
  work.then(answer, (error: unknown) => answer(failedAnswer(error)));
}

class MemoryError extends Error {}

function guardMemory(most: number): void {
  const used = process.memoryUsage.rss();
  if (used > most) throw new MemoryError(`${used} bytes in use, ${most} allowed`);
}

function codeOf(error: unknown): ReadingErrorCode {
  if (error instanceof UnpackError) return error.code;
  if (error instanceof MemoryError) return 'ingestion.reading_too_much_memory';
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'ingestion.file_missing'
    : 'ingestion.reading_crashed';
}

process.on('message', (request: Request) => {
  try {
    act(request);
  } catch (error) {
    answer({ type: 'failed', code: codeOf(error), detail: String((error as Error).stack ?? error) });
  }
});

// The server ends this process when it is done with it; signals to the whole group are the server's to handle.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('disconnect', () => process.exit());
