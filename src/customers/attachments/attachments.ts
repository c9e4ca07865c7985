import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { FileAnswer, StreamContext } from '#platform/http/bind.ts';
import { activityExists } from '../activities/activities.queries.ts';
import { customerExists, lockCustomer, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import { type Attachment, attachmentLimits } from './attachments.contract.ts';
import {
  attachmentsOf,
  deleteAttachment,
  findAttachment,
  insertAttachment,
  usageOf,
} from './attachments.queries.ts';
import { storeFile } from './store-file.ts';
import { typeOfFile } from './type-by-content.ts';

const folderName = 'attachments';

/** The files of a customer and what they take up. Fails with customers.not_found. */
export async function attachments(ctx: Context, { id }: { id: string }) {
  if (!(await customerExists(ctx, id, 'any'))) throw fail('notFound', 'customers.not_found');
  const { files, bytes } = await usageOf(ctx, id);
  return { items: await attachmentsOf(ctx, id), files, bytes: String(bytes) };
}

/**
 * Keeps a file with a customer. The caps hold however many come at once, since the customer is locked while they are
 * counted. Fails with customers.not_found, customers.not_yours, customers.activity_not_found, customers.attachments_full and
 * as `storeFile`.
 */
export async function addAttachment(
  ctx: StreamContext,
  { id, fileName, activityId }: { id: string; fileName: string; activityId?: string | undefined },
): Promise<Attachment> {
  const room = await ctx.transact(async (inner) => {
    await refuseUnchangeable(inner, id);
    if (activityId !== undefined && !(await activityExists(inner, id, activityId)))
      throw fail('notFound', 'customers.activity_not_found');
    return roomFor(inner, id);
  });
  const folder = await ctx.platform.folder(folderName);
  const mostBytes = Math.min(attachmentLimits.fileBytes, room);
  const stored = await storeFile({ body: ctx.body, folder, mostBytes, signal: ctx.signal });
  try {
    return await ctx.transact(async (inner) => {
      await lockCustomer(inner, id);
      if (stored.sizeBytes > (await roomFor(inner, id))) throw full();
      const kept = await insertAttachment(inner, id, { ...stored, fileName, activityId: activityId ?? null });
      await inner.audit('customers.add_attachment', `customer:${id}`, {
        attachmentId: kept.id,
        sizeBytes: stored.sizeBytes,
      });
      return kept;
    });
  } catch (error) {
    await rm(join(folder, stored.storedAs), { force: true });
    throw error;
  }
}

const full = () => fail('conflict', 'customers.attachments_full', { values: { ...attachmentLimits } });

/** Bytes that one more file may have. */
async function roomFor(ctx: Context, id: string): Promise<number> {
  const { files, bytes } = await usageOf(ctx, id);
  const room = attachmentLimits.customerBytes - bytes;
  if (files >= attachmentLimits.files || room <= 0) throw full();
  return room;
}

/**
 * The bytes of a file, for a download or a picture: what it is called is told by its first bytes once more, whatever the row
 * says, and nothing that a browser would run has a name. Each download is audited, and counts as a row of a key's
 * day. Fails with customers.attachment_not_found, seen or not.
 */
export async function attachmentFile(
  ctx: StreamContext,
  { id, attachmentId }: { id: string; attachmentId: string },
): Promise<FileAnswer> {
  const found = await ctx.transact((inner) => named(inner, id, attachmentId));
  await ctx.takeRows(1);
  await ctx.transact((inner) =>
    inner.audit('customers.fetch_attachment', `customer:${id}`, { attachmentId, fileName: found.fileName }),
  );
  const path = join(await ctx.platform.folder(folderName), found.storedAs);
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) throw fail('notFound', 'customers.attachment_not_found');
  return {
    contentType: await typeOfFile(file),
    fileName: found.fileName,
    stream: createReadStream(path, { fd: file }),
  };
}

async function named(ctx: Context, id: string, attachmentId: string) {
  if (!(await customerExists(ctx, id, 'any'))) throw fail('notFound', 'customers.not_found');
  const found = await findAttachment(ctx, id, attachmentId);
  if (!found) throw fail('notFound', 'customers.attachment_not_found');
  return found;
}

/** Removes a file; its bytes go once that is committed. Fails with customers.not_found, _not_yours and _attachment_not_found. */
export async function removeAttachment(
  ctx: Context,
  { id, attachmentId }: { id: string; attachmentId: string },
): Promise<Record<string, never>> {
  await refuseUnchangeable(ctx, id, 'any');
  const found = await named(ctx, id, attachmentId);
  if (!(await deleteAttachment(ctx, id, attachmentId)))
    throw fail('notFound', 'customers.attachment_not_found');
  await ctx.enqueue('sweep-attachments', { names: [found.storedAs] });
  await ctx.audit('customers.remove_attachment', `customer:${id}`, {
    attachmentId,
    fileName: found.fileName,
  });
  return {};
}
