import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { formOf } from './file-form.ts';
import { inflationGuard } from './unpack-caps.ts';
import { UnpackError } from './unpack-error.ts';

/** Unpacks gzip bytes as far as it is read. `onTaken` is told how many packed bytes that took. */
export async function* gunzip(
  packed: AsyncIterable<Buffer>,
  onTaken: (taken: number) => void = () => {},
): AsyncGenerator<Buffer, void> {
  const gunzipper = createGunzip({ chunkSize: 128 * 1024 });
  const guard = inflationGuard(() => gunzipper.bytesWritten);
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => gunzipper.destroy(error));
  try {
    for await (const piece of source.pipe(gunzipper)) {
      guard(piece.length);
      onTaken(gunzipper.bytesWritten);
      yield piece;
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw code.startsWith('Z_') ? new UnpackError('ingestion.file_broken', String(error)) : error;
  } finally {
    source.destroy();
  }
}

/** The first bytes of a stream, which is then left; empty where it has none. */
export async function firstPiece(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const piece of bytes) return piece;
  return Buffer.alloc(0);
}

/** What lies in a compressed file must be text. */
export function refuseForeign(head: Buffer): void {
  const form = formOf(head);
  if (typeof form === 'object') throw new UnpackError(form.refused, 'inside a compressed file');
  if (form !== 'text') throw new UnpackError('ingestion.nothing_to_read', `${form} inside a compressed file`);
}
