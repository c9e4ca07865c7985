import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OpenDatabase } from '../db/database.ts';
import { knownMigrations, migrate } from '../db/migrate.ts';
import { giveToOwnerOf } from '../files/data-folder.ts';
import { migrateJobs } from '../jobs/job-runner.ts';
import { ArchiveError } from './archive-error.ts';
import {
  analyse,
  checkRows,
  claimDatabase,
  loadJobs,
  loadRows,
  loosen,
  prepareSession,
  setSequences,
  shapeTables,
  tighten,
} from './load-tables.queries.ts';
import { type ArchivedFile, type ArchiveManifest, filePlace, jobsPlace, tablePlace } from './manifest.ts';
import type { Archive } from './read-archive.ts';
import { schemasOf } from './snapshot.queries.ts';

export interface RestoreOptions {
  archive: Archive;
  database: OpenDatabase;
  /** Gives the folder of one kind of stored files; throws on a kind that this program does not know. */
  folder(name: string): Promise<string>;
  /** Tables that stay empty, also where the archive holds them. */
  leftOut: readonly string[];
  onProgress?: (step: 'rows' | 'keys' | 'files', done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * Restores an archive that `openArchive` found whole into an empty database, brings that to the newest migration, and
 * compares every table with the archive. Ends without taking down the sign that no server may start on it: whoever calls
 * settles what a copy must not do, and then calls `releaseDatabase` in the same transaction. Cut short anywhere it can be
 * begun again, from the start.
 */
export async function restoreArchive(options: RestoreOptions): Promise<void> {
  const { archive, database } = options;
  await checkHistory(archive.manifest);
  const client = await database.pool.connect();
  let sound = false;
  try {
    await prepareSession(client);
    await claimDatabase(client, schemasOf(await knownMigrations()));
    await restoreDatabase(options, client);
    await restoreFiles(options);
    sound = true;
  } finally {
    client.release(!sound);
  }
}

type Client = Parameters<typeof prepareSession>[0];

async function restoreDatabase(options: RestoreOptions, client: Client): Promise<void> {
  const { archive, database, leftOut, onProgress } = options;
  const { manifest } = archive;
  const schemas = schemasOf(manifest.migrations);
  await migrate(database.pool, { upTo: manifest.migrations.at(-1)!.name, restoring: true });
  await shapeTables(client, manifest);
  const tightening = await loosen(client, schemas);
  // An older version may have taken along what this one leaves out.
  const tables = manifest.tables.filter(({ name }) => !leftOut.includes(name));
  const totalRows = tables.reduce((sum, { rows }) => sum + rows, 0);
  let doneRows = 0;
  for (const table of tables) {
    options.signal?.throwIfAborted();
    await loadRows(client, table, archive.content(tablePlace(table)));
    await checkRows(client, table);
    doneRows += table.rows;
    onProgress?.('rows', doneRows, totalRows);
  }
  await tighten(client, tightening, (done, total) => {
    options.signal?.throwIfAborted();
    onProgress?.('keys', done, total);
  });
  await setSequences(client, manifest.sequences);
  await analyse(client, tables);
  await migrateJobs({ database });
  await loadJobs(client, manifest.jobs, archive.content(jobsPlace));
  await migrate(database.pool, { restoring: true });
}

/**
 * Throws ArchiveError unless the archive's migrations are the first of ours: then ours lead on from there. Changes
 * nothing.
 */
export async function checkHistory({ migrations, program }: ArchiveManifest): Promise<void> {
  const ours = await knownMigrations();
  for (const [index, { name, sha256 }] of migrations.entries()) {
    const own = ours[index];
    if (own === undefined) {
      throw new ArchiveError(
        'newer_database',
        `The archive is of a newer version of Perennial (${program}): it has the migration ${name}.`,
        { program, what: name },
      );
    }
    if (own.name === name && own.sha256 === sha256) continue;
    throw new ArchiveError('other_history', `The archive has another migration than this program: ${name}.`, {
      what: name,
    });
  }
}

async function restoreFiles({ archive, folder, onProgress, signal }: RestoreOptions): Promise<void> {
  const { files } = archive.manifest;
  const folders = new Map<string, string>();
  for (const name of new Set(files.map((file) => file.folder))) {
    const path = await folder(name);
    await mkdir(path, { recursive: true, mode: 0o700 });
    // Left by a restore that was cut short; whoever calls has seen that nobody else's lie here.
    for (const left of await readdir(path)) await rm(join(path, left), { recursive: true });
    folders.set(name, path);
  }
  for (const [index, file] of files.entries()) {
    signal?.throwIfAborted();
    await restoreFile(join(folders.get(file.folder)!, file.name), file, archive.content(filePlace(file)));
    onProgress?.('files', index + 1, files.length);
  }
  for (const path of folders.values()) {
    const opened = await open(path, 'r');
    await opened.sync().finally(() => opened.close());
  }
}

async function restoreFile(path: string, file: ArchivedFile, content: AsyncGenerator<Buffer>): Promise<void> {
  const hash = createHash('sha256');
  const hashed = async function* () {
    for await (const piece of content) {
      hash.update(piece);
      yield piece;
    }
  };
  const partial = `${path}.partial`;
  await pipeline(hashed(), createWriteStream(partial, { mode: 0o600, flush: true }));
  if (hash.digest('hex') !== file.sha256) {
    throw new ArchiveError('differs', `${filePlace(file)} is not the file of the archive.`, {
      what: filePlace(file),
    });
  }
  giveToOwnerOf(dirname(path), partial);
  await rename(partial, path);
}
