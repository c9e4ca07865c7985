import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../db/platform.ts';
import { giveToOwnerOf } from '../files/data-folder.ts';

/** The end of the chain as the data folder remembers it. */
export interface Head {
  number: string;
  mac: Buffer;
}

const keyForm = /^[0-9a-f]{64}$/;
const headForm = /^([1-9]\d{0,18}) ([0-9a-f]{64})$/;

/** The key that seals are made with; undefined where there is none. Throws on a file that holds something else. */
export async function readKey(platform: Pick<Platform, 'folder'>): Promise<Buffer | undefined> {
  const text = await readText(await fileOf(platform, 'key'));
  if (text === undefined) return undefined;
  if (!keyForm.test(text)) throw new Error('The file audit/key in the data folder holds no key.');
  return Buffer.from(text, 'hex');
}

/** A new key, on disk before it is used. */
export async function makeKey(platform: Pick<Platform, 'folder'>): Promise<Buffer> {
  const key = randomBytes(32);
  await writeWhole(platform, 'key', key.toString('hex'));
  return key;
}

/** Undefined before the first seal, and after somebody took the file away to let a cut chain go on. */
export async function readHead(platform: Pick<Platform, 'folder'>): Promise<Head | undefined> {
  const text = await readText(await fileOf(platform, 'head'));
  if (text === undefined) return undefined;
  const [, number, mac] = headForm.exec(text) ?? [];
  if (!number || !mac) throw new Error('The file audit/head in the data folder holds no head.');
  return { number, mac: Buffer.from(mac, 'hex') };
}

export async function writeHead(platform: Pick<Platform, 'folder'>, head: Head): Promise<void> {
  await writeWhole(platform, 'head', `${head.number} ${head.mac.toString('hex')}`);
}

async function fileOf(platform: Pick<Platform, 'folder'>, name: string): Promise<string> {
  return join(await platform.folder('audit'), name);
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written beside, where nobody else writes, and renamed: after a crash the file is the former or the new one. */
async function writeWhole(platform: Pick<Platform, 'folder'>, name: string, text: string): Promise<void> {
  const folder = await platform.folder('audit');
  const beside = join(folder, `${name}.${randomBytes(6).toString('hex')}.new`);
  try {
    await synced(await open(beside, 'wx', 0o600), (file) => file.writeFile(`${text}\n`));
    giveToOwnerOf(folder, beside);
    await rename(beside, join(folder, name));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await synced(await open(folder), async () => {});
}

async function synced(file: FileHandle, work: (file: FileHandle) => Promise<void>): Promise<void> {
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
