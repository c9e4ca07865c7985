import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { formOf } from './file-form.ts';
import type { OpenPart } from './open-part.ts';
import { inflationGuard } from './unpack-caps.ts';
import { UnpackError } from './unpack-error.ts';

/** The delimited text in a gzip file. Refuses what is something else inside. */
export async function gzipPart(path: string, fileName: string): Promise<OpenPart> {
  const { size } = await stat(path);
  let packed = 0;
  const bytes = async function* () {
    packed = 0;
    const source = createReadStream(path);
    source.on('data', (piece) => {
      packed += piece.length;
    });
    yield* gunzip(source, () => packed);
  };
  refuseForeign(await firstPiece(bytes()));
  const part = fileName.replace(/\.(?:gz|gzip)$/i, '') || fileName;
  return {
    part,
    form: 'text',
    sizeBytes: null,
    hidden: false,
    bytes,
    estimate: (given) => Math.round((given * size) / Math.max(1, packed)),
  };
}

/** Unpacks a gzip stream as far as it is read. `packed` says how many of its bytes were taken. */
async function* gunzip(source: Readable, packed: () => number): AsyncGenerator<Buffer, void> {
  const guard = inflationGuard(packed);
  const inflated = source.pipe(createGunzip());
  source.on('error', (error) => inflated.destroy(error));
  try {
    for await (const piece of inflated) {
      guard(piece.length);
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
async function firstPiece(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  for await (const piece of bytes) return piece;
  return Buffer.alloc(0);
}

/** What lies in a compressed file or an archive must be text. */
function refuseForeign(head: Buffer): void {
  const form = formOf(head);
  if (typeof form === 'object') throw new UnpackError(form.refused, 'inside a compressed file');
  if (form !== 'text') throw new UnpackError('ingestion.nothing_to_read', `${form} inside a compressed file`);
}
