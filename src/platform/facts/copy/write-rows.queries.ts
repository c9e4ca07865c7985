import { open, rm } from 'node:fs/promises';
import type pg from 'pg';
import { copiedRows } from './copied-rows.queries.ts';

/** Writes what a `copy … to stdout` gives into a file; one that cannot be written whole is removed. */
export async function writeRows(
  client: pg.ClientBase,
  statement: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    for await (const piece of copiedRows(client, statement, signal)) await handle.writeFile(piece);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}
