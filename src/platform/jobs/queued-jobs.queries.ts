import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/database.ts';

export type QueuedJobState = 'waiting' | 'running' | 'retrying' | 'givenUp';

/** A job that waits, runs, or was given up; one that is done leaves no trace here. */
export interface QueuedJob {
  id: string;
  name: string;
  state: QueuedJobState;
  attempts: number;
  maxAttempts: number;
  runAt: string;
  createdAt: string;
  /** What went wrong the last time. */
  problem: string | null;
}

const columns = sql`j.id, t.identifier as name, j.attempts, j.max_attempts as "maxAttempts", j.run_at as "runAt",
  j.created_at as "createdAt", left(split_part(j.last_error, E'\n', 1), 300) as problem,
  case when j.locked_at is not null then 'running' when j.attempts >= j.max_attempts then 'givenUp'
    when j.attempts > 0 then 'retrying' else 'waiting' end as state`;
const source = sql`graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id`;

/** Jobs below `before`, the newest first. */
export async function listQueuedJobs(
  tx: Tx,
  before: string | undefined,
  limit: number,
): Promise<QueuedJob[]> {
  return read(tx, before === undefined ? sql`true` : sql`j.id < ${before}::bigint`, limit);
}

export async function findQueuedJob(tx: Tx, id: string): Promise<QueuedJob | undefined> {
  return (await read(tx, sql`j.id = ${id}::bigint`, 1))[0];
}

async function read(tx: Tx, where: RawBuilder<unknown>, limit: number): Promise<QueuedJob[]> {
  const { rows } = await sql<QueuedJob>`
    select ${columns} from ${source} where ${where} order by j.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** Lets a job that does not run begin again at once, with all its attempts; false where it runs or is gone. */
export async function runJobAgain(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from graphile_worker.reschedule_jobs(array[${id}::bigint], run_at => ${now}, attempts => 0)`.execute(
    tx,
  );
  return rows.length > 0;
}

/** Takes a job that was given up off the queue; false where it was not given up. */
export async function removeGivenUpJob(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql`
    select from graphile_worker.complete_jobs(array(
      select j.id from graphile_worker._private_jobs j
      where j.id = ${id}::bigint and j.attempts >= j.max_attempts and j.locked_at is null for update))`.execute(
    tx,
  );
  return rows.length > 0;
}
