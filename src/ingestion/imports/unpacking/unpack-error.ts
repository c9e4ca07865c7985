import type { ReadingErrorCode } from '../reading/reading-errors.contract.ts';
import type { Failed } from '../reading/reading-process.ts';

/** A file that cannot be opened or unpacked, and why. `values` are what the text of the code names. */
export class UnpackError extends Error {
  readonly code: ReadingErrorCode;
  readonly values: Record<string, string | number>;

  constructor(code: ReadingErrorCode, detail: string, values: Record<string, string | number> = {}) {
    super(detail);
    this.name = 'UnpackError';
    this.code = code;
    this.values = values;
  }
}

/** The answer of a process that could not do what it was asked. */
export function failedAnswer(error: unknown): Failed {
  const known = error instanceof UnpackError;
  const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return {
    type: 'failed',
    code: known ? error.code : missing ? 'ingestion.file_missing' : 'ingestion.reading_crashed',
    detail: String((error as Error).stack ?? error),
    values: known ? error.values : {},
  };
}
