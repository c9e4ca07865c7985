import { askReader } from '../reading/kept-reader.ts';
import { ReadingError, type ReadingLimits, splitLimits } from '../reading/reading-process.ts';
import { formOf } from './file-form.ts';
import { headOf } from './open-parts.ts';
import type { FileParts } from './parts.contract.ts';

/**
 * Tells by its content what a stored file is and which parts of it can be imported. Plain text is recognised
 * here; everything else is opened by a process of its own. Throws `ReadingError` for what cannot be read, with
 * a code that says what to do instead.
 */
export async function inspectFile(
  input: { path: string; fileName: string } & ReadingLimits,
): Promise<FileParts> {
  const { job, limits } = splitLimits(input);
  if (formOf(await headOf(job.path).catch(missing)) === 'text') return { form: 'text', parts: [] };
  const { found } = await askReader(() => ({ type: 'inspect', ...job }), 'parts', limits);
  return found;
}

function missing(error: NodeJS.ErrnoException): never {
  throw error.code === 'ENOENT' ? new ReadingError('ingestion.file_missing', String(error)) : error;
}
