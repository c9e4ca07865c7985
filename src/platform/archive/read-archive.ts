import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { zstdDecompress } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import {
  type ArchiveManifest,
  archiveFormat,
  archiveHead,
  archiveManifest,
  contentsOf,
  headName,
  manifestName,
  mostManifestBytes,
  type Part,
  partBytes,
  partName,
  seal,
} from './manifest.ts';
import { blockBytes, paddingOf, readTarHeader, type TarEntry } from './tar-header.ts';

const unpack = promisify(zstdDecompress);

/** What cannot be packed grows by a few bytes. */
const mostPackedBytes = partBytes + 64 * 1024;
const textNames = new Set([headName, manifestName, seal]);

export interface Archive {
  manifest: ArchiveManifest;
  sizeBytes: number;
  /** The content at `place`, piece by piece; each is checked again. */
  content(place: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

export interface ReadOptions {
  /** Told how many bytes of the archive are checked. */
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  signal?: AbortSignal;
}

interface Found extends TarEntry {
  /** Of the content, in the file. */
  offset: number;
  sha256: string;
  /** Of a part, unpacked. */
  bytes: number | undefined;
}

/**
 * Opens an archive after reading all of it: every byte is the one that was written, and nothing else is inside. Throws
 * ArchiveError with the place where that is not so. Memory does not grow with the archive, whatever lies in it.
 */
export async function openArchive(path: string, options: ReadOptions = {}): Promise<Archive> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const { found, texts } = await readEntries(file, size, options);
    const manifest = manifestIn(texts);
    compare(manifest, found);
    const places = new Map(contentsOf(manifest).map(({ place, parts }) => [place, parts]));
    const byName = new Map(found.map((entry) => [entry.name, entry]));
    return {
      manifest,
      sizeBytes: size,
      content: (place) => readContent(file, place, places.get(place) ?? [], byName),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Walks over all entries up to the end of the file; the few texts are kept, of all others only what they are. */
async function readEntries(file: FileHandle, size: number, { onProgress, signal }: ReadOptions) {
  const found: Found[] = [];
  const texts = new Map<string, Buffer>();
  let at = 0;
  for (;;) {
    signal?.throwIfAborted();
    const header = await readExactly(file, at, blockBytes);
    const entry = readTarHeader(header);
    if (found.length === 0) refuseForeign(entry);
    if (entry === undefined) {
      const last = found.at(-1);
      if (last?.name === seal) break;
      throw damaged(at, last?.name);
    }
    const isPart = entry.name.endsWith('.zst');
    if (entry.sizeBytes > (isPart ? mostPackedBytes : mostManifestBytes)) throw damaged(at, entry.name);
    if (!isPart && (!textNames.has(entry.name) || texts.has(entry.name))) throw damaged(at, entry.name);
    const offset = at + blockBytes;
    if (offset + entry.sizeBytes > size) throw cutShort(size, entry.name);
    const content = await readExactly(file, offset, entry.sizeBytes, entry.name);
    const padding = await readExactly(file, offset + entry.sizeBytes, paddingOf(entry.sizeBytes), entry.name);
    if (padding.some((byte) => byte !== 0)) throw damaged(offset + entry.sizeBytes, entry.name);
    const bytes = isPart ? (await unpackPart(content, offset, entry.name)).length : undefined;
    if (!isPart) texts.set(entry.name, content);
    if (found.length === 0) refuseNewer(content);
    found.push({ ...entry, offset, sha256: sha256(content), bytes });
    at = offset + entry.sizeBytes + padding.length;
    onProgress?.(at, size);
  }
  const end = await readExactly(file, at, 2 * blockBytes, seal);
  if (end.some((byte) => byte !== 0) || size !== at + 2 * blockBytes) throw damaged(at, seal);
  return { found, texts };
}

function refuseForeign(first: TarEntry | undefined): void {
  if (first?.name === headName) return;
  throw new ArchiveError('not_an_archive', 'This is no backup of Perennial, or its first bytes are damaged.');
}

function refuseNewer(content: Buffer): void {
  const head = archiveHead.safeParse(jsonOf(content));
  if (!head.success) throw damaged(blockBytes, headName);
  if (head.data.format > archiveFormat) {
    throw new ArchiveError(
      'newer_format',
      `A newer version of Perennial (${head.data.program}) wrote this archive: restore it with that one.`,
      { program: head.data.program },
    );
  }
}

function manifestIn(texts: Map<string, Buffer>): ArchiveManifest {
  const text = texts.get(manifestName);
  if (text === undefined || texts.get(seal)?.toString() !== sha256(text)) throw damaged(0, manifestName);
  const manifest = archiveManifest.safeParse(jsonOf(text));
  if (!manifest.success) throw damaged(0, manifestName);
  const { format, takenAt, program, postgres } = manifest.data;
  if (texts.get(headName)?.toString() !== JSON.stringify({ format, takenAt, program, postgres }))
    throw damaged(0, headName);
  return manifest.data;
}

/** What lies in the archive is what its manifest lists, in the same order, and nothing beside it. */
function compare(manifest: ArchiveManifest, found: Found[]): void {
  const listed = contentsOf(manifest).flatMap(({ place, parts }) =>
    parts.map((part, index) => ({ name: partName(place, index), ...part })),
  );
  const names = [headName, ...listed.map(({ name }) => name), manifestName, seal];
  const modified = Math.floor(Date.parse(manifest.takenAt) / 1000);
  for (const [index, entry] of found.entries()) {
    const part = listed[index - 1];
    const isSame =
      entry.name === names[index] &&
      entry.modified === modified &&
      (part === undefined ||
        (part.sha256 === entry.sha256 && part.packedBytes === entry.sizeBytes && part.bytes === entry.bytes));
    if (!isSame) throw damaged(entry.offset, entry.name);
  }
  if (found.length !== names.length) throw damaged(0, manifestName);
}

async function* readContent(
  file: FileHandle,
  place: string,
  parts: readonly Part[],
  byName: Map<string, Found>,
): AsyncGenerator<Buffer> {
  const load = async (index: number): Promise<Buffer> => {
    const entry = byName.get(partName(place, index))!;
    const packed = await readExactly(file, entry.offset, entry.sizeBytes, entry.name);
    if (sha256(packed) !== entry.sha256) throw damaged(entry.offset, entry.name);
    return unpackPart(packed, entry.offset, entry.name);
  };
  let next = parts.length > 0 ? load(0) : undefined;
  for (let index = 0; next !== undefined; index++) {
    const part: Buffer = await next;
    // The next is unpacked while this one is used; heard of above.
    next = index + 1 < parts.length ? load(index + 1) : undefined;
    next?.catch(() => {});
    yield part;
  }
}

/** Never gives more than a part may hold, however it was packed. */
async function unpackPart(packed: Buffer, offset: number, name: string): Promise<Buffer> {
  try {
    return await unpack(packed, { maxOutputLength: partBytes });
  } catch {
    throw damaged(offset, name);
  }
}

async function readExactly(file: FileHandle, offset: number, length: number, name?: string): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw cutShort(offset + filled, name);
    filled += bytesRead;
  }
  return buffer;
}

function cutShort(at: number, name: string | undefined): ArchiveError {
  if (at === 0) return new ArchiveError('not_an_archive', 'The file is empty.');
  return new ArchiveError('cut_short', `The archive ends at byte ${at}, before it is whole${inside(name)}.`, {
    at,
    entry: name ?? '',
  });
}

function damaged(at: number, name: string | undefined): ArchiveError {
  return new ArchiveError('damaged', `The archive is damaged near byte ${at}${inside(name)}.`, {
    at,
    entry: name ?? '',
  });
}

function inside(name: string | undefined): string {
  return name === undefined ? '' : `, in ${name}`;
}

function jsonOf(text: Buffer): unknown {
  try {
    return JSON.parse(text.toString());
  } catch {
    return undefined;
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
