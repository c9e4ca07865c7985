import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { installedBinaries } from './binaries.ts';
import {
  cleanUp,
  holdElsewhere,
  isRoot,
  kill,
  query,
  quiet,
  shutDown,
  temporaryFolder,
  withDatabase,
} from './bundled.fixtures.ts';
import { canReach, chooseServerUser } from './server-user.ts';

const root = temporaryFolder();
const systemFolder = join(root, 'system');
const closed = join(root, 'closed-home');
const binaries = join(closed, 'clone', basename(dirname(installedBinaries())), 'native');
const homes: string[] = [];
mkdirSync(closed, { mode: 0o700 });

afterAll(() => cleanUp(root, ...homes));

function cloneIntoClosedHome(): void {
  cpSync(dirname(installedBinaries()), dirname(binaries), { recursive: true, verbatimSymlinks: true });
}

const readKept = async (connection: object) =>
  (await query(connection, 'SELECT id FROM kept')).map(({ id }) => id);

test.runIf(isRoot)(
  'in a home folder with mode 0700 programs and database go to a system folder that is named and remembered',
  async () => {
    cloneIntoClosedHome();
    const info = vi.fn();
    const options = {
      folder: join(closed, 'clone', 'data'),
      systemFolder,
      binaries,
      log: { ...quiet, info },
    };
    await withDatabase(options, async ({ connection, location }) => {
      homes.push(location);
      expect(dirname(location)).toBe(systemFolder);
      await query(connection, 'CREATE TABLE kept AS SELECT 1 AS id');
    });
    expect(info).toHaveBeenCalledWith(expect.anything(), expect.stringContaining(homes[0]!));
    await withDatabase(options, async ({ connection, location }) => {
      expect(location).toBe(homes[0]);
      expect(await readKept(connection)).toEqual([1]);
    });
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    expect(statSync(homes[0]!).uid).toBe(0);
    expect(statSync(join(homes[0]!, 'database')).uid).not.toBe(0);
  },
);

test.runIf(isRoot)('a data folder that moves keeps its database; a copy of it gets none of it', async () => {
  const options = { folder: join(closed, 'moved'), systemFolder, binaries };
  renameSync(join(closed, 'clone', 'data'), options.folder);
  await withDatabase(options, async ({ connection }) => expect(await readKept(connection)).toEqual([1]));

  const copy = join(closed, 'copy');
  cpSync(options.folder, copy, { recursive: true });
  await withDatabase(options, async ({ connection, died }) => {
    const start = withDatabase({ ...options, folder: copy }, async () => undefined);
    await expect(start).rejects.toMatchObject({ code: 'bundled_database_of_another_folder' });
    expect(await Promise.race([died, readKept(connection)])).toEqual([1]);
  });
});

test.runIf(isRoot)(
  'a new data folder where an old one was deleted starts empty and is told of the old database',
  async () => {
    const folder = join(closed, 'again');
    const warn = vi.fn();
    const options = { folder, systemFolder, binaries, log: { ...quiet, warn } };
    await withDatabase(options, async ({ location }) => homes.push(location));
    rmSync(folder, { recursive: true });
    await withDatabase(options, async ({ connection, location }) => {
      expect(location).not.toBe(homes.at(-1));
      await expect(readKept(connection)).rejects.toThrow('does not exist');
      expect(warn).toHaveBeenCalledWith(
        { abandoned: [homes.at(-1)] },
        expect.stringContaining(homes.at(-1)!),
      );
      homes.push(location);
    });
  },
);

test.runIf(isRoot)(
  'a database whose data folder moves into a closed home moves out to the system folder with its rows',
  async () => {
    const open = { folder: join(root, 'open'), systemFolder };
    await withDatabase(open, async ({ connection, location }) => {
      expect(location).toBe(join(open.folder, 'postgres'));
      await query(connection, 'CREATE TABLE kept AS SELECT 7 AS id');
    });
    const folder = join(closed, 'closed-later');
    renameSync(open.folder, folder);
    await withDatabase({ ...open, folder }, async ({ connection, location }) => {
      homes.push(location);
      expect(dirname(location)).toBe(systemFolder);
      expect(await readKept(connection)).toEqual([7]);
    });
    expect(existsSync(join(folder, 'postgres'))).toBe(false);

    // As a start leaves it that was cut short between remembering the new home and moving there.
    mkdirSync(join(folder, 'postgres'));
    renameSync(join(homes.at(-1)!, 'database'), join(folder, 'postgres', 'database'));
    await withDatabase({ ...open, folder }, async ({ connection }) =>
      expect(await readKept(connection)).toEqual([7]),
    );
  },
);

test.runIf(isRoot)('a folder with files of somebody else is not opened to the database user', async () => {
  const folder = join(root, 'private');
  mkdirSync(join(folder, 'letters'), { recursive: true, mode: 0o700 });
  await withDatabase({ folder, systemFolder }, async ({ location }) => {
    homes.push(location);
    expect(dirname(location)).toBe(systemFolder);
  });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test.runIf(isRoot)(
  'an ordinary user runs the server as itself, root then as that user, and the user again',
  async () => {
    const node = join(root, 'node');
    copyFileSync(process.execPath, node);
    const source = join(root, 'source');
    for (const part of ['files', 'db/bundled']) {
      cpSync(join(import.meta.dirname, '..', '..', part), join(source, 'src/platform', part), {
        recursive: true,
      });
    }
    const packageFile = join(import.meta.dirname, '..', '..', '..', '..', 'package.json');
    copyFileSync(packageFile, join(source, 'package.json'));
    const programs = join(root, 'programs');
    cpSync(installedBinaries(), programs, { recursive: true, verbatimSymlinks: true });
    const user = { uid: 65534, gid: 65534 };
    const folder = join(root, 'of-a-user');
    mkdirSync(folder, { mode: 0o700 });
    chownSync(folder, user.uid, user.gid);
    spawnSync('chmod', ['-R', 'a+rX', source, programs, node]);

    const options = { folder, systemFolder, binaries: programs };
    const run = { ...user, node, platform: join(source, 'src/platform') };
    const first = await holdElsewhere(options, run);
    homes.push(first.database.location);
    expect(first.database.location).toBe(join(folder, 'postgres'));
    await query(first.database.connection, 'CREATE TABLE kept AS SELECT 3 AS id');
    await kill(first.child);
    await shutDown(first.database.location);

    await withDatabase(options, async ({ connection, pid }) => {
      expect(statSync(`/proc/${pid}`).uid).toBe(user.uid);
      expect(await readKept(connection)).toEqual([3]);
    });
    const again = await holdElsewhere(options, run);
    expect(await readKept(again.database.connection)).toEqual([3]);
    await kill(again.child);
    await shutDown(first.database.location);
  },
);

test.runIf(isRoot)('the system user is created when there is none, and cannot sign in', () => {
  const name = `perennial-test-${process.pid}`;
  const user = chooseServerUser(undefined, name)!;
  try {
    const entry = spawnSync('getent', ['passwd', name], { encoding: 'utf8' }).stdout;
    expect(entry).toContain(`:${user.uid}:${user.gid}:`);
    expect(entry).toMatch(/nologin$/m);
    expect(chooseServerUser(undefined, name)).toEqual(user);
    expect(canReach(user, root)).toBe(true);
    chmodSync(closed, 0o700);
    expect(canReach(user, join(closed, 'clone'))).toBe(false);
  } finally {
    spawnSync('/usr/sbin/userdel', [name]);
  }
});
