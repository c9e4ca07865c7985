import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';
import {
  AnswerError,
  callSocket,
  type ServerProcess,
  startServerProcess,
} from '../installation/server-process.ts';
import { differences, type Prints, tablePrints } from './table-prints.ts';

export interface FaultRun {
  as: 'orders' | 'customers';
  rows: number;
  /** How many faults. */
  count: number;
  seed: number;
}

/** What a file holds, counted by whoever wrote it. */
interface WrittenFile {
  path: string;
  rows: number;
  unreadable: number;
  blank: number;
  /** Of order files. */
  orders: number;
  guestLines: number;
}

interface Round {
  file: WrittenFile;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
  first: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
  again: any;
}

/** A server on which faults happen. */
export interface Scene {
  server: ServerProcess;
  random: () => number;
}

/** A kind of fault. */
export interface Fault {
  /** Starts the server in this folder. */
  start(folder: string): Promise<ServerProcess>;
  /** Makes what `path` becomes as the file that is imported; by default itself. */
  pack?(path: string): Promise<string>;
  /**
   * One fault while the import is at work; gives what was seen of it when it is over, null where the import ended
   * before it. Throws where the server did not bear it.
   */
  strike(scene: Scene, importId: string): Promise<string | null>;
  /** Takes back what `start` did beside the server. */
  stop?(): Promise<void>;
}

export interface FaultReport {
  strikes: number;
  imports: number;
  /** What was seen of every fault. */
  seen: string[];
  /** What was not as it should be, in words. */
  wrong: string[];
}

/**
 * Imports generated files while faults happen, at moments that follow from the seed; each file once more when it is
 * done. A file that is done before all faults have come is followed by another. In the end the tables, and what is said
 * to have become of the rows, must be those of a server that imported the same files in peace.
 */
export async function importThroughFaults(run: FaultRun, fault: Fault): Promise<FaultReport> {
  const folder = await openFolder();
  const scene: Scene = { server: await fault.start(folder), random: seededRandom(run.seed) };
  const { dataFolder } = scene.server;
  try {
    const rounds: Round[] = [];
    const seen: string[] = [];
    while (seen.length < run.count) {
      const file = await writeFileOf(run, join(folder, `${rounds.length}.csv`), run.seed + rounds.length);
      const path = (await fault.pack?.(file.path)) ?? file.path;
      const id = await startImport(dataFolder, path, run.as);
      for (let strikes = 0; seen.length < run.count; strikes += 1) {
        if (!(await isAtWork(dataFolder, id, strikes < strikesBeforeRows))) break;
        const sight = await fault.strike(scene, id);
        if (sight !== null) seen.push(sight);
      }
      const first = await untilEnded(dataFolder, id);
      const again = await untilEnded(dataFolder, await startImport(dataFolder, path, run.as));
      rounds.push({ file, first, again });
    }
    const disturbed = await tablePrints(scene.server.connection);
    await scene.server.stop();
    const peaceful = await inPeace(folder, run, rounds);
    const wrong = [
      ...rounds.flatMap(faultsOf),
      ...rounds.flatMap(({ first }, round) => differences(outcomesOf(first), peaceful.outcomes[round]!)),
      ...differences(disturbed, peaceful.prints),
    ];
    return { strikes: seen.length, imports: rounds.length, seen, wrong };
  } finally {
    await scene.server.stop();
    await fault.stop?.();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder that the database's own user may pass through, so that the database lies inside too. */
export async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-faults-'));
  await chmod(folder, 0o755);
  return folder;
}

async function inPeace(folder: string, run: FaultRun, rounds: Round[]) {
  const server = await startServerProcess(join(folder, 'peace'), { COLUMNAR_COPY: 'off' });
  try {
    const outcomes: Prints[] = [];
    for (const { file } of rounds) {
      const id = await startImport(server.dataFolder, file.path, run.as);
      outcomes.push(outcomesOf(await untilEnded(server.dataFolder, id)));
    }
    return { prints: await tablePrints(server.connection), outcomes };
  } finally {
    await server.stop();
  }
}

export async function writeFileOf(
  run: Pick<FaultRun, 'as' | 'rows'>,
  path: string,
  seed: number,
): Promise<WrittenFile> {
  if (run.as === 'orders') {
    const sums = await writeOrdersCsv(path, { rows: run.rows, seed, dirtyPermille: 20 });
    return { ...sums, path, unreadable: sums.unreadableRows, blank: 0 };
  }
  const sums = await writeCustomersCsv(path, { rows: run.rows, seed, dirtyPermille: 100 });
  return {
    path,
    rows: sums.rows,
    unreadable: sums.unreadableRows,
    blank: sums.blankRows,
    orders: 0,
    guestLines: 0,
  };
}

function outcomesOf(sums: Record<string, unknown>): Prints {
  const names = ['created', 'updated', 'unchanged', 'skipped', 'failed', 'customers'];
  return Object.fromEntries(names.map((name) => [name, String(sums[name])]));
}

/** What does not add up in a round, in words; empty where all is right. */
function faultsOf({ file, first, again }: Round): string[] {
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

export async function startImport(dataFolder: string, file: string, as: FaultRun['as']): Promise<string> {
  const upload = await callSocket(dataFolder, 'POST', '/uploads?fileName=rows.csv', { file });
  const draft = await callSocket(dataFolder, 'POST', '/imports', { uploadId: upload.id, as });
  await callSocket(dataFolder, 'POST', `/imports/${draft.id}/start`, {});
  return draft.id;
}

const active = ['queued', 'running', 'undoing'];

/** The import as the server tells of it; its code where it has no database or no room. Every other "no" is thrown. */
export async function lookAt(dataFolder: string, id: string) {
  try {
    return { row: await callSocket(dataFolder, 'GET', `/imports/${id}`), away: undefined };
  } catch (error) {
    if (error instanceof AnswerError && (error.status === 503 || error.status === 507))
      return { row: undefined, away: error.code };
    throw error;
  }
}

/** An import gives up, and says so, where it is begun some twenty times without storing a row. */
const strikesBeforeRows = 10;

/** Waits until a server has taken the import up and, but at its start, stored some of it; false where it has ended. */
async function isAtWork(dataFolder: string, id: string, isStart: boolean): Promise<boolean> {
  const before = await untilSeen(dataFolder, id, () => true);
  const now = await untilSeen(
    dataFolder,
    id,
    (row) =>
      !active.includes(row.state) ||
      row.rowsIn > before.rowsIn ||
      (isStart && row.state === 'running' && before.rowsIn === 0),
  );
  return active.includes(now.state);
}

export function untilEnded(dataFolder: string, id: string) {
  return untilSeen(dataFolder, id, (row) => !active.includes(row.state));
}

const patienceMs = 300_000;

/** Looks until what shows is as wanted; throws where nothing moves for minutes. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers whose shapes the contracts guarantee.
async function untilSeen(dataFolder: string, id: string, wanted: (row: any) => boolean) {
  let told = '';
  let since = Date.now();
  for (;;) {
    const { row, away } = await lookAt(dataFolder, id);
    if (row && wanted(row)) return row;
    const { state, rowsIn, waitsFor, undo } = row ?? {};
    const tells = JSON.stringify({ state, rowsIn, undo });
    if (tells !== told) since = Date.now();
    told = tells;
    if (Date.now() - since > patienceMs)
      throw new Error(`The import ${id} stands still: ${tells}, ${away ?? waitsFor}`);
    await sleep(50);
  }
}

/** A small generator of numbers in [0, 1); the same seed gives the same moments (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
