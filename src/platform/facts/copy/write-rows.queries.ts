import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { copiedRows } from './copied-rows.queries.ts';

/** Writes what a `copy … to stdout` gives into a file; one that cannot be written whole is removed. */
export async function writeRows(
  client: pg.ClientBase,
  statement: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await pipeline(copiedRows(client, statement), createWriteStream(file, { mode: 0o600 }), { signal });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
