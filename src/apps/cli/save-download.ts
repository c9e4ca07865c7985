import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Terminal } from './session.ts';
import { CommandError } from './texts.ts';

/**
 * Writes the file to standard output, or with `out` to that file, which appears only when it is whole. Throws
 * CommandError where it cannot be written.
 */
export async function saveDownload(
  file: Readable,
  terminal: Terminal,
  out: string | undefined,
): Promise<void> {
  if (out === undefined) {
    for await (const piece of file) await terminal.write(piece as Uint8Array);
    return;
  }
  const path = resolve(terminal.folder, out);
  const partial = `${path}.partial`;
  try {
    await pipeline(file, createWriteStream(partial));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ABORT_ERR') throw error;
    throw new CommandError('error.cannotWrite', { path, reason: message }, 1);
  }
}
