import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { isAlive } from '#platform/files/data-folder.ts';
import {
  cleanUp,
  type Holder,
  holdElsewhere,
  kill,
  query,
  shutDown,
  temporaryFolder,
  withDatabase,
} from './bundled.fixtures.ts';

const root = temporaryFolder();
const options = { folder: join(root, 'data'), systemFolder: join(root, 'system') };
const home = join(options.folder, 'postgres');
const postmasterFile = join(home, 'database', 'postmaster.pid');
let rows = 0;

afterAll(() => cleanUp(root, home));

async function holdWithNewRow(): Promise<Holder> {
  const holder = await holdElsewhere(options);
  await query(holder.database.connection, 'CREATE TABLE IF NOT EXISTS kept (id int)');
  await query(holder.database.connection, 'INSERT INTO kept VALUES ($1)', [++rows]);
  return holder;
}

async function expectAllRows(): Promise<void> {
  await withDatabase(options, async ({ connection }) => {
    expect(await query(connection, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows }]);
  });
}

function log(): string {
  const files = readdirSync(join(home, 'logs')).map((name) => readFileSync(join(home, 'logs', name), 'utf8'));
  return files.join('\n');
}

// The shell that waits for the death of its Perennial, told by the server that it would stop.
function watcherOf(server: number): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== server);
  const found = pids.find((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return command.startsWith('/bin/sh\0-c\0') && command.includes(join(home, 'database'));
    } catch {
      return false;
    }
  });
  return Number(found);
}

test('the server shuts down cleanly by itself when its Perennial is killed', async () => {
  const { child } = await holdWithNewRow();
  await kill(child);
  await shutDown(home);
  await expectAllRows();
  expect(log()).not.toContain('not properly shut down');
});

test('a start right after a kill waits for the old server and finds every committed row', async () => {
  for (let round = 0; round < 3; round++) {
    const { child } = await holdWithNewRow();
    await kill(child);
    await expectAllRows();
  }
});

test.runIf(process.platform === 'linux')(
  'a server that outlived its Perennial and its watcher is stopped by the next start',
  async () => {
    const { child, database } = await holdWithNewRow();
    process.kill(watcherOf(database.pid), 'SIGKILL');
    await kill(child);
    await sleep(200);
    expect(isAlive(database.pid)).toBe(true);
    await expectAllRows();
    expect(log()).not.toContain('not properly shut down');
  },
);

test('after a kill of everything the next start recovers, also when the old process number is taken', async () => {
  const { child, database } = await holdWithNewRow();
  process.kill(database.pid, 'SIGKILL');
  await kill(child);
  const stranger = spawn(
    'sleep',
    ['600'],
    process.getuid?.() === 0 ? { uid: statSync(postmasterFile).uid } : {},
  );
  const lines = readFileSync(postmasterFile, 'utf8').split('\n');
  writeFileSync(postmasterFile, [stranger.pid, ...lines.slice(1)].join('\n'));
  try {
    await expectAllRows();
    expect(isAlive(stranger.pid!)).toBe(true);
  } finally {
    stranger.kill();
  }
});

test.runIf(process.platform === 'linux')(
  'a query still busy after its server was killed cannot spoil the next start',
  async () => {
    const { child, database } = await holdWithNewRow();
    const busy = query(database.connection, 'DO $$ BEGIN LOOP NULL; END LOOP; END $$').catch(() => 'cut');
    const backends = () =>
      query(database.connection, `SELECT pid FROM pg_stat_activity WHERE query LIKE 'DO %'`);
    let [backend] = await backends();
    while (backend === undefined) [backend] = await backends();
    process.kill(database.pid, 'SIGKILL');
    await kill(child);
    await sleep(200);
    expect(isAlive(backend.pid as number)).toBe(true);
    await expectAllRows();
    expect(await busy).toBe('cut');
  },
);
