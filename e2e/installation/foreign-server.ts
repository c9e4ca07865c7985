import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installedBinaries, runnableBinaries } from '#platform/db/bundled/binaries.ts';
import { chooseServerUser } from '#platform/db/bundled/server-user.ts';
import { openDatabase } from '#platform/db/database.ts';

/** A PostgreSQL that is not ours to start or stop, as DATABASE_URL names one. */
export interface ForeignServer {
  url: string;
  start(): Promise<void>;
  end(signal: NodeJS.Signals): Promise<void>;
}

const debian = '/usr/lib/postgresql/15';

/** Makes and starts one in this folder: PostgreSQL 15 of Debian where it is installed, else the bundled one. */
export async function startForeignServer(folder: string): Promise<ForeignServer> {
  const database = join(folder, 'database');
  const user = chooseServerUser(database, 'postgres');
  const binaries = existsSync(debian)
    ? debian
    : runnableBinaries(installedBinaries(), user, '/var/lib/perennial');
  mkdirSync(folder, { mode: 0o755 });
  mkdirSync(database, { mode: 0o700 });
  if (user) for (const path of [folder, database]) chownSync(path, user.uid, user.gid);
  const made = spawnSync(
    join(binaries, 'bin', 'initdb'),
    ['-D', database, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'],
    { ...user, cwd: '/', encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(made.stderr);
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=${folder}`];
  let child: ChildProcess;
  const start = async () => {
    const options = settings.flatMap((setting) => ['-c', setting]);
    child = spawn(join(binaries, 'bin', 'postgres'), ['-D', database, ...options], {
      ...user,
      cwd: '/',
      stdio: 'ignore',
    });
    await untilReady(url);
  };
  await start();
  return {
    url,
    start,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(url: string): Promise<void> {
  for (let looks = 0; ; looks++) {
    const database = openDatabase({ connectionString: url }, 1);
    try {
      await database.pool.query('select 1');
      return;
    } catch (error) {
      if (looks === 600) throw error;
      await sleep(100);
    } finally {
      await database.close();
    }
  }
}
