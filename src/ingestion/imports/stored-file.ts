import { fieldsToFill } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { findUpload, type StoredUpload } from '../uploads/uploads.queries.ts';
import { uploadPath } from '../uploads/uploads.ts';
import { previewFile } from './reading/preview-file.ts';
import type { Dialect, Mapping, Preview } from './reading/reading.contract.ts';
import { ReadingError } from './reading/reading-process.ts';
import { inspectFile } from './unpacking/inspect-file.ts';
import type { FileParts } from './unpacking/parts.contract.ts';

/** The stored file of an upload, or the part of it that is meant. */
export interface FileToRead {
  upload: StoredUpload;
  part: string | null;
}

/** Refuses an upload that never was, and one whose file has been deleted. */
export async function uploadNamed(ctx: Context, id: string | null): Promise<StoredUpload> {
  const upload = id === null ? undefined : await findUpload(ctx, id);
  if (!upload) throw fail('notFound', 'ingestion.upload_not_found');
  if (upload.storedAs === '') throw fail('notFound', 'ingestion.upload_expired');
  return upload;
}

/** What an upload is by its content, and which parts of it can be imported. */
export async function partsOfUpload(ctx: OpenContext, uploadId: string): Promise<FileParts> {
  return inspect(ctx, await ctx.transact((inner) => uploadNamed(inner, uploadId)));
}

/** The part to read: the one asked for, or the only one; null for a file that is read as it is. */
export async function choosePart(
  ctx: OpenContext,
  upload: StoredUpload,
  wanted: string | undefined,
): Promise<string | null> {
  const { parts } = await inspect(ctx, upload);
  if (parts.length === 0) return null;
  if (wanted === undefined) {
    const shown = parts.filter(({ hidden }) => !hidden);
    if (shown.length > 1) throw fail('invalid', 'ingestion.part_not_chosen');
    return (shown[0] ?? parts[0]!).part;
  }
  if (!parts.some(({ part }) => part === wanted)) throw fail('notFound', 'ingestion.part_not_found');
  return wanted;
}

async function inspect(ctx: OpenContext, upload: StoredUpload): Promise<FileParts> {
  const path = await uploadPath(ctx.platform, upload.storedAs);
  return readable(() => inspectFile({ path, fileName: upload.fileName, signal: ctx.signal }));
}

/** The head of a file as it would be read; holds no connection while it waits. */
export async function previewStored(
  ctx: OpenContext,
  { upload, part }: FileToRead,
  given: { dialect?: Dialect | undefined; mapping?: Mapping | undefined; as?: Mapping['as'] | undefined },
): Promise<Preview> {
  const path = await uploadPath(ctx.platform, upload.storedAs);
  const { timeZone, customFields } = await ctx.transact(async (inner) => ({
    ...(await inner.organisation()),
    customFields: await fieldsToFill(inner),
  }));
  const job = { path, fileName: upload.fileName, part: part ?? undefined, timeZone, customFields, ...given };
  return readable(() => previewFile({ ...job, signal: ctx.signal }));
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ReadingError)) throw error;
    throw fail('invalid', error.code, { detail: error.message, values: error.values });
  }
}
