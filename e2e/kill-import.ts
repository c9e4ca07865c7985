import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type OrderFileSums, writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import { callSocket, startServerProcess } from './installation/server-process.ts';

export interface KillRun {
  lines: number;
  kills: number;
  seed: number;
}

export interface KillResult {
  file: OrderFileSums;
  /** Kills that met the import at work. */
  kills: number;
  first: Record<string, number | string>;
  again: Record<string, number | string>;
}

/**
 * Imports generated lines while the server is killed with SIGKILL at random moments and started again, until
 * it is done; then imports the same file once more. The moments follow from the seed.
 */
export async function killImport(run: KillRun): Promise<KillResult> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-kill-'));
  const dataFolder = join(folder, 'data');
  const file = join(folder, 'orders.csv');
  const random = seededRandom(run.seed);
  let server = await startServerProcess(dataFolder);
  try {
    const sums = await writeOrdersCsv(file, { rows: run.lines, seed: run.seed, dirtyPermille: 20 });
    const id = await startImport(dataFolder, file);
    let kills = 0;
    while (kills < run.kills && (await isAtWork(dataFolder, id))) {
      await sleep(random() * 1500);
      await server.kill();
      kills += 1;
      server = await startServerProcess(dataFolder);
    }
    const first = await untilEnded(dataFolder, id);
    const again = await untilEnded(dataFolder, await startImport(dataFolder, file));
    return { file: sums, kills, first, again };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function startImport(dataFolder: string, file: string): Promise<string> {
  const upload = await callSocket(dataFolder, 'POST', '/uploads?fileName=orders.csv', { file });
  const draft = await callSocket(dataFolder, 'POST', '/imports', { uploadId: upload.id, as: 'orders' });
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
