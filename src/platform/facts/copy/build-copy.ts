import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenDatabase } from '../../db/database.ts';
import { columnarTexts, placedStamp } from '../../db/fact-views.ts';
import { buildReadings } from './build-readings.queries.ts';
import { fileForBuild, keptFiles, removeFile } from './copy-folder.ts';
import type { CopyProcess } from './copy-process.ts';
import type { CopyState } from './copy-protocol.ts';
import { beginReading, canGoOnFrom, factTables, openMoment, originOf } from './fact-changes.queries.ts';
import { writeRows } from './write-rows.queries.ts';

/** What a build or a round works with. */
export interface CopyWork {
  process: CopyProcess;
  database: Pick<OpenDatabase, 'pool' | 'openForBulk'>;
  folder: string;
  signal: AbortSignal;
}

/**
 * Opens the copy that lies in the folder, and removes all others. Undefined where there is none that can be gone on from:
 * of other views, of another database, harmed, or left so long that what changed since is forgotten.
 */
export async function openKept(work: CopyWork): Promise<CopyState | undefined> {
  const [newest, ...others] = await keptFiles(work.folder);
  for (const file of others) await removeFile(file);
  if (newest === undefined) return undefined;
  const state = await work.process.work({ type: 'open', file: newest }).catch(() => undefined);
  if (state && (await isContinuable(work.database.pool, state))) return state;
  if (!state) await removeFile(newest);
  return undefined;
}

async function isContinuable(
  pool: OpenDatabase['pool'],
  { stamp, origin, build, snapshot }: CopyState,
): Promise<boolean> {
  const client = await pool.connect();
  try {
    if (stamp !== (await placedStamp(client)) || origin !== (await originOf(client))) return false;
    return await canGoOnFrom(client, build, snapshot);
  } finally {
    client.release();
  }
}

/** Builds a copy of everything as it is at one moment; the one before answers until this one is whole. */
export async function buildCopy({ process, database, folder, signal }: CopyWork): Promise<CopyState> {
  const build = randomUUID();
  await beginReading(database.pool, build);
  const client = await database.openForBulk();
  try {
    const { snapshot, asOf } = await openMoment(client);
    const tables = await factTables(client);
    const state = {
      stamp: await placedStamp(client),
      origin: await originOf(client),
      build,
      snapshot,
      asOf,
    };
    await process.work({
      type: 'begin',
      file: await fileForBuild(folder),
      tables,
      functions: await columnarTexts(),
    });
    const loads: Promise<unknown>[] = [];
    let failure: unknown;
    for (const { statement, table, narrow } of await buildReadings(client, tables)) {
      const file = join(folder, `${table.name}.tsv`);
      await writeRows(client, statement, file, signal);
      if (failure) break;
      // What comes next is read from PostgreSQL while this is loaded.
      const load = process.work({ type: 'load', table, file, ...(narrow ? { narrow } : {}) });
      loads.push(load.finally(() => rm(file, { force: true })));
      loads.at(-1)!.catch((error) => {
        failure ??= error;
      });
    }
    await Promise.all(loads);
    await process.work({ type: 'finish', state });
    return state;
  } catch (error) {
    // A disk that was full has room again.
    await process.work({ type: 'abandon' }).catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
