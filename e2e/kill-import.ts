import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import { callSocket, startServerProcess } from './installation/server-process.ts';

export interface KillRun {
  as: 'orders' | 'customers';
  rows: number;
  kills: number;
  seed: number;
}

/** What a file holds, counted by whoever wrote it. */
export interface WrittenFile {
  rows: number;
  unreadable: number;
  blank: number;
  /** Of order files. */
  orders: number;
  guestLines: number;
}

export interface KillRound {
  file: WrittenFile;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
  first: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
  again: any;
}

/**
 * Imports generated files while the server is killed with SIGKILL at random moments and started again; each file
 * once more when it is done. A file that is done before all kills have come is followed by another. The moments
 * follow from the seed.
 */
export async function killImport(run: KillRun): Promise<{ kills: number; rounds: KillRound[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-kill-'));
  const dataFolder = join(folder, 'data');
  const random = seededRandom(run.seed);
  let server = await startServerProcess(dataFolder);
  try {
    const rounds: KillRound[] = [];
    let kills = 0;
    while (kills < run.kills) {
      const path = join(folder, `${rounds.length}.csv`);
      const file = await writeFileOf(run, path, run.seed + rounds.length);
      const id = await startImport(dataFolder, path, run.as);
      while (kills < run.kills && (await isAtWork(dataFolder, id))) {
        await sleep(random() * 1500);
        await server.kill();
        kills += 1;
        server = await startServerProcess(dataFolder);
      }
      const first = await untilEnded(dataFolder, id);
      rounds.push({
        file,
        first,
        again: await untilEnded(dataFolder, await startImport(dataFolder, path, run.as)),
      });
    }
    return { kills, rounds };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function writeFileOf(run: KillRun, path: string, seed: number): Promise<WrittenFile> {
  if (run.as === 'orders') {
    const sums = await writeOrdersCsv(path, { rows: run.rows, seed, dirtyPermille: 20 });
    return { ...sums, unreadable: sums.unreadableRows, blank: 0 };
  }
  const sums = await writeCustomersCsv(path, { rows: run.rows, seed, dirtyPermille: 100 });
  return {
    rows: sums.rows,
    unreadable: sums.unreadableRows,
    blank: sums.blankRows,
    orders: 0,
    guestLines: 0,
  };
}

/** What does not add up in a round, in words; empty where all is right. */
export function faultsOf({ file, first, again }: KillRound): string[] {
  const stored = file.rows - file.unreadable - file.blank;
  const faults: string[] = [];
  const expectSame = (what: string, got: unknown, wanted: unknown) => {
    if (got !== wanted) faults.push(`${what}: ${got} in place of ${wanted}`);
  };
  for (const [name, sums] of Object.entries({ first, again })) {
    expectSame(`${name} state`, sums.state, 'done');
    expectSame(`${name} rows`, sums.rowsIn, file.rows);
    expectSame(`${name} failed`, sums.failed, file.unreadable);
    expectSame(`${name} skipped`, sums.skipped, file.blank);
    expectSame(`${name} stored`, sums.created + sums.updated + sums.unchanged, stored);
    expectSame(`${name} orders`, sums.orders, file.orders);
    expectSame(`${name} guests`, sums.guestLines, file.guestLines);
  }
  expectSame('customers of both', again.customers, first.customers);
  expectSame('created the second time', again.created, 0);
  expectSame('updated the second time', again.updated, 0);
  return faults;
}

async function startImport(dataFolder: string, file: string, as: KillRun['as']): Promise<string> {
  const upload = await callSocket(dataFolder, 'POST', '/uploads?fileName=rows.csv', { file });
  const draft = await callSocket(dataFolder, 'POST', '/imports', { uploadId: upload.id, as });
  await callSocket(dataFolder, 'POST', `/imports/${draft.id}/start`, {});
  return draft.id;
}

/** Waits until a server has taken the import up; false where it has ended. */
async function isAtWork(dataFolder: string, id: string): Promise<boolean> {
  const before = await callSocket(dataFolder, 'GET', `/imports/${id}`);
  for (;;) {
    const now = await callSocket(dataFolder, 'GET', `/imports/${id}`);
    if (now.state !== 'running' && now.state !== 'queued') return false;
    if (now.rowsIn > before.rowsIn || (now.state === 'running' && before.rowsIn === 0)) return true;
    await sleep(50);
  }
}

async function untilEnded(dataFolder: string, id: string) {
  for (;;) {
    const now = await callSocket(dataFolder, 'GET', `/imports/${id}`);
    if (now.state !== 'running' && now.state !== 'queued') return now;
    await sleep(100);
  }
}

/** A small generator of numbers in [0, 1); the same seed gives the same moments (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
