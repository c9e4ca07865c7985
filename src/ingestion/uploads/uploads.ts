import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { StreamContext } from '#platform/http/bind.ts';
import type { Upload } from './uploads.contract.ts';
import { insertUpload } from './uploads.queries.ts';

const keptDays = 30;

/**
 * Stores an uploaded file: bytes and name are on disk, synced, before it answers. A transfer that breaks off
 * leaves nothing behind.
 */
export async function storeUpload(ctx: StreamContext, fileName: string): Promise<Upload> {
  const folder = await ctx.platform.folder('uploads');
  const storedAs = randomUUID();
  const partial = join(folder, `${storedAs}.partial`);
  try {
    const { sizeBytes, sha256 } = await writeSynced(ctx.body, partial, ctx.signal);
    if (sizeBytes === 0) throw fail('invalid', 'ingestion.upload_empty');
    await rename(partial, join(folder, storedAs));
    await syncFolder(folder);
    const expiresAt = new Date(ctx.platform.clock.now().getTime() + keptDays * 86_400_000);
    return await ctx.transact((inner) =>
      insertUpload(inner, {
        fileName,
        storedAs,
        sizeBytes,
        sha256,
        createdBy: actorName(ctx.actor),
        expiresAt,
      }),
    );
  } catch (error) {
    await rm(partial, { force: true });
    await rm(join(folder, storedAs), { force: true });
    throw error;
  }
}

async function writeSynced(body: Readable, path: string, signal: AbortSignal) {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const piece of body) {
      if (signal.aborted) throw fail('invalid', 'ingestion.upload_broken');
      hash.update(piece);
      sizeBytes += piece.length;
      await file.writeFile(piece);
    }
    await file.sync();
  } catch (error) {
    throw translated(error);
  } finally {
    await file.close();
  }
  return { sizeBytes, sha256: hash.digest('hex') };
}

function translated(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return fail('conflict', 'ingestion.disk_full');
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE')
    return fail('invalid', 'ingestion.upload_broken');
  return error;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
}

/** The stored file of an upload. */
export async function uploadPath(files: Pick<Context, 'folder'>, storedAs: string): Promise<string> {
  if (storedAs === '') throw fail('notFound', 'ingestion.upload_expired');
  return join(await files.folder('uploads'), storedAs);
}
