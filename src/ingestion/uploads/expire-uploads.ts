import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '#platform/db/context.ts';
import {
  expiredUploads,
  forgetFailedValues,
  forgetFile,
  forgetUnpacked,
  knownNames,
} from './uploads.queries.ts';

/** A file that nobody names is left alone this long: it may be on its way. */
const orphanMs = 86_400_000;
const namesAtOnce = 1000;

/**
 * Deletes the files of uploads past their 30 days with what they were unpacked into, and what is kept of the cells of
 * their failed rows. The files go first: a crash
 * in between is mended next time. Gives how many uploads it were.
 */
export async function expireUploads(ctx: Context): Promise<number> {
  const folder = await ctx.folder('uploads');
  const expired = await expiredUploads(ctx);
  for (const { id, storedAs } of expired) {
    for (const name of [storedAs, ...(await forgetUnpacked(ctx, id))])
      await rm(join(folder, name), { force: true });
    await forgetFailedValues(ctx, id);
    await forgetFile(ctx, id);
  }
  return expired.length;
}

/**
 * Deletes files that belong to nobody: transfers and unpackings that were unfinished when a server before this one
 * (`startedAt`) ended, at once, and all others after a day, as what was unpacked for drafts that were thrown away.
 * Gives how many it were.
 */
export async function sweepOrphans(
  ctx: Context,
  startedAt = new Date(performance.timeOrigin),
): Promise<number> {
  const folder = await ctx.folder('uploads');
  const names = await readdir(folder);
  const before = ctx.clock.now().getTime() - orphanMs;
  let swept = 0;
  for (let at = 0; at < names.length; at += namesAtOnce) {
    const some = names.slice(at, at + namesAtOnce);
    const known = await knownNames(ctx, some);
    for (const name of some) {
      if (known.has(name)) continue;
      const path = join(folder, name);
      const file = await stat(path).catch(() => undefined);
      const lost = name.endsWith('.partial') && (file?.mtimeMs ?? 0) < startedAt.getTime();
      if (!file?.isFile() || (file.mtimeMs > before && !lost)) continue;
      await rm(path, { force: true });
      swept++;
    }
  }
  return swept;
}
