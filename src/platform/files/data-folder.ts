import {
  chmodSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

/** The one folder that holds everything this installation stores, locked for this process. */
export interface DataFolder {
  /** Real, absolute path. */
  path: string;
  /** True when it held nothing of anybody before: nothing in it was put there by somebody else. */
  fresh: boolean;
  /** Makes (mode 0700, if absent) a folder right inside and gives its path. */
  subfolder(name: string): string;
  /** Gives the lock up; calling it again does nothing. */
  release(): void;
}

export class DataFolderError extends Error {
  code: 'data_folder_in_use' | 'data_folder_not_writable';
  path: string;
  /** The process that holds the lock, where it could be told. */
  pid: number | undefined;

  constructor(code: DataFolderError['code'], path: string, message: string, pid?: number) {
    super(message);
    this.name = 'DataFolderError';
    this.code = code;
    this.path = path;
    this.pid = pid;
  }
}

const lockFile = 'lock';
const holderFile = 'lock-holder.json';
const sqliteBusy = 5;

/**
 * Creates the folder (mode 0700, if absent) and takes its only lock, which ends with this process however it
 * ends. Rejects with a DataFolderError: `data_folder_in_use` (with the holder's pid) or
 * `data_folder_not_writable`.
 */
export async function openDataFolder(wanted: string): Promise<DataFolder> {
  const path = makeFolder(wanted);
  const fresh = readdirSync(path).every((name) => name === lockFile || name === holderFile);
  const lock = await takeLock(path);
  const holder = join(path, holderFile);
  writeFileSync(holder, JSON.stringify({ pid: process.pid }), { mode: 0o600 });
  giveToOwnerOf(path, holder);
  return {
    path,
    fresh,
    subfolder(name) {
      if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Error(`not a plain folder name: ${name}`);
      const folder = join(path, name);
      if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) giveToOwnerOf(path, folder);
      return folder;
    },
    release() {
      if (!lock.isOpen) return;
      rmSync(holder, { force: true });
      lock.close();
    },
  };
}

function makeFolder(wanted: string): string {
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return realpathSync(wanted);
  } catch (error) {
    throw notWritable(wanted, error);
  }
}

// Another holder may be between taking the lock and writing its pid, or between removing its pid and leaving.
async function takeLock(path: string): Promise<DatabaseSync> {
  for (let attempt = 1; ; attempt++) {
    const lock = tryLock(path);
    if (lock) return lock;
    const pid = readHolder(path);
    if (pid !== undefined || attempt === 20) {
      const who = pid === undefined ? 'another process' : `process ${pid}`;
      throw new DataFolderError(
        'data_folder_in_use',
        path,
        `The data folder ${path} is in use by ${who}.`,
        pid,
      );
    }
    await sleep(50);
  }
}

// SQLite's exclusive transaction is the one advisory lock of the operating system (fcntl) that Node brings
// along: taken by one process at a time, dropped by the kernel when that process dies. Trap: fcntl drops it
// too when this process opens and closes the same file by other means, so nothing else may touch `lock`.
function tryLock(path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, lockFile));
    lock.exec('PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    chmodSync(join(path, lockFile), 0o600);
    giveToOwnerOf(path, join(path, lockFile));
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined;
    throw notWritable(path, error);
  }
}

function readHolder(path: string): number | undefined {
  try {
    const { pid } = JSON.parse(readFileSync(join(path, holderFile), 'utf8')) as { pid: number };
    return isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Makes what root has just made in somebody's folder theirs too, so that they can go on without root. */
export function giveToOwnerOf(folder: string, made: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  if (uid !== 0) lchownSync(made, uid, gid);
}

/** Whether a process of this number runs, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function notWritable(path: string, cause: unknown): DataFolderError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DataFolderError(
    'data_folder_not_writable',
    path,
    `The data folder ${path} cannot be used: ${reason}. It must belong to the user who starts Perennial.`,
  );
}
