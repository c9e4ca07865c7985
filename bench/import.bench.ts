import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { setupLink } from '#admin/public.ts';
import { type Installation, startInstallation } from '#apps/installation.ts';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import { readConfig } from '#platform/config/config.ts';
import { openLog } from '#platform/config/log.ts';
import { cliSocketPath } from '#platform/files/socket-folder.ts';
import { argumentsOf, report, watchMemory } from './bench.ts';

/**
 * Imports generated order lines, or customers with every fifth row dirty, into a fresh installation with the settings of production, and measures the bare
 * COPY of the same rows into an unindexed table of the same server as the reference.
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

const folder = await mkdtemp(join(tmpdir(), 'perennial-bench-'));
try {
  const file = join(folder, `${as}.csv`);
  const known = await write(file);
  const config = readConfig({ PERENNIAL_DATA: join(folder, 'data'), LOG_LEVEL: 'warn' });
  const installation = await startInstallation({ config, log: openLog('warn') });
  try {
    await setUpChineseShop(installation);
    await measure(installation, file, known);
  } finally {
    await installation.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function write(file: string): Promise<Known> {
  if (as === 'orders') {
    const sums = await writeOrdersCsv(file, { rows, seed: 7 });
    return { rows: sums.rows, stored: sums.rows, goal: 30_000 };
  }
  const sums = await writeCustomersCsv(file, { rows, seed: 7, dirtyPermille: 200 });
  return { rows: sums.rows, stored: sums.rows - sums.blankRows - sums.unreadableRows, goal: 20_000 };
}

/** The generated lines are mostly in CNY, as are the shop's own sums. */
async function setUpChineseShop(installation: Installation): Promise<void> {
  const link = new URL((await setupLink(installation.platform))!, 'http://localhost');
  await call(cliSocketPath(installation.platform.config.dataFolder), 'POST', '/setup', {
    token: link.searchParams.get('token'),
    organisationName: 'Bench',
    ownerName: 'Bench',
    email: 'bench@example.com',
    password: 'a long enough phrase',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    language: 'zh',
  });
}

async function measure(installation: Installation, file: string, known: Known): Promise<void> {
  const lines = known.rows;
  const reference = lines / (await bareCopySeconds(installation, file));
  const memory = watchMemory();
  const imported = await importFile(installation, file);
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
  const again = await importFile(installation, file);
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

async function importFile(installation: Installation, file: string) {
  const socketPath = cliSocketPath(installation.platform.config.dataFolder);
  const upload = await call(
    socketPath,
    'POST',
    `/uploads?fileName=${as}.csv`,
    createReadStream(file, { highWaterMark: 1 << 20 }),
  );
  const draft = await call(socketPath, 'POST', '/imports', { uploadId: upload.id, as });
  const start = performance.now();
  await call(socketPath, 'POST', `/imports/${draft.id}/start`, {});
  for (;;) {
    const now = await call(socketPath, 'GET', `/imports/${draft.id}`);
    if (now.state === 'done') return { ...now, seconds: (performance.now() - start) / 1000 };
    if (now.state !== 'running' && now.state !== 'queued') throw new Error(JSON.stringify(now.error));
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a benchmark reads answers whose shapes the contracts guarantee.
async function call(socketPath: string, method: string, path: string, body?: object): Promise<any> {
  const isStream = body !== undefined && 'pipe' in body;
  const type = isStream ? 'application/octet-stream' : 'application/json';
  const answer = await new Promise<import('node:http').IncomingMessage>((resolve, reject) => {
    const outgoing = request(
      { socketPath, method, path: `/api/v1${path}`, headers: body ? { 'content-type': type } : {} },
      resolve,
    );
    outgoing.on('error', reject);
    if (isStream) pipeline(body as NodeJS.ReadableStream, outgoing).catch(reject);
    else outgoing.end(body ? JSON.stringify(body) : undefined);
  });
  let text = '';
  for await (const piece of answer) text += piece;
  if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${text}`);
  return JSON.parse(text);
}
