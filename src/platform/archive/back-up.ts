import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDatabase } from '../db/database.ts';
import { type HeldFiles, holdFiles, openHeld } from './hold-files.ts';
import {
  type ArchivedFile,
  type ArchiveManifest,
  archiveFormat,
  filePlace,
  jobsPlace,
  tablePlace,
} from './manifest.ts';
import { sumRows } from './row-sum.ts';
import { openSnapshot, type Snapshot } from './snapshot.queries.ts';
import { type ArchiveWriter, writeArchive } from './write-archive.ts';

export interface BackUpOptions {
  database: OpenDatabase;
  /** Where the archive goes; there must be no file yet. */
  path: string;
  takenAt: Date;
  /** Folders of stored files. */
  folders: readonly { name: string; path: string }[];
  /** A folder of our own beside those, on the same disk. */
  holdFolder: string;
  /** Tables whose rows mean nothing in a restored copy. */
  leftOut: readonly string[];
  /** Told after every few rows; `totalRows` is an estimate. */
  onProgress?: (doneRows: number, totalRows: number) => void;
  signal?: AbortSignal;
}

export interface BackedUp {
  sizeBytes: number;
  manifest: ArchiveManifest;
}

const { version: program } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
) as { version: string };

/**
 * Writes one archive of everything as it was at one moment, while everybody goes on working. It has its name only once
 * it is whole and on the disk. Memory does not grow with the amount of data.
 */
export async function backUp(options: BackUpOptions): Promise<BackedUp> {
  const held = await holdFiles(options.folders, options.holdFolder);
  try {
    const snapshot = await openSnapshot(options.database.pool, options.leftOut);
    try {
      await held.holdMore();
      return await writeAll(options, snapshot, held);
    } finally {
      await snapshot.end();
    }
  } finally {
    await held.release();
  }
}

async function writeAll(options: BackUpOptions, snapshot: Snapshot, held: HeldFiles): Promise<BackedUp> {
  const { postgres, migrations } = snapshot;
  const head = { format: archiveFormat, takenAt: options.takenAt.toISOString(), program, postgres };
  const writer = await writeArchive(options.path, head);
  try {
    const tables = await writeTables(options, snapshot, writer);
    const jobs = await writeRows(writer, jobsPlace, snapshot.jobs(), options.signal);
    const sequences = await snapshot.sequences();
    await snapshot.end();
    const files = await writeFiles(writer, held, options.signal);
    const manifest: ArchiveManifest = {
      ...head,
      migrations,
      tables,
      leftOut: [...options.leftOut],
      sequences,
      jobs: { columns: [...snapshot.jobColumns], ...jobs },
      files,
    };
    return { manifest, sizeBytes: await writer.finish(manifest) };
  } finally {
    await writer.discard();
  }
}

async function writeTables(
  { onProgress, signal }: BackUpOptions,
  snapshot: Snapshot,
  writer: ArchiveWriter,
): Promise<ArchiveManifest['tables']> {
  const written: ArchiveManifest['tables'] = [];
  let doneRows = 0;
  let toCome = snapshot.tables.reduce((sum, { estimatedRows }) => sum + estimatedRows, 0);
  for (const table of snapshot.tables) {
    const { name, monthOf, columns, estimatedRows } = table;
    const tell = (rows: number) =>
      onProgress?.(doneRows + rows, Math.max(doneRows + toCome, doneRows + rows));
    const rows = await writeRows(writer, tablePlace(table), snapshot.rowsOf(table), signal, tell);
    written.push({ name, ...(monthOf === undefined ? {} : { monthOf }), columns, ...rows });
    doneRows += rows.rows;
    toCome -= estimatedRows;
  }
  return written;
}

async function writeRows(
  writer: ArchiveWriter,
  place: string,
  rows: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
  tell?: (rows: number) => void,
) {
  const summed = sumRows();
  const passing = async function* () {
    for await (const piece of rows) {
      signal?.throwIfAborted();
      summed.add(piece);
      tell?.(summed.rows());
      yield piece;
    }
  };
  const parts = await writer.append(place, passing());
  return { rows: summed.rows(), sum: summed.sum(), parts };
}

async function writeFiles(
  writer: ArchiveWriter,
  held: HeldFiles,
  signal: AbortSignal | undefined,
): Promise<ArchivedFile[]> {
  const written: ArchivedFile[] = [];
  for (const file of held.files) {
    const opened = await openHeld(file);
    if (opened === undefined) continue;
    const hash = createHash('sha256');
    let bytes = 0;
    const passing = async function* () {
      for await (const piece of opened) {
        signal?.throwIfAborted();
        hash.update(piece);
        bytes += piece.length;
        yield piece;
      }
    };
    const { folder, name } = file;
    const parts = await writer.append(filePlace(file), passing());
    written.push({ folder, name, bytes, sha256: hash.digest('hex'), parts });
  }
  return written;
}
