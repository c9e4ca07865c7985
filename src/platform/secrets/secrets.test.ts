import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decryptSecret, encryptSecret } from './secrets.ts';

const path = await mkdtemp(join(tmpdir(), 'secrets-'));
const folders = { folder: async () => path };
afterAll(() => rm(path, { recursive: true }));

test('what many encrypt at once before there is a key opens afterwards, with one key on disk', async () => {
  const texts = Array.from({ length: 12 }, (_, place) => `secret ${place} 密`);
  const sealed = await Promise.all(texts.map((text) => encryptSecret(folders, text, 'test')));
  expect(await Promise.all(sealed.map((each) => decryptSecret(folders, each, 'test')))).toEqual(texts);
  expect(await readdir(path)).toEqual(['key']);
});

test('the same text never looks the same twice', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => encryptSecret(folders, 'same', 'test')));
  expect(one!.equals(other!)).toBe(false);
});

test('it opens neither for another purpose nor with one bit changed', async () => {
  const sealed = await encryptSecret(folders, 'kept', 'user:1');
  await expect(decryptSecret(folders, sealed, 'user:2')).rejects.toThrow();
  for (let place = 0; place < sealed.length; place++) {
    const changed = Buffer.from(sealed);
    changed[place]! ^= 1;
    await expect(decryptSecret(folders, changed, 'user:1')).rejects.toThrow();
  }
});
