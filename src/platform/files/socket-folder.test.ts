import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cliSocketPath } from './socket-folder.ts';

let folder: string;
let long: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-socket-')));
  long = join(folder, '很长的路径'.repeat(4), 'x'.repeat(60));
  mkdirSync(long, { recursive: true });
});

afterEach(() => {
  rmSync(dirname(cliSocketPath(long)), { recursive: true, force: true });
  rmSync(folder, { recursive: true });
});

async function listens(path: string): Promise<boolean> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await new Promise((resolve) => server.close(resolve));
  return true;
}

test('the socket lies in a private folder inside the data folder', async () => {
  const path = cliSocketPath(folder);
  expect(path).toBe(join(folder, 'run', 'cli.sock'));
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  expect(await listens(path)).toBe(true);
});

test('a data path longer than a socket path may be gets a private folder in the temporary folder', async () => {
  const path = cliSocketPath(long);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(103);
  expect(dirname(dirname(path))).toBe(realpathSync(tmpdir()));
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  expect(await listens(path)).toBe(true);
  const link = join(folder, 'link');
  symlinkSync(long, link);
  expect(cliSocketPath(link)).toBe(path);
});

test('a folder that others may enter or that stands there as a symlink is not used', () => {
  const stolen = dirname(cliSocketPath(long));
  chmodSync(stolen, 0o755);
  expect(() => cliSocketPath(long)).toThrow('not private');
  rmSync(stolen, { recursive: true });
  symlinkSync(folder, stolen);
  expect(() => cliSocketPath(long)).toThrow('not private');
  rmSync(stolen);
});
