import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ReadingError, type ReadingLimits, splitLimits, startReader } from '../reading/reading-process.ts';
import type { UnpackAnswer, UnpackRequest } from './unpack.child.ts';
import { unpackCaps } from './unpack-caps.ts';

const childFile = fileURLToPath(new URL('./unpack.child.ts', import.meta.url));

/** Where to write what a part becomes, and how long it may take as a whole. */
export interface UnpackJob {
  path: string;
  fileName: string;
  part: string;
  folder: string;
  mostMs?: number | undefined;
}

/**
 * Unpacks a part into delimited text: a new file in `folder`, named at random and synced before this answers.
 * A process of its own does it, under caps of memory, time, silence (`answerMs`) and size. Leaves nothing
 * behind when it fails; throws `ReadingError`, or what the file system throws, as for a full disk.
 */
export async function unpackPart(
  input: UnpackJob & ReadingLimits,
): Promise<{ unpackedAs: string; sizeBytes: number }> {
  const { job, limits } = splitLimits(input);
  const { folder, mostMs = 30 * 60_000, ...wanted } = job;
  const unpackedAs = randomUUID();
  const partial = join(folder, `${unpackedAs}.partial`);
  const reader = startReader<UnpackRequest, UnpackAnswer>(childFile, limits, true);
  const late = setTimeout(() => reader.fail('ingestion.reading_too_slow', `over ${mostMs} ms`), mostMs);
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      reader.send({ type: 'unpack', ...wanted });
      const sizeBytes = await receive(reader, file, limits.answerMs ?? 60_000);
      await file.sync();
      await rename(partial, join(folder, unpackedAs));
      await syncFolder(folder);
      return { unpackedAs, sizeBytes };
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    clearTimeout(late);
    reader.stop();
  }
}

type Unpacker = ReturnType<typeof startReader<UnpackRequest, UnpackAnswer>>;

/** Writes what comes until the process has said that this was all; gives its length. */
async function receive(reader: Unpacker, file: FileHandle, silenceMs: number): Promise<number> {
  let written = 0;
  const silence = setTimeout(
    () => reader.fail('ingestion.reading_too_slow', `no byte within ${silenceMs} ms`),
    silenceMs,
  );
  // Whatever the answer, the process is done with: its end closes the output behind the last byte.
  const finished = reader.lastAnswer().finally(reader.stop);
  finished.catch(() => {});
  try {
    for await (const piece of reader.output!) {
      written += piece.length;
      silence.refresh();
      if (written > unpackCaps.bytes) reader.fail('ingestion.unpacked_too_large', `${written} bytes`);
      await file.write(piece);
    }
    const message = await finished;
    if (message.type !== 'unpacked' || message.sizeBytes !== written)
      throw unexpected(`${message.type} after ${written} bytes`);
    return written;
  } finally {
    clearTimeout(silence);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

function unexpected(type: string): ReadingError {
  return new ReadingError('ingestion.reading_crashed', `unexpected ${type}`);
}
