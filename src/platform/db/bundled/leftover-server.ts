import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '#platform/files/data-folder.ts';
import { BundledDatabaseError } from './bundled-database-error.ts';

/**
 * Ends whatever an earlier, killed Perennial left running on this database: its server by a fast, clean
 * shutdown, and processes whose server is gone at once. The caller holds the lock of the data folder, so
 * nobody who still needs them can exist. Gives the process number in a stale postmaster.pid that meanwhile
 * belongs to a stranger, which PostgreSQL must be told to overlook.
 */
export async function stopLeftovers(database: string): Promise<number | undefined> {
  if (!existsSync(database)) return undefined;
  const folder = realpathSync(database);
  const postmaster = readPostmaster(folder)?.pid;
  if (postmaster !== undefined && isAlive(postmaster)) {
    if (!worksIn(postmaster, folder)) {
      await stopRemnants(folder);
      return postmaster;
    }
    await stopServer(postmaster, folder);
  }
  await stopRemnants(folder);
  return undefined;
}

/** What postmaster.pid says: the server's process and whether it takes connections; undefined without one. */
export function readPostmaster(database: string): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(join(database, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
  } catch {
    return undefined;
  }
}

// PostgreSQL's processes stay in the folder of their database.
function worksIn(pid: number, folder: string): boolean {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes('postgres') && stdout.includes(`-D ${folder}`);
  }
  try {
    const program = basename(readlinkSync(`/proc/${pid}/exe`));
    return program.startsWith('postgres') && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false;
  }
}

async function stopServer(pid: number, folder: string): Promise<void> {
  for (const [name, seconds] of [
    ['SIGINT', 120],
    ['SIGQUIT', 20],
  ] as const) {
    signal(pid, name);
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (!isAlive(pid) || !worksIn(pid, folder)) return;
      await sleep(50);
    }
  }
  throw notStopped(pid, folder);
}

// Elsewhere than on Linux they cannot be told apart; there PostgreSQL itself refuses to start beside them.
async function stopRemnants(folder: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const remnants = () =>
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 0 && worksIn(pid, folder));
  for (const name of ['SIGQUIT', 'SIGKILL'] as const) {
    for (const pid of remnants()) signal(pid, name);
    for (let waited = 0; waited < 100; waited++) {
      if (remnants().length === 0) return;
      await sleep(50);
    }
  }
  const [pid] = remnants();
  if (pid !== undefined) throw notStopped(pid, folder);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function notStopped(pid: number, folder: string): BundledDatabaseError {
  return new BundledDatabaseError(
    'bundled_database_not_stopped',
    `Process ${pid} of an earlier start still works on ${folder} and does not end: stop it by hand.`,
  );
}
