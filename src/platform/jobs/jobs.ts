import type { z } from 'zod';
import type { Context } from '../db/context.ts';
import type { Log, Platform } from '../db/platform.ts';

/** What a job gets: it opens its own transactions, as short as they can be. */
export interface JobContext {
  platform: Platform;
  log: Log;
  /** Fires when the server stops: finish the piece in hand and return. */
  signal: AbortSignal;
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
}

/** Work done later, again after a failure, or by the clock. Running it twice must do no harm. */
export interface Job<Payload extends z.ZodType = z.ZodType> {
  name: string;
  payload: Payload;
  /** How often a failing job is tried in all. */
  attempts: number;
  /** Five cron fields in UTC, for jobs that the clock starts. */
  schedule?: string;
  /** Also queued when a server starts. */
  atStart?: boolean;
  run(ctx: JobContext, payload: z.output<Payload>): Promise<void>;
}

export function defineJob<Payload extends z.ZodType>(job: Job<Payload>): Job {
  return job as unknown as Job;
}
