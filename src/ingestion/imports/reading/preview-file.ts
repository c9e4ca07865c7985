import { askReader } from './kept-reader.ts';
import type { PreviewJob } from './preview.ts';
import type { Preview } from './reading.contract.ts';
import { type ReadingLimits, splitLimits } from './reading-process.ts';

/** Detects, maps and shows the head of a stored file of any size, in a process of its own. Throws `ReadingError`. */
export async function previewFile(input: PreviewJob & ReadingLimits): Promise<Preview> {
  const { job, limits } = splitLimits(input);
  const { preview } = await askReader(
    (memoryBytes) => ({ type: 'preview', job, memoryBytes }),
    'preview',
    limits,
  );
  return preview;
}
