import type { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import yauzl from 'yauzl';
import { inflationGuard } from './unpack-caps.ts';
import { UnpackError } from './unpack-error.ts';
import { entryName } from './zip-names.ts';

/** One file in a zip. */
export interface ZipEntry {
  /** For people and for looking up only: nothing is ever written under it. */
  name: string;
  packedBytes: number;
  /** As the zip claims; more or fewer are refused when it is read. */
  sizeBytes: number;
  /** Without a password and packed in a way that can be undone. */
  readable: boolean;
  encrypted: boolean;
  bytes(): AsyncGenerator<Buffer, void>;
}

export interface ZipFile {
  entries: ZipEntry[];
  close(): void;
}

/** Lists a zip on disk or in memory, at most `mostEntries` of it. Throws `UnpackError` for a broken one. */
export async function openZip(source: string | Buffer, mostEntries: number): Promise<ZipFile> {
  const options = { autoClose: false, lazyEntries: true, decodeStrings: false };
  const zip = await (typeof source === 'string'
    ? yauzl.openPromise(source, options)
    : yauzl.fromBufferPromise(source, options)
  ).catch(broken);
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= mostEntries)
        throw new UnpackError('ingestion.too_many_parts', `over ${mostEntries} entries`);
      entries.push(zipEntry(zip, entry));
    }
    return { entries, close: () => zip.close() };
  } catch (error) {
    zip.close();
    return broken(error);
  }
}

function zipEntry(zip: yauzl.ZipFile, entry: yauzl.Entry): ZipEntry {
  const packed = entry.compressionMethod === 8;
  return {
    name: entryName(entry),
    packedBytes: entry.compressedSize,
    sizeBytes: entry.uncompressedSize,
    encrypted: entry.isEncrypted(),
    readable: !entry.isEncrypted() && (packed || entry.compressionMethod === 0),
    bytes: () => entryBytes(zip, entry, packed),
  };
}

/** Unpacks an entry as far as it is read; at its end size and checksum must be those that the zip claims. */
async function* entryBytes(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  packed: boolean,
): AsyncGenerator<Buffer, void> {
  // Claims may lie; the bytes that lie in the file do not.
  const guard = inflationGuard(() => entry.compressedSize);
  let source: Readable | null = null;
  let sizeBytes = 0;
  let sum = 0;
  try {
    source = await zip.openReadStreamPromise(entry, packed ? { decodeFileData: false } : {});
    for await (const piece of packed ? inflated(source) : source) {
      guard(piece.length);
      sizeBytes += piece.length;
      if (sizeBytes > entry.uncompressedSize) break;
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (error) {
    broken(error);
  } finally {
    source?.destroy();
  }
  if (sizeBytes !== entry.uncompressedSize || sum !== entry.crc32)
    throw new UnpackError(
      'ingestion.file_broken',
      `${entryName(entry)}: ${sizeBytes} bytes, checksum ${sum}`,
    );
}

function inflated(source: Readable): AsyncIterable<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 });
  source.on('error', (error) => inflate.destroy(error));
  return source.pipe(inflate);
}

/** What yauzl and zlib complain about is the file; what the system complains about is not. */
function broken(error: unknown): never {
  if (error instanceof UnpackError) throw error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code !== '' && !code.startsWith('Z_') && !code.startsWith('ERR_')) throw error;
  throw new UnpackError('ingestion.file_broken', String(error));
}
