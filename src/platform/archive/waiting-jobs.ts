export const jobColumns = [
  'identifier',
  'payload',
  'queue_name',
  'run_at',
  'max_attempts',
  'key',
  'priority',
] as const;

/**
 * The jobs that wait, and those that run: whoever ran them is not there after a restore, so they begin again. Jobs that
 * were given up stay behind.
 */
export const waitingJobs = `
  select task.identifier, job.payload, queue.queue_name, job.run_at, job.max_attempts, job.key, job.priority
  from graphile_worker._private_jobs job
  join graphile_worker._private_tasks task on task.id = job.task_id
  left join graphile_worker._private_job_queues queue on queue.id = job.job_queue_id
  where job.attempts < job.max_attempts or job.locked_at is not null
  order by job.id`;

/** Queues what was loaded into a table of this name, by the queue's own means. */
export function queueAgain(table: string): string {
  return `select count(graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, key,
    priority)) from ${table}`;
}
