import { randomBytes, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { giveToOwnerOf } from '#platform/files/data-folder.ts';

/** What a data folder remembers of its database, in a file that only its owner reads. */
export interface Memory {
  id: string;
  /** Where the database lives when that is not inside the data folder. */
  home: string | null;
  /** True once the database was complete: from then on a missing one is a loss, not a first start. */
  created: boolean;
  password: string;
  administratorPassword: string;
}

const file = 'postgres.json';

/** Reads the memory of a data folder; undefined when it has none. */
export function recall(dataFolder: string): Memory | undefined {
  const path = join(dataFolder, file);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Memory) : undefined;
}

/** A memory for a data folder that has none: a new id and new random passwords. */
export function newMemory(): Memory {
  const password = () => randomBytes(24).toString('base64url');
  return {
    id: randomUUID(),
    home: null,
    created: false,
    password: password(),
    administratorPassword: password(),
  };
}

export function remember(dataFolder: string, memory: Memory): void {
  writeWhole(join(dataFolder, file), `${JSON.stringify(memory, null, 2)}\n`, 0o600);
}

/** Writes a file so that after a crash it is the old one or the new one, never half of it. */
export function writeWhole(path: string, text: string, mode: number): void {
  const incoming = `${path}.incoming`;
  writeFileSync(incoming, text, { mode, flush: true });
  giveToOwnerOf(dirname(path), incoming);
  renameSync(incoming, path);
  syncFolder(dirname(path));
}

/** Makes renames inside this folder survive a loss of power. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
