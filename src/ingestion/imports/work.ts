import type { BulkContext } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import type { ImportRecord } from './imports.queries.ts';
import type { CleaningCount, JournalChunk, JournalFailure } from './journal.queries.ts';

/** What storing a piece came to, for the journal. */
export interface ChunkStored {
  journal: Omit<JournalChunk, 'chunkNo'>;
  failures: JournalFailure[];
  cleanings?: CleaningCount[];
}

/** One piece of work: how to store it, and what to write in the journal. */
export interface WorkChunk {
  firstRow: number;
  lastRow: number;
  /** Loads it into the transaction that will store it; the piece before may not be stored yet. */
  stage?(ctx: BulkContext): Promise<void>;
  /** Stores what was staged; all pieces before are stored. */
  store(ctx: BulkContext): Promise<ChunkStored>;
}

/** What a kind of import sums up at its end. */
export type FinishSums = { orders: number; cancellations: number; customers: number };

/** A kind of import: gives its chunks from where the journal ends, and what is left to do after the last. */
export interface ImportWork {
  open(platform: Platform, record: ImportRecord, signal: AbortSignal): AsyncGenerator<WorkChunk>;
  /** What makes its rows quick to find, beside everything else: after some chunks, and after the last. */
  tidy?(platform: Platform): Promise<void>;
  finish(ctx: Context, record: ImportRecord): Promise<FinishSums>;
}

/** An import that ends for a reason that trying again would not change. */
export class ImportError extends Error {
  readonly code: string;
  /** What the text of the code names. */
  readonly values: Record<string, string | number>;

  constructor(code: string, detail: string, values: Record<string, string | number> = {}) {
    super(detail);
    this.name = 'ImportError';
    this.code = code;
    this.values = values;
  }
}
