import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { cleanUp, query, quiet, temporaryFolder, withDatabase } from './bundled.fixtures.ts';
import { type BundledPostgres, startBundledPostgres } from './bundled-postgres.ts';

const root = temporaryFolder();
const options = { folder: join(root, 'data'), systemFolder: join(root, 'system') };
const home = join(options.folder, 'postgres');

beforeAll(async () => {
  await withDatabase(options, async ({ connection }) => {
    await query(connection, `CREATE TABLE note AS SELECT 1 AS id, '常青' AS text`);
  });
});

afterAll(() => cleanUp(root, home));

const ask = <T>(work: (database: BundledPostgres) => Promise<T>) => withDatabase(options, work);

test('rows are still there after a restart, and the whole database lies in the data folder', async () => {
  const rows = await ask(async ({ connection, location }) => {
    expect(location).toBe(home);
    return query(connection, 'SELECT * FROM note');
  });
  expect(rows).toEqual([{ id: 1, text: '常青' }]);
  expect(existsSync(options.systemFolder)).toBe(false);
});

test('committed rows are safe by the settings, the server listens on its socket only, and logs hold no values', async () => {
  const wanted = [
    'fsync',
    'synchronous_commit',
    'full_page_writes',
    'listen_addresses',
    'log_error_verbosity',
    'jit',
  ];
  await ask(async ({ connection }) => {
    const rows = await query(connection, 'SELECT name, setting FROM pg_settings WHERE name = ANY($1)', [
      wanted,
    ]);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      listen_addresses: '',
      log_error_verbosity: 'terse',
      jit: 'off',
    });
    await query(connection, 'CREATE TABLE secret (phone text UNIQUE)');
    await query(connection, 'INSERT INTO secret VALUES ($1)', ['13800138000']);
    await expect(query(connection, 'INSERT INTO secret VALUES ($1)', ['13800138000'])).rejects.toThrow(
      'unique',
    );
  });
  const logs = readdirSync(join(home, 'logs')).map((name) => readFileSync(join(home, 'logs', name), 'utf8'));
  expect(logs.join()).toContain('duplicate key');
  expect(logs.join()).not.toContain('13800138000');
});

test('Chinese text is searchable by trigrams and sorts by pinyin', async () => {
  await ask(async ({ connection }) => {
    await query(connection, 'CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const [row] = await query(connection, `SELECT array_length(show_trgm('上海'), 1) AS trigrams`);
    expect(row!.trigrams).toBe(3);
    const sorted = await query(
      connection,
      `SELECT name FROM unnest(ARRAY['张', '李', '王']) name ORDER BY name COLLATE "zh-x-icu"`,
    );
    expect(sorted.map(({ name }) => name)).toEqual(['李', '王', '张']);
  });
});

test('nobody else gets in: the socket is private, and the owner of the folder needs the password', async () => {
  await ask(async ({ connection }) => {
    expect(statSync(connection.host).mode & 0o777).toBe(0o700);
    await expect(query({ ...connection, password: 'wrong' }, 'SELECT 1')).rejects.toThrow('password');
    await expect(query({ ...connection, user: 'postgres' }, 'SELECT 1')).rejects.toThrow('password');
  });
  expect(statSync(join(options.folder, 'postgres.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, 'database')).mode & 0o777).toBe(0o700);
});

test('the role of Perennial owns its database and may make others, but is no superuser', async () => {
  await ask(async ({ connection }) => {
    const [role] = await query(
      connection,
      'SELECT rolsuper, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user',
    );
    expect(role).toEqual({ rolsuper: false, rolcreatedb: true, rolcreaterole: false });
    await query(connection, 'CREATE DATABASE other TEMPLATE template0');
    await expect(query(connection, `COPY note TO PROGRAM 'true'`)).rejects.toThrow('permission denied');
  });
});

test('settings of the caller go over ours, and those of the installation over both', async () => {
  const dataFolder = await openDataFolder(options.folder);
  writeFileSync(join(home, 'postgresql.own.conf'), `work_mem = '7MB'\n`);
  chmodSync(join(home, 'postgresql.own.conf'), 0o644);
  const settings = { fsync: 'off', work_mem: '5MB' };
  const database = await startBundledPostgres({ dataFolder, log: quiet, settings });
  const rows = await query(
    database.connection,
    `SELECT current_setting('fsync') AS fsync, current_setting('work_mem') AS memory`,
  );
  await database.stop();
  dataFolder.release();
  rmSync(join(home, 'postgresql.own.conf'));
  expect(rows).toEqual([{ fsync: 'off', memory: '7MB' }]);
});

test('stopping cuts open connections, may be repeated, and is told apart from a death', async () => {
  const dataFolder = await openDataFolder(options.folder);
  const stopped = await startBundledPostgres({ dataFolder, log: quiet });
  const client = new pg.Client(stopped.connection);
  const cut = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await Promise.all([stopped.stop(), stopped.stop(), cut]);
  expect(await Promise.race([stopped.died, Promise.resolve('no death')])).toBe('no death');

  const dead = await startBundledPostgres({ dataFolder, log: quiet });
  process.kill(dead.pid, 'SIGKILL');
  expect(await dead.died).toContain('SIGKILL');
  await dead.stop();
  dataFolder.release();
  await ask(async ({ connection }) =>
    expect(await query(connection, 'SELECT id FROM note')).toEqual([{ id: 1 }]),
  );
});

test('a server that cannot start says why', async () => {
  const dataFolder = await openDataFolder(options.folder);
  const settings = { shared_buffers: 'plenty' };
  await expect(startBundledPostgres({ dataFolder, log: quiet, settings })).rejects.toMatchObject({
    code: 'bundled_database_not_started',
    message: expect.stringContaining('shared_buffers'),
  });
  dataFolder.release();
});

test('a data folder works where it was moved to, also if its path is longer than that of a socket may be', async () => {
  const folder = join(root, '数据'.repeat(20), 'data');
  mkdirSync(dirname(folder), { recursive: true });
  renameSync(options.folder, folder);
  let socket = '';
  await withDatabase({ ...options, folder }, async ({ connection }) => {
    socket = connection.host;
    expect(await query(connection, 'SELECT id FROM note')).toEqual([{ id: 1 }]);
    expect(statSync(socket).mode & 0o777).toBe(0o700);
  });
  rmSync(socket, { recursive: true });
  renameSync(folder, options.folder);
});

test('a first start that was cut short leaves nothing that a later one trips over', async () => {
  const folder = join(root, 'interrupted');
  mkdirSync(join(folder, 'postgres', 'database.incoming', 'base'), { recursive: true });
  writeFileSync(join(folder, 'postgres', 'database.incoming', 'PG_VERSION'), '18\n');
  await withDatabase({ ...options, folder }, async ({ connection }) => {
    expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('a database that is gone or of another version is refused, not replaced', async () => {
  const folder = join(root, 'interrupted');
  const version = join(folder, 'postgres', 'database', 'PG_VERSION');
  writeFileSync(version, '17\n');
  const start = () => withDatabase({ ...options, folder }, async () => undefined);
  await expect(start()).rejects.toMatchObject({ code: 'bundled_database_version' });
  rmSync(join(folder, 'postgres'), { recursive: true });
  await expect(start()).rejects.toMatchObject({ code: 'bundled_database_missing' });
});
