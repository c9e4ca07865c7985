import { sql } from 'kysely';
import type { OpenDatabase, Tx } from './database.ts';

/**
 * Runs reads of a transaction that are broken off as soon as `gone` says that whoever asked has gone away: the statement
 * ends with SQLSTATE 57014, and nobody waits for its answer.
 */
export async function whileAsked<Answer>(
  { breakOff }: Pick<OpenDatabase, 'breakOff'>,
  tx: Tx,
  gone: AbortSignal | undefined,
  read: () => Promise<Answer>,
): Promise<Answer> {
  if (!gone) return read();
  const { rows } = await sql<{ processId: number }>`select pg_backend_pid() as "processId"`.execute(tx);
  let breaking: Promise<void> | undefined;
  const stop = () => {
    // Where even that fails, the bound of the statement remains.
    breaking = breakOff(rows[0]!.processId).catch(() => {});
  };
  if (gone.aborted) stop();
  else gone.addEventListener('abort', stop);
  try {
    return await read();
  } finally {
    gone.removeEventListener('abort', stop);
    // The connection serves somebody else afterwards, whose statement it must not meet.
    await breaking;
  }
}
