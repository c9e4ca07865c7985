import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Installation } from '#apps/installation.ts';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import { argumentsOf, report, watchMemory } from './bench.ts';
import { importFile, withInstallation } from './installation.ts';

/**
 * Imports generated order lines, or customers with every fifth row dirty, into a fresh installation with the settings
 * of production, and measures the bare COPY of the same rows into an unindexed table of the same server as the
 * reference.
 */
const given = argumentsOf(process.argv.slice(2));
const rows = Number(given.rows ?? 1_000_000);
const as = given.as ?? 'orders';
if (as !== 'orders' && as !== 'customers') throw new Error('Measured are --as orders and --as customers.');

/** What a reader must make of the generated file, and what to reach for in rows a second. */
interface Known {
  rows: number;
  /** Rows that must be stored; the others fail or are blank. */
  stored: number;
  goal: number;
}

await withInstallation(async (installation, folder) => {
  const file = join(folder, `${as}.csv`);
  await measure(installation, file, await write(file));
});

async function write(file: string): Promise<Known> {
  if (as === 'orders') {
    const sums = await writeOrdersCsv(file, { rows, seed: 7 });
    return { rows: sums.rows, stored: sums.rows, goal: 30_000 };
  }
  const sums = await writeCustomersCsv(file, { rows, seed: 7, dirtyPermille: 200 });
  return { rows: sums.rows, stored: sums.rows - sums.blankRows - sums.unreadableRows, goal: 20_000 };
}

async function measure(installation: Installation, file: string, known: Known): Promise<void> {
  const lines = known.rows;
  const reference = lines / (await bareCopySeconds(installation, file));
  const memory = watchMemory();
  const imported = await importFile(installation, file, as);
  const peak = memory.stop();
  const stored = imported.created + imported.updated + imported.unchanged;
  if (stored !== known.stored) throw new Error(`Stored ${stored} of ${known.stored} rows.`);
  const rowsPerSecond = lines / imported.seconds;
  const base = { bench: 'import', case: `${as} ${lines}` };
  report({
    ...base,
    metric: 'rows_per_s',
    value: Math.round(rowsPerSecond),
    unit: '1/s',
    reference: Math.round(reference),
    ratio: round(reference / rowsPerSecond),
    goal: known.goal,
  });
  report({ ...base, metric: 'seconds', value: round(imported.seconds), unit: 's' });
  report({ ...base, metric: 'peak_memory', value: Math.round(peak.ownBytes / 1e6), unit: 'MB' });
  report({
    ...base,
    metric: 'peak_memory_database',
    value: Math.round(peak.databaseBytes / 1e6),
    unit: 'MB',
  });
  report({ ...base, metric: 'file', value: Math.round((await stat(file)).size / 1e6), unit: 'MB' });
  const again = await importFile(installation, file, as);
  if (again.unchanged !== known.stored)
    throw new Error(`The same file again changed ${known.stored - again.unchanged} rows.`);
  report({
    ...base,
    case: `${as} ${lines} again`,
    metric: 'rows_per_s',
    value: Math.round(lines / again.seconds),
    unit: '1/s',
  });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** COPY of the file as it is into text columns, logged like every table of ours. */
async function bareCopySeconds(installation: Installation, file: string): Promise<number> {
  const { pool } = installation.platform.database;
  const client = await pool.connect();
  try {
    const even = await evened(file);
    const width = await columnsOf(even);
    const columns = Array.from({ length: width }, (_, index) => `c${index} text`).join(', ');
    await client.query(`create table public.bare_copy (${columns})`);
    const start = performance.now();
    const target = client.query(copyFrom('copy public.bare_copy from stdin (format csv, header)'));
    await pipeline(createReadStream(even, { highWaterMark: 1 << 20 }), target);
    const seconds = (performance.now() - start) / 1000;
    await client.query('drop table public.bare_copy');
    return seconds;
  } finally {
    client.release();
  }
}

/** The file without the cells that some dirty rows have too many, which COPY does not take. */
async function evened(file: string): Promise<string> {
  if (as === 'orders') return file;
  const even = `${file}.even`;
  await pipeline(
    createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 }),
    async function* (pieces) {
      let rest = '';
      for await (const piece of pieces) {
        const text = rest + piece;
        const end = text.lastIndexOf('\n') + 1;
        rest = text.slice(end);
        yield text.slice(0, end).replaceAll(',多,余\r\n', '\r\n');
      }
      yield rest;
    },
    createWriteStream(even),
  );
  return even;
}

async function columnsOf(file: string): Promise<number> {
  for await (const piece of createReadStream(file, { end: 10_000 }))
    return String(piece).split('\n', 1)[0]!.split(',').length;
  throw new Error('The file is empty.');
}
