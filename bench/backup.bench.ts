import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { leftOutTables } from '#admin/public.ts';
import type { Installation } from '#apps/installation.ts';
import { restoreInstallation } from '#apps/restore-installation.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import { backUp } from '#platform/archive/back-up.ts';
import type { ArchiveManifest } from '#platform/archive/manifest.ts';
import { openArchive } from '#platform/archive/read-archive.ts';
import { openSnapshot } from '#platform/archive/snapshot.queries.ts';
import { readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';
import { argumentsOf, type Peak, report, watchMemory } from './bench.ts';
import { importFile, withInstallation } from './installation.ts';

/**
 * Backs an installation with generated order lines up, reads the archive back, and restores it into another data folder.
 * The reference is the bare COPY of the same tables into nothing, and of the restore the backup itself.
 */
const given = argumentsOf(process.argv.slice(2));
const lines = Number(given.rows ?? 1_000_000);
const bench = 'backup';

await withInstallation(async (installation, folder) => {
  const file = join(folder, 'orders.csv');
  await writeOrdersCsv(file, { rows: lines, seed: 7 });
  await importFile(installation, file, 'orders');
  await installation.platform.database.pool.query('vacuum analyze');
  const reference = await bareCopySeconds(installation);
  const path = join(folder, 'archive.tar');
  const { manifest, seconds } = await measureBackup(installation, path, reference);
  await measureVerify(path, manifest);
  await measureRestore(path, join(folder, 'restored'), manifest, seconds);
});

function rowsOf({ tables }: ArchiveManifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}

/** Before they are packed. */
function bytesOf({ tables, files }: ArchiveManifest): number {
  return [...tables, ...files].flatMap(({ parts }) => parts).reduce((sum, { bytes }) => sum + bytes, 0);
}

async function bareCopySeconds({ platform }: Installation): Promise<number> {
  const snapshot = await openSnapshot(platform.database.pool, leftOutTables);
  const start = performance.now();
  for (const table of snapshot.tables) await pipeline(snapshot.rowsOf(table), createWriteStream('/dev/null'));
  const seconds = (performance.now() - start) / 1000;
  await snapshot.end();
  return seconds;
}

async function measureBackup({ platform }: Installation, path: string, reference: number) {
  const uploads = await platform.folder('uploads');
  const { seconds, result, peak } = await timed(() =>
    backUp({
      database: platform.database,
      path,
      takenAt: new Date(),
      folders: [{ name: 'uploads', path: uploads }],
      holdFolder: `${uploads}-held`,
      leftOut: leftOutTables,
    }),
  );
  const { manifest } = result;
  tell('backup', manifest, seconds, peak, rowsOf(manifest) / reference);
  report({ bench, case: 'backup', metric: 'archive', value: megabytes((await stat(path)).size), unit: 'MB' });
  return { manifest, seconds };
}

async function measureVerify(path: string, manifest: ArchiveManifest): Promise<void> {
  const { seconds, peak } = await timed(async () => (await openArchive(path)).close());
  tell('verify', manifest, seconds, peak);
}

async function measureRestore(
  path: string,
  dataFolder: string,
  manifest: ArchiveManifest,
  reference: number,
) {
  const config = readConfig({ PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'warn' });
  const { seconds, peak } = await timed(() => restoreInstallation({ config, log: openLog('warn'), path }));
  tell('restore', manifest, seconds, peak, rowsOf(manifest) / reference);
}

async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T; peak: Peak }> {
  const memory = watchMemory(250);
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result, peak: memory.stop() };
}

function tell(
  name: string,
  manifest: ArchiveManifest,
  seconds: number,
  peak: Peak,
  reference?: number,
): void {
  const base = { bench, case: `${name} ${lines}` };
  const rowsPerSecond = rowsOf(manifest) / seconds;
  const compared =
    reference === undefined
      ? {}
      : { reference: Math.round(reference), ratio: Math.round((reference / rowsPerSecond) * 10) / 10 };
  report({ ...base, metric: 'rows_per_s', value: Math.round(rowsPerSecond), unit: '1/s', ...compared });
  report({
    ...base,
    metric: 'megabytes_per_s',
    value: Math.round(bytesOf(manifest) / 1e6 / seconds),
    unit: 'MB/s',
  });
  report({ ...base, metric: 'seconds', value: Math.round(seconds * 10) / 10, unit: 's' });
  report({ ...base, metric: 'peak_memory', value: megabytes(peak.ownBytes), unit: 'MB' });
  report({ ...base, metric: 'peak_memory_database', value: megabytes(peak.databaseBytes), unit: 'MB' });
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}
