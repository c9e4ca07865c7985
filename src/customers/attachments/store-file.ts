import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fail } from '#platform/errors/errors.ts';
import { headBytes, typeByContent } from './type-by-content.ts';

export interface StoredFile {
  storedAs: string;
  type: string;
  sizeBytes: number;
}

interface Coming {
  body: Readable;
  folder: string;
  /** Of more bytes than these nothing is kept. */
  mostBytes: number;
  signal: AbortSignal;
}

/**
 * Writes a file as it comes and syncs it, name and all, before it answers; memory does not grow with it. One that is too
 * large, empty or broken off leaves nothing behind. Fails with customers.attachment_too_large, _empty, _broken and _no_room.
 */
export async function storeFile(coming: Coming): Promise<StoredFile> {
  const storedAs = randomUUID();
  const partial = join(coming.folder, `${storedAs}.partial`);
  try {
    const written = await write(coming, partial);
    await rename(partial, join(coming.folder, storedAs));
    const folder = await open(coming.folder, 'r');
    await folder.sync().finally(() => folder.close());
    return { storedAs, ...written };
  } catch (error) {
    await rm(partial, { force: true });
    throw translated(error);
  }
}

async function write({ body, mostBytes, signal }: Coming, path: string) {
  let head = Buffer.alloc(0);
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of body as AsyncIterable<Buffer>) {
      if (signal.aborted) throw fail('invalid', 'customers.attachment_broken');
      sizeBytes += piece.length;
      if (sizeBytes > mostBytes)
        throw fail('invalid', 'customers.attachment_too_large', { values: { mostBytes } });
      if (head.length < headBytes) head = Buffer.concat([head, piece.subarray(0, headBytes)]);
      await file.writeFile(piece);
    }
    if (sizeBytes === 0) throw fail('invalid', 'customers.attachment_empty');
    await file.sync();
  } finally {
    await file.close();
  }
  return { type: typeByContent(head), sizeBytes };
}

function translated(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return fail('conflict', 'customers.attachment_no_room');
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return fail('invalid', 'customers.attachment_broken');
  return error;
}
