import { copyFile, link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { replacedFiles } from '../files/stored-folders.ts';

/** A stored file that stays readable until `release`, also when it is deleted meanwhile. */
interface HeldFile {
  folder: string;
  name: string;
  path: string;
}

export interface HeldFiles {
  files: HeldFile[];
  /** Adds what was stored since. */
  holdMore(): Promise<void>;
  release(): Promise<void>;
}

/** What is still on its way bears another name until it is whole. */
const wholeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,90}$/;
const onItsWay = /\.(partial|new)$/;

/**
 * Holds all files of these folders by a second link to each in `holdFolder`. Stored files never change: a file is
 * written, synced and named before a row tells of it, and deleted once it is outlived. Hence whoever holds before a
 * snapshot, and once more after it, holds every file that the snapshot tells of.
 */
export async function holdFiles(
  folders: readonly { name: string; path: string }[],
  holdFolder: string,
): Promise<HeldFiles> {
  await rm(holdFolder, { recursive: true, force: true });
  const files: HeldFile[] = [];
  const held = new Set<string>();
  const holdAll = async (isLater: boolean) => {
    for (const { name: folder, path } of folders) {
      await mkdir(join(holdFolder, folder), { recursive: true, mode: 0o700 });
      for (const entry of await readdir(path, { withFileTypes: true })) {
        const { name } = entry;
        const key = `${folder}/${name}`;
        if (!entry.isFile() || !wholeName.test(name) || onItsWay.test(name) || held.has(key)) continue;
        if (isLater && replacedFiles.has(key)) continue;
        const kept = await hold(key, join(path, name), join(holdFolder, folder, name));
        if (kept === undefined) continue;
        held.add(key);
        files.push({ folder, name, path: kept });
      }
    }
  };
  await holdAll(false);
  return {
    files,
    holdMore: () => holdAll(true),
    release: () => rm(holdFolder, { recursive: true, force: true }),
  };
}

/** Where the file can be read from now on; undefined where it has gone. Not every file system knows links. */
async function hold(key: string, path: string, heldPath: string): Promise<string | undefined> {
  try {
    await link(path, heldPath);
    return heldPath;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (!replacedFiles.has(key)) return path;
    await copyFile(path, heldPath);
    return heldPath;
  }
}

/** The content of a held file; undefined where it could not be linked and was deleted meanwhile. */
export async function openHeld(file: { path: string }): Promise<AsyncIterable<Buffer> | undefined> {
  try {
    const handle = await open(file.path, 'r');
    return handle.createReadStream({ highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
