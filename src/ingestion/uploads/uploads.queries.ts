import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Upload } from './uploads.contract.ts';

export interface NewUpload {
  fileName: string;
  storedAs: string;
  sizeBytes: number;
  sha256: string;
  createdBy: string;
  expiresAt: Date;
}

export async function insertUpload(ctx: Context, upload: NewUpload): Promise<Upload> {
  const row = await ctx.tx
    .insertInto('ingestion.uploads')
    .values({
      file_name: upload.fileName,
      stored_as: upload.storedAs,
      size_bytes: upload.sizeBytes,
      sha256: upload.sha256,
      created_by: upload.createdBy,
      created_at: ctx.clock.now(),
      expires_at: upload.expiresAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return {
    id: row.id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  };
}

export interface StoredUpload {
  id: string;
  fileName: string;
  storedAs: string;
  sizeBytes: string;
}

export async function findUpload(ctx: Context, uploadId: string): Promise<StoredUpload | undefined> {
  const row = await ctx.tx
    .selectFrom('ingestion.uploads')
    .selectAll()
    .where('id', '=', uploadId)
    .executeTakeFirst();
  return row && { id: row.id, fileName: row.file_name, storedAs: row.stored_as, sizeBytes: row.size_bytes };
}

/** Uploads past their time that no waiting or running import needs. */
export async function expiredUploads(ctx: Context): Promise<{ id: string; storedAs: string }[]> {
  const rows = await ctx.tx
    .selectFrom('ingestion.uploads as upload')
    .select(['upload.id', 'upload.stored_as'])
    .where('upload.expires_at', '<', ctx.clock.now().toISOString())
    .where('upload.stored_as', '<>', '')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ingestion.imports as import')
            .select('import.id')
            .whereRef('import.upload_id', '=', 'upload.id')
            .where('import.state', 'in', ['queued', 'running']),
        ),
      ),
    )
    .execute();
  return rows.map((row) => ({ id: row.id, storedAs: row.stored_as }));
}

/** The row stays, since imports name it; its file is gone. */
export async function forgetFile(ctx: Context, uploadId: string): Promise<void> {
  await ctx.tx.updateTable('ingestion.uploads').set({ stored_as: '' }).where('id', '=', uploadId).execute();
}

/**
 * Takes from the failed rows of an upload's imports what stood in their cells; why, and in which column, stays. What the
 * database said of rows that it refused names values too.
 */
export async function forgetFailedValues(ctx: Context, uploadId: string): Promise<void> {
  await sql`update ingestion.import_failures failure
    set value = null, also = (select jsonb_agg(one || '{"value": ""}' order by place)
      from jsonb_array_elements(failure.also) with ordinality as further(one, place))
    from ingestion.imports import
    where import.upload_id = ${uploadId} and failure.import_id = import.id
      and (failure.value is not null or failure.also is not null)`.execute(ctx.tx);
  await sql`update ingestion.imports set error = error - 'detail'
    where upload_id = ${uploadId} and error ->> 'code' = 'ingestion.rows_refused'`.execute(ctx.tx);
}

/** Takes from the imports of an upload the names of what it was unpacked into, for those files to be deleted. */
export async function forgetUnpacked(ctx: Context, uploadId: string): Promise<string[]> {
  const rows = await ctx.tx
    .selectFrom('ingestion.imports')
    .select('unpacked_as')
    .where('upload_id', '=', uploadId)
    .where('unpacked_as', 'is not', null)
    .execute();
  await ctx.tx
    .updateTable('ingestion.imports')
    .set({ unpacked_as: null })
    .where('upload_id', '=', uploadId)
    .execute();
  return rows.flatMap((row) => row.unpacked_as ?? []);
}

/** Those of the names under which an upload, or what one was unpacked into, is known. */
export async function knownNames(ctx: Context, names: readonly string[]): Promise<Set<string>> {
  const uploads = await ctx.tx
    .selectFrom('ingestion.uploads')
    .select('stored_as')
    .where('stored_as', 'in', names)
    .execute();
  const unpacked = await ctx.tx
    .selectFrom('ingestion.imports')
    .select('unpacked_as')
    .where('unpacked_as', 'in', names)
    .execute();
  return new Set([
    ...uploads.map((row) => row.stored_as),
    ...unpacked.flatMap((row) => row.unpacked_as ?? []),
  ]);
}
