import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { defineJob } from '#platform/jobs/jobs.ts';
import { keptNames } from './attachments.queries.ts';

const atOnce = 500;
/** A file that is still coming in, or has just come, is not named by a row yet. */
const graceMs = 86_400_000;

/** Deletes files that no attachment names: those with these names, or all that have lain there for a day. */
export const sweepAttachmentsJob = defineJob({
  name: 'sweep-attachments',
  payload: z.object({ names: z.array(z.string()).optional() }),
  attempts: 5,
  schedule: '40 3 * * *',
  async run(ctx, payload) {
    const folder = await ctx.platform.folder('attachments');
    const { names = await oldFiles(folder, ctx.platform.clock.now()) } = payload as { names?: string[] };
    for (let from = 0; from < names.length && !ctx.signal.aborted; from += atOnce) {
      const some = names.slice(from, from + atOnce);
      const kept = await ctx.transact((inner) => keptNames(inner, some));
      for (const name of some) if (!kept.has(name)) await rm(join(folder, name), { force: true });
    }
  },
});

async function oldFiles(folder: string, now: Date): Promise<string[]> {
  const old: string[] = [];
  for (const name of await readdir(folder)) {
    const file = await stat(join(folder, name)).catch(() => undefined);
    if (file && now.getTime() - file.mtimeMs > graceMs) old.push(name);
  }
  return old;
}
