import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { findUpload } from '../uploads/uploads.queries.ts';
import { uploadPath } from '../uploads/uploads.ts';
import { type ImportRecord, keepUnpacked } from './imports.queries.ts';
import { unpackPart } from './unpacking/unpack.ts';
import { ImportError } from './work.ts';

/**
 * The delimited text of an import: the upload itself, or what its part was unpacked into. Unpacks it where that
 * has not been done; only the runner who holds the import does.
 */
export async function textOfImport(
  platform: Platform,
  record: ImportRecord,
  signal: AbortSignal,
): Promise<{ path: string }> {
  const upload = await transact(platform, systemActor, (ctx) => findUpload(ctx, record.upload_id ?? '0'));
  if (!upload || upload.storedAs === '') throw missing();
  if (record.part === null) return { path: await uploadPath(platform, upload.storedAs) };
  if (record.unpacked_as !== null) return { path: await uploadPath(platform, record.unpacked_as) };
  const unpacked = await unpackPart({
    path: await uploadPath(platform, upload.storedAs),
    fileName: upload.fileName,
    part: record.part,
    folder: await platform.folder('uploads'),
    signal,
  });
  await transact(platform, systemActor, (ctx) => keepUnpacked(ctx, record, unpacked));
  return { path: await uploadPath(platform, unpacked.unpackedAs) };
}

/** The text behind the rows of an import that has run; undefined where it is gone. */
export async function keptText(ctx: Context, record: ImportRecord): Promise<string | undefined> {
  const upload = record.upload_id === null ? undefined : await findUpload(ctx, record.upload_id);
  if (!upload || upload.storedAs === '') return undefined;
  if (record.part === null) return uploadPath(ctx, upload.storedAs);
  return record.unpacked_as === null ? undefined : uploadPath(ctx, record.unpacked_as);
}

function missing(): ImportError {
  return new ImportError('ingestion.file_missing', 'The stored file is not there any more.');
}
