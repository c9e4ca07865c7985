import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { testPlatform } from '../testing/test-platform.ts';
import { archiveOf, emptyDatabase, restoreInto, temporaryFolder } from './archive.fixtures.ts';
import { archiveFormat, partBytes } from './manifest.ts';
import { openArchive } from './read-archive.ts';
import { checkHistory } from './restore-archive.ts';
import { paddingOf, readTarHeader, tarHeader } from './tar-header.ts';

let folder: string;
let whole: Buffer;

beforeAll(async () => {
  const platform = await testPlatform();
  folder = await temporaryFolder();
  await writeFile(join(await platform.folder('uploads'), 'some-file'), 'some,content\n');
  await archiveOf(platform, join(folder, 'whole.tar'));
  whole = await readFile(join(folder, 'whole.tar'));
});

async function opened(bytes: Buffer): Promise<string> {
  const path = join(folder, 'tried.tar');
  await writeFile(path, bytes);
  try {
    const archive = await openArchive(path);
    await archive.close();
    return 'whole';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

interface Entry {
  name: string;
  content: Buffer;
}

function entriesOf(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; ; ) {
    const entry = readTarHeader(bytes.subarray(at, at + 512));
    if (!entry) return entries;
    const from = at + 512;
    entries.push({ name: entry.name, content: bytes.subarray(from, from + entry.sizeBytes) });
    at = from + entry.sizeBytes + paddingOf(entry.sizeBytes);
  }
}

/** An archive as a forger would write it: sound tar, sealed, whatever lies inside. */
function forged(change: (entries: Entry[]) => Entry[], edit = (manifest: Manifest) => manifest): Buffer {
  const entries = change(entriesOf(whole));
  const manifest = entries.find(({ name }) => name === 'manifest.json');
  const seal = entries.find(({ name }) => name === 'manifest.sha256');
  if (manifest && seal) {
    manifest.content = Buffer.from(JSON.stringify(edit(JSON.parse(manifest.content.toString()) as Manifest)));
    seal.content = Buffer.from(createHash('sha256').update(manifest.content).digest('hex'));
  }
  const modified = Math.floor(Date.parse('2026-03-05T08:00:00Z') / 1000);
  const parts = entries.map(({ name, content }) =>
    Buffer.concat([
      tarHeader({ name, sizeBytes: content.length, modified }),
      content,
      Buffer.alloc(paddingOf(content.length)),
    ]),
  );
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

// biome-ignore lint/suspicious/noExplicitAny: what a forger writes has every shape.
type Manifest = any;
const unchanged = (entries: Entry[]) => entries;
const none = 'f'.repeat(64);

test('what the writer wrote is whole, and so is the same written by another hand', async () => {
  expect(await opened(whole)).toBe('whole');
  expect(await opened(forged(unchanged))).toBe('whole');
});

test('an archive with one byte changed, anywhere, is refused', async () => {
  const missed: number[] = [];
  // A prime, so that over the headers, contents and paddings every place within a block comes by.
  for (let at = 0; at < whole.length; at += 61) {
    const bytes = Buffer.from(whole);
    bytes[at] = bytes[at]! ^ (1 << (at % 8));
    if ((await opened(bytes)) === 'whole') missed.push(at);
  }
  expect(missed).toEqual([]);
});

test('an archive that ends early, at any place, or goes on after its end is refused', async () => {
  const missed: number[] = [];
  for (let length = 0; length < whole.length; length += 997)
    if ((await opened(whole.subarray(0, length))) === 'whole') missed.push(length);
  expect(missed).toEqual([]);
  expect(await opened(whole.subarray(0, whole.length - 1))).toBe('cut_short');
  expect(await opened(Buffer.concat([whole, Buffer.alloc(512)]))).toBe('damaged');
});

test('a refusal says where: near which byte, in which entry', async () => {
  const at = whole.length - 6_000;
  const bytes = Buffer.from(whole);
  bytes[at] = bytes[at]! ^ 1;
  const path = join(folder, 'place.tar');
  await writeFile(path, bytes);
  const error = (await openArchive(path).catch((each: unknown) => each)) as { message: string };
  expect(error.message).toMatch(/damaged.*, in manifest\.json/);
});

test.each([
  ['no file of ours', Buffer.from('PK\u0003\u0004 something else'.repeat(100)), 'not_an_archive'],
  ['nothing', Buffer.alloc(0), 'not_an_archive'],
  ['zeros', Buffer.alloc(4096), 'not_an_archive'],
])('%s is no archive', async (_name, bytes, code) => {
  expect(await opened(bytes)).toBe(code);
});

test('an archive that holds more, less or other things than it lists is refused', async () => {
  const part = { name: 'files/uploads/evil/000001.zst', content: zstdCompressSync(Buffer.from('evil')) };
  const named = (name: string): Entry => ({ ...part, name });
  const insert = (entry: Entry) => (entries: Entry[]) => [entries[0]!, entry, ...entries.slice(1)];
  for (const entry of [part, named('files/../../etc/passwd/000001.zst'), named('/etc/passwd'), named('x')])
    expect([entry.name, await opened(forged(insert(entry)))]).toEqual([entry.name, 'damaged']);
  expect(await opened(forged((entries) => entries.filter(({ name }) => !name.endsWith('.zst'))))).toBe(
    'damaged',
  );
  expect(
    await opened(
      forged((entries) => [entries[0]!, ...entries.slice(1, -2).toReversed(), ...entries.slice(-2)]),
    ),
  ).toBe('damaged');
});

test.each([
  [
    'a way out of the folder of files',
    (m: Manifest) => ({ ...m, files: [{ ...m.files[0], name: '../../evil' }] }),
  ],
  ['a folder somewhere else', (m: Manifest) => ({ ...m, files: [{ ...m.files[0], folder: '..' }] })],
  [
    'a table name with SQL in it',
    (m: Manifest) => ({ ...m, tables: [{ ...m.tables[0], name: 'a.b"; drop table x; --' }] }),
  ],
  [
    'a column name with SQL in it',
    (m: Manifest) => ({ ...m, tables: [{ ...m.tables[0], columns: ['x") from stdin; --'] }] }),
  ],
  [
    'a part of another content',
    (m: Manifest) => ({
      ...m,
      tables: [{ ...m.tables[0], parts: [{ bytes: 1, packedBytes: 1, sha256: none }] }],
    }),
  ],
  ['keys that nobody knows', (m: Manifest) => ({ ...m, files: [{ ...m.files[0], mode: 0o777 }] })],
])('a sealed manifest with %s is refused', async (_name, edit) => {
  expect(await opened(forged(unchanged, edit))).toBe('damaged');
});

test('a part that unpacks to more than a part may hold is refused without being unpacked', async () => {
  const bomb = zstdCompressSync(Buffer.alloc(16 * partBytes));
  expect(bomb.length).toBeLessThan(100_000);
  const before = process.memoryUsage().arrayBuffers;
  const entry = { name: 'files/uploads/bomb/000001.zst', content: bomb };
  expect(await opened(forged((entries) => [entries[0]!, entry, ...entries.slice(1)]))).toBe('damaged');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * partBytes);
});

test('an archive of a newer format, and one with a migration that this program lacks, name the version to take', async () => {
  const head = (entries: Entry[]) => {
    const text = JSON.parse(entries[0]!.content.toString()) as object;
    const newer = { ...text, format: archiveFormat + 1, program: '9.9.9' };
    return [{ name: entries[0]!.name, content: Buffer.from(JSON.stringify(newer)) }, ...entries.slice(1)];
  };
  expect(await opened(forged(head))).toBe('newer_format');
  const path = join(folder, 'newer.tar');
  const later = { name: '9999_admin_later.sql', sha256: none };
  await writeFile(
    path,
    forged(unchanged, (m) => ({ ...m, migrations: [...m.migrations, later] })),
  );
  const archive = await openArchive(path);
  await archive.close();
  await expect(checkHistory(archive.manifest)).rejects.toMatchObject({ code: 'newer_database' });
  const [first, ...rest] = archive.manifest.migrations;
  const other = { ...archive.manifest, migrations: [{ ...first!, sha256: none }, ...rest.slice(0, -1)] };
  await expect(checkHistory(other)).rejects.toMatchObject({ code: 'other_history' });
});

test('rows that are not those of the manifest are found after loading, and no server starts on them', async () => {
  const path = join(folder, 'forged.tar');
  const edit = (m: Manifest) => ({
    ...m,
    tables: m.tables.map((table: Manifest) =>
      table.name === 'customers.city_tiers' ? { ...table, sum: '0123456789abcdef' } : table,
    ),
  });
  await writeFile(path, forged(unchanged, edit));
  const database = await emptyDatabase();
  await expect(restoreInto(database, path, join(folder, 'forged'))).rejects.toMatchObject({
    code: 'differs',
    values: { what: 'customers.city_tiers' },
  });
  await expect(migrate(database.pool)).rejects.toThrow(/by half/);
});
