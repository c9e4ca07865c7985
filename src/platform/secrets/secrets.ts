import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Platform } from '../db/platform.ts';
import { giveToOwnerOf } from '../files/data-folder.ts';

type Folders = Pick<Platform, 'folder'>;

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;
const keyForm = /^[0-9a-f]{64}$/;

/**
 * Encrypts what the database must give back but not tell whoever reads it, with a key that lies in the data folder. Only
 * `decryptSecret` with the same `purpose` opens it, so nothing can be moved from one row to another.
 */
export async function encryptSecret(folders: Folders, text: string, purpose: string): Promise<Buffer> {
  const nonce = randomBytes(nonceBytes);
  const encryption = createCipheriv(cipher, await keyOf(folders), nonce).setAAD(Buffer.from(purpose));
  return Buffer.concat([nonce, encryption.update(text, 'utf8'), encryption.final(), encryption.getAuthTag()]);
}

/** Throws where the key is another one, the purpose differs, or a bit was changed. */
export async function decryptSecret(folders: Folders, sealed: Buffer, purpose: string): Promise<string> {
  const nonce = sealed.subarray(0, nonceBytes);
  const body = sealed.subarray(nonceBytes, -tagBytes);
  const decryption = createDecipheriv(cipher, await keyOf(folders), nonce, { authTagLength: tagBytes })
    .setAAD(Buffer.from(purpose))
    .setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decryption.update(body), decryption.final()]).toString('utf8');
}

/** The key, made and on disk before it is first used. */
async function keyOf(folders: Folders): Promise<Buffer> {
  const path = join(await folders.folder('secrets'), 'key');
  const text = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await makeKey(path);
    return readFile(path, 'utf8');
  });
  if (!keyForm.test(text.trim())) throw new Error('The file secrets/key in the data folder holds no key.');
  return Buffer.from(text.trim(), 'hex');
}

/** Of two who make one at once the first wins: a link never replaces what is there. */
async function makeKey(path: string): Promise<void> {
  const folder = join(path, '..');
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(beside, 'wx', 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  giveToOwnerOf(folder, beside);
  try {
    await link(beside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(beside, { force: true });
  }
  const entries = await open(folder);
  await entries.sync().finally(() => entries.close());
}
