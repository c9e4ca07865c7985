import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import {
  type ArchiveHead,
  type ArchiveManifest,
  headName,
  manifestName,
  mostManifestBytes,
  type Part,
  partBytes,
  partName,
  seal,
} from './manifest.ts';
import { blockBytes, paddingOf, tarHeader } from './tar-header.ts';

const pack = promisify(zstdCompress);
const packing = {
  params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
};

const alreadyThere = { code: 'EEXIST', syscall: 'open' };

export interface ArchiveWriter {
  /** Appends a content in parts, whose size need not be known before; gives them for the manifest. */
  append(place: string, content: AsyncIterable<Uint8Array>): Promise<Part[]>;
  /** Appends the manifest, syncs, and gives the archive its name; resolves to its size. */
  finish(manifest: ArchiveManifest): Promise<number>;
  /** Throws away what was written; after `finish` it does nothing. */
  discard(): Promise<void>;
}

/** The name of an archive that is still being written. */
export function partialPath(path: string): string {
  return `${path}.partial`;
}

/** Begins an archive that has its name only when it is whole; its owner alone may read it. */
export async function writeArchive(path: string, head: ArchiveHead): Promise<ArchiveWriter> {
  if (existsSync(path)) throw Object.assign(new Error(`${path} is there already.`), alreadyThere);
  const partial = partialPath(path);
  const file = await open(partial, 'wx', 0o600);
  const modified = Math.floor(Date.parse(head.takenAt) / 1000);
  const entry = (name: string, content: Uint8Array) => writeEntry(file, name, content, modified);
  let isNamed = false;
  const discard = async () => {
    if (isNamed) return;
    await file.close();
    await rm(partial, { force: true });
  };
  try {
    await entry(headName, Buffer.from(JSON.stringify(head)));
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    append: (place, content) => appendParts(entry, place, content),
    async finish(manifest) {
      const text = Buffer.from(JSON.stringify(manifest));
      if (text.length > mostManifestBytes) throw new Error('There are too many files for one archive.');
      await entry(manifestName, text);
      await entry(seal, Buffer.from(createHash('sha256').update(text).digest('hex')));
      await file.writeFile(Buffer.alloc(2 * blockBytes));
      await file.sync();
      const { size } = await file.stat();
      await file.close();
      await rename(partial, path);
      isNamed = true;
      await syncFolder(dirname(path));
      return size;
    },
    discard,
  };
}

type WriteEntry = (name: string, content: Uint8Array) => Promise<void>;

async function writeEntry(file: FileHandle, name: string, content: Uint8Array, modified: number) {
  const header = tarHeader({ name, sizeBytes: content.length, modified });
  await file.writeFile(Buffer.concat([header, content, Buffer.alloc(paddingOf(content.length))]));
}

/** While one part is packed and written the next is read: two are in memory at most. */
async function appendParts(
  entry: WriteEntry,
  place: string,
  content: AsyncIterable<Uint8Array>,
): Promise<Part[]> {
  const parts: Part[] = [];
  let writing = Promise.resolve();
  const write = async (raw: Buffer): Promise<void> => {
    const packed = await pack(raw, packing);
    await entry(partName(place, parts.length), packed);
    const sha256 = createHash('sha256').update(packed).digest('hex');
    parts.push({ bytes: raw.length, packedBytes: packed.length, sha256 });
  };
  try {
    for await (const raw of inParts(content)) {
      await writing;
      writing = write(raw);
      // Heard of at the next `await`; until then it must not count as unhandled.
      writing.catch(() => {});
    }
  } finally {
    await writing;
  }
  return parts;
}

/** Cuts a content into pieces of `partBytes`, the last one shorter. */
async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of content) {
    for (let at = 0; at < piece.length; ) {
      const taken = piece.subarray(at, at + partBytes - bytes);
      pieces.push(taken);
      at += taken.length;
      bytes += taken.length;
      if (bytes < partBytes) continue;
      yield Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
    }
  }
  if (bytes > 0) yield Buffer.concat(pieces);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}
