import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { DataFolder } from '#platform/files/data-folder.ts';
import { BundledDatabaseError } from './bundled-database-error.ts';
import { type Memory, recall, remember, syncFolder, writeWhole } from './memory.ts';
import { canReach, type ServerUser } from './server-user.ts';

const ownerFile = 'belongs-to.json';

/** The home that a database has by default: a folder inside the data folder. */
function insideHome(dataFolder: string): string {
  return join(dataFolder, 'postgres');
}

/**
 * Decides where the database of this data folder lives, makes that folder and remembers it: inside the data
 * folder, or, where the server's user cannot get there, in a folder of its own under the system folder (a
 * database that is already inside moves along; nothing may be using it).
 */
export function settleHome(
  dataFolder: DataFolder,
  memory: Memory,
  user: ServerUser | undefined,
  systemFolder: string,
): string {
  const inside = insideHome(dataFolder.path);
  if (memory.home !== null) return moveOutside(dataFolder.path, memory.home, memory, user);
  makeHome(inside, user);
  if (user === undefined || canReach(user, inside)) return inside;
  if (dataFolder.fresh && canReach(user, dirname(dataFolder.path))) {
    // Nobody else's files lie in it, so the group of the server may pass through (not look around).
    chownSync(dataFolder.path, -1, user.gid);
    chmodSync(dataFolder.path, 0o710);
    if (canReach(user, inside)) return inside;
  }
  const hash = createHash('sha256').update(dataFolder.path).digest('hex').slice(0, 12);
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  chmodSync(systemFolder, 0o755);
  const outside = join(systemFolder, `${hash}-${memory.id.slice(0, 8)}`);
  return moveOutside(dataFolder.path, outside, memory, user);
}

// Remembered before anything moves, so that a start that was cut short in between is taken up by the next one.
function moveOutside(dataFolder: string, home: string, memory: Memory, user: ServerUser | undefined): string {
  makeHome(home, user);
  claim(home, dataFolder, memory.id);
  if (memory.home === null) remember(dataFolder, Object.assign(memory, { home }));
  const inside = insideHome(dataFolder);
  if (existsSync(join(inside, 'database'))) move(join(inside, 'database'), join(home, 'database'));
  rmSync(inside, { recursive: true, force: true });
  return home;
}

function makeHome(home: string, user: ServerUser | undefined): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (user === undefined || statSync(home).uid !== 0) return;
  chownSync(home, 0, user.gid);
  chmodSync(home, 0o750);
}

/** Makes a folder in the home that the server's user owns. */
export function serverFolder(home: string, name: string, user: ServerUser | undefined): string {
  const folder = join(home, name);
  if (!existsSync(folder)) {
    mkdirSync(folder, { mode: 0o700 });
    if (user) chownSync(folder, user.uid, user.gid);
  }
  return folder;
}

/**
 * Gives the home that this data folder remembers, or the default, once it is certain that the data folder may
 * use it. Throws BundledDatabaseError when the remembered home is lost or belongs to another data folder.
 */
export function lastHome(dataFolder: string, memory: Memory): string {
  if (memory.home === null) return insideHome(dataFolder);
  if (existsSync(memory.home)) claim(memory.home, dataFolder, memory.id);
  else if (memory.created && !existsSync(join(insideHome(dataFolder), 'database'))) {
    throw new BundledDatabaseError(
      'bundled_database_missing',
      `The database of ${dataFolder} lives in ${memory.home}, which is not on this machine: bring it along too.`,
    );
  }
  return memory.home;
}

function claim(home: string, dataFolder: string, id: string): void {
  const file = join(home, ownerFile);
  if (existsSync(file)) {
    const owner = (JSON.parse(readFileSync(file, 'utf8')) as { dataFolder: string }).dataFolder;
    if (owner === dataFolder) return;
    if (existsSync(owner) && recall(owner)?.id === id && !isSameFolder(owner, dataFolder)) {
      throw new BundledDatabaseError(
        'bundled_database_of_another_folder',
        `${dataFolder} is a copy of ${owner}; the database in ${home} belongs to that one and was not copied.`,
      );
    }
  }
  writeWhole(file, `${JSON.stringify({ dataFolder, id })}\n`, 0o600);
}

function isSameFolder(one: string, other: string): boolean {
  const [a, b] = [statSync(one), statSync(other)];
  return a.dev === b.dev && a.ino === b.ino;
}

function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const incoming = `${to}.incoming`;
    rmSync(incoming, { recursive: true, force: true });
    const copied = spawnSync('/bin/sh', ['-c', 'cp -a "$1" "$2" && sync', 'sh', from, incoming]);
    if (copied.status !== 0) throw new Error(`The database could not be copied to ${to}: ${copied.stderr}`);
    renameSync(incoming, to);
  }
  syncFolder(dirname(to));
}

/** Homes that earlier data folders of the same path left in the system folder. */
export function abandonedHomes(home: string): string[] {
  const [hash] = home.slice(dirname(home).length + 1).split('-');
  return readdirSync(dirname(home))
    .map((name) => join(dirname(home), name))
    .filter((other) => other !== home && other.startsWith(join(dirname(home), `${hash}-`)));
}
