import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { emptyDatabase, structureOf, tableHashes } from '#platform/archive/archive.fixtures.ts';
import { readConfig } from '#platform/config/config.ts';
import { quiet, withDatabase } from '#platform/db/bundled/bundled.fixtures.ts';
import { type OpenDatabase, openDatabase } from '#platform/db/database.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';
import { startInstallation } from '../installation.ts';
import {
  type CommandFolder,
  command,
  commandFolder,
  endOf,
  orderFile,
  startCommand,
} from './cli.fixtures.ts';

// Several servers one after another, on a machine that may have more to do.
vi.setConfig({ testTimeout: 180_000 });

const folder = commandFolder();
const archive = join(folder.path, 'one.tar');
const targets: string[] = [];
let original: Content;

/** What a copy does not have, or has in its own way. */
const own =
  /^(admin\.(sessions|setup_links|password_links|backups)|platform\.(rate_windows|guesses|fact_changes|fact_readers|audit_|unconfirmed_copy))/;

/** Whoever asks for a backup leaves their key here. */
const keptAnswers = 'platform.idempotency_keys';

interface Content {
  hashes: Record<string, string>;
  structure: string[];
}

async function contentOf({ pool }: OpenDatabase): Promise<Content> {
  const hashes = Object.entries(await tableHashes(pool)).filter(([name]) => !own.test(name));
  const structure = (await structureOf(pool)).filter((text) => !/^(admin|platform)\.\S+ \d+$/.test(text));
  return { hashes: Object.fromEntries(hashes), structure };
}

async function bundledContent(dataFolder: string): Promise<Content> {
  return withDatabase(
    { folder: dataFolder, systemFolder: '/var/lib/perennial', log: quiet },
    async ({ connection }) => {
      const database = openDatabase(connection, 2);
      return contentOf(database).finally(() => database.close());
    },
  );
}

const betweenLooksMs = 2_500;

/** Lets a server finish what follows on what was done, such as stages of new customers, until nothing is written any more. */
async function comeToRest(): Promise<void> {
  const installation = await startInstallation({ config: folder.config, log: quietLog });
  const look = async () => (await contentOf(installation.platform.database)).hashes;
  try {
    const { columnar } = installation.platform;
    let [before, now] = [{}, await look()];
    while (columnar?.isComing() || !isDeepStrictEqual(before, now)) {
      await sleep(betweenLooksMs);
      [before, now] = [now, await look()];
    }
  } finally {
    await installation.stop();
  }
}

/** The same folder of files, another data folder. */
function another(databaseUrl?: string): CommandFolder {
  const dataFolder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-cli-restored-')));
  targets.push(dataFolder);
  const settings = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl };
  return {
    ...folder,
    config: readConfig({ PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'silent', ...settings }),
  };
}

beforeAll(async () => {
  writeFileSync(join(folder.path, 'orders.csv'), orderFile(400));
  expect(await command(folder, ['demo', '--customers', '300'])).toMatchObject({ code: 0 });
  expect(await command(folder, ['import', 'orders.csv', '--as', 'orders'])).toMatchObject({ code: 0 });
  // The server that makes the backup may find something to do as well, such as what is due on a new day: then once more.
  let before: Content;
  const besidesAsking = ({ hashes, structure }: Content) => ({ ...hashes, [keptAnswers]: '', structure });
  do {
    rmSync(archive, { force: true });
    await comeToRest();
    before = await bundledContent(folder.config.dataFolder);
    const made = await command(folder, ['backup', '--to', 'one.tar']);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining(archive) });
    original = await bundledContent(folder.config.dataFolder);
  } while (!isDeepStrictEqual(besidesAsking(before), besidesAsking(original)));
  expect(Object.values(original.hashes).filter((hash) => !hash.startsWith('0 ')).length).toBeGreaterThan(20);
});

afterAll(() => {
  folder.remove();
  for (const target of targets) rmSync(target, { recursive: true, force: true });
});

test('a backup restored into another data folder gives every table anew, its server starts, and its audit chain holds', async () => {
  const target = another();
  expect(await command(target, ['restore', 'one.tar'])).toMatchObject({ code: 0 });
  expect(await bundledContent(target.config.dataFolder)).toEqual(original);
  expect(readFileSync(join(target.config.dataFolder, 'audit', 'key'))).toEqual(
    readFileSync(join(folder.config.dataFolder, 'audit', 'key')),
  );
  expect(await command(target, ['audit', 'verify'])).toMatchObject({ code: 0 });
  expect(await command(target, ['confirm-live'])).toMatchObject({ code: 0 });
  expect(await command(target, ['confirm-live'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('the live installation already'),
  });
});

test('a restore that is killed starts nothing, and the same command begins again', async () => {
  const target = another();
  const child = startCommand(target, ['restore', archive]);
  const ended = endOf(child);
  const marker = join(target.config.dataFolder, 'unfinished-restore');
  while (!existsSync(join(target.config.dataFolder, 'uploads')) && child.exitCode === null) await sleep(5);
  expect(existsSync(marker)).toBe(true);
  child.kill('SIGKILL');
  await ended;
  await expect(startInstallation({ config: target.config, log: quietLog })).rejects.toThrow(/by half/);
  expect(await command(target, ['restore', 'one.tar'])).toMatchObject({ code: 0 });
  expect(existsSync(marker)).toBe(false);
  expect(await bundledContent(target.config.dataFolder)).toEqual(original);
});

test('a backup can be restored into a database of one’s own, which may be none that is used', async () => {
  const database = await emptyDatabase();
  const { connection } = database;
  const url = new URL(connection.connectionString ?? 'postgres://localhost');
  if (connection.connectionString === undefined) {
    url.username = connection.user!;
    url.password = String(connection.password);
    url.pathname = connection.database!;
    url.searchParams.set('host', connection.host!);
  }
  const target = another(url.href);
  expect(await command(target, ['restore', 'one.tar'])).toMatchObject({ code: 0 });
  expect(await contentOf(database)).toEqual(original);
  const second = await command(another(url.href), ['restore', 'one.tar']);
  expect(second).toMatchObject({ code: 1, err: expect.stringContaining('into an empty place only') });
  expect(await contentOf(database)).toEqual(original);
});

test('an archive that is cut short, and a place that is not empty, are refused before anything is touched', async () => {
  const target = another();
  writeFileSync(join(folder.path, 'half.tar'), readFileSync(archive).subarray(0, statSync(archive).size / 2));
  const cut = await command(target, ['restore', 'half.tar']);
  expect(cut).toMatchObject({ code: 1, err: expect.stringMatching(/ends at byte \d+, before it is whole/) });
  expect(await command(target, ['backup', 'verify', 'half.tar'])).toMatchObject({ code: 1 });
  writeFileSync(join(target.config.dataFolder, 'mine.txt'), 'mine');
  const refused = await command(target, ['restore', 'one.tar'], 'zh');
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('mine.txt') });
  expect(existsSync(join(target.config.dataFolder, 'postgres.json'))).toBe(false);
});

test('backups that went well are listed', async () => {
  const { out } = await command(folder, ['backup', 'list', '--json']);
  expect(JSON.parse(out)).toMatchObject({ state: 'done', path: archive, sizeBytes: statSync(archive).size });
});

test('an archive is verified without a server, and no other than the operator names its place', async () => {
  const verified = await command(folder, ['backup', 'verify', 'one.tar', '--json']);
  expect(verified).toMatchObject({ code: 0, err: '' });
  expect(JSON.parse(verified.out)).toMatchObject({ event: 'verified', path: archive, files: 2 + 1 });
  const again = await command(folder, ['backup', '--to', 'one.tar']);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('cannot go to') });
});

test('a backup whose server is killed leaves no half of an archive, and the next start says what became of it', async () => {
  const backups = join(folder.config.dataFolder, 'backups');
  const child = startCommand(folder, ['backup']);
  const ended = endOf(child);
  const made = () => (existsSync(backups) ? readdirSync(backups) : []);
  while (!made().some((name) => name.endsWith('.partial')) && child.exitCode === null) await sleep(1);
  child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  expect(made()).toEqual([expect.stringMatching(/\.partial$/)]);
  const latest = async () => {
    const { out } = await endOf(startCommand(folder, ['backup', 'list', '--limit', '1', '--json']));
    return JSON.parse(out) as { state: string };
  };
  while ((await latest()).state === 'running');
  expect(await latest()).toMatchObject({ state: 'failed', problem: { code: 'admin.backup_interrupted' } });
  expect(made()).toEqual([]);
});
