import { createReadStream, createWriteStream } from 'node:fs';
import { open, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import type { Installation } from '#apps/installation.ts';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { encodeAs, holds } from '#ingestion/imports/reading/encoding.fixtures.ts';
import { workbookOf } from '#ingestion/imports/unpacking/workbook.fixtures.ts';
import { argumentsOf, report } from './bench.ts';
import { call, sendFile, withInstallation } from './installation.ts';

/**
 * Shows files of many kinds as a person sees them before an import, over HTTP: `first` is what the page asks for behind
 * the upload (the parts of the file, the draft, its preview), a second or more after it was opened; `again` is a preview
 * after a change. The reference decodes the head of the same text and splits it into cells.
 */
const given = argumentsOf(process.argv.slice(2));
const rows = Number(given.rows ?? 100_000);
const times = 7;
const goalMs = 1000;
/** Nobody chooses a file faster. */
const choosingMs = 1000;
/** As much as a preview reads of a text. */
const headBytes = 1 << 20;

await withInstallation(async (installation, folder) => {
  const plain = join(folder, 'customers.csv');
  await writeCustomersCsv(plain, { rows, seed: 7, dirtyPermille: 200 });
  const files: [string, encoding?: string][] = [
    [plain, 'utf-8'],
    [await chinese(plain, join(folder, 'customers-gb18030.csv')), 'gb18030'],
    [await packed(plain, `${plain}.gz`)],
    [await asWorkbook(plain, join(folder, 'customers.xlsx'))],
    [await wide(join(folder, 'wide.csv')), 'utf-8'],
  ];
  for (const [file, encoding] of files) {
    // The process that made the last preview is gone, as on a server that nobody used.
    await sleep(given.warm === undefined ? 61_000 : 0);
    await measure(installation, file, encoding);
  }
});

async function measure(installation: Installation, file: string, encoding?: string): Promise<void> {
  const name = basename(file);
  await call(installation, 'POST', '/uploads/expected', {});
  await sleep(choosingMs);
  const upload = await sendFile(installation, name, file);
  const start = performance.now();
  const { parts } = await call(installation, 'GET', `/uploads/${upload.id}/parts`);
  const draft = await call(installation, 'POST', '/imports', { uploadId: upload.id, part: parts[0]?.part });
  const { dialect, mapping } = draft;
  const look = () =>
    call(installation, 'POST', `/imports/${draft.id}/preview`, { dialect, mapping, as: mapping.as });
  const shown = await look();
  const first = performance.now() - start;
  if (shown.columns.length === 0) throw new Error(`The preview of ${name} is empty.`);
  const again = await median(look);
  const bare = encoding === undefined ? undefined : await median(() => bareHead(file, encoding));
  const reference = bare === undefined ? {} : { reference: round(bare), ratio: round(again / bare) };
  const base = {
    bench: 'preview',
    case: `${name} ${Math.round((await stat(file)).size / 1e6)} MB`,
    unit: 'ms',
  };
  report({ ...base, metric: 'first', value: round(first), goal: goalMs });
  report({ ...base, metric: 'again', value: round(again), ...reference, goal: goalMs });
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[Math.floor(times / 2)]!;
}

async function bareHead(file: string, encoding: string): Promise<number> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead));
    return text.split('\n').reduce((cells, line) => cells + line.split(',').length, 0);
  } finally {
    await handle.close();
  }
}

async function chinese(from: string, to: string): Promise<string> {
  const text = [...(await readFile(from, 'utf8'))]
    .filter((character) => holds(character, 'gb18030'))
    .join('');
  await writeFile(to, encodeAs(text, 'gb18030'));
  return to;
}

async function packed(from: string, to: string): Promise<string> {
  await pipeline(createReadStream(from), createGzip(), createWriteStream(to));
  return to;
}

async function asWorkbook(from: string, to: string): Promise<string> {
  const lines = (await readFile(from, 'utf8')).split('\r\n').slice(0, 20_000);
  await writeFile(to, workbookOf([{ name: 'customers', rows: lines.map((line) => line.split(',')) }]));
  return to;
}

/** Hardly anybody has as many columns. */
async function wide(to: string): Promise<string> {
  const columns = Array.from({ length: 1000 }, (_, index) => index);
  const lines = Array.from({ length: 2000 }, (_, row) =>
    columns.map((column) => `${row}.${column}`).join(','),
  );
  await writeFile(to, [columns.map((column) => `field ${column}`).join(','), ...lines].join('\n'));
  return to;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
