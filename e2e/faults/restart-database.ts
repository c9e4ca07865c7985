import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectionOptions, openDatabase } from '#platform/db/database.ts';
import { isAlive } from '#platform/files/data-folder.ts';
import { type ForeignServer, startForeignServer } from '../installation/foreign-server.ts';
import { startServerProcess } from '../installation/server-process.ts';
import type { Fault, Scene } from './fault-run.ts';

/** A fast shutdown, an immediate one, and a kill of the postmaster alone. */
const endings = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;

/** The bundled PostgreSQL ends, in one of three ways; nobody but the server brings it back. */
export function endBundledDatabase(): Fault {
  return {
    start: (folder) => startServerProcess(join(folder, 'data')),
    async strike(scene) {
      await sleep(scene.random() * 1500);
      const ending = endings[Math.floor(scene.random() * endings.length)]!;
      const pid = await postmasterOf(scene.server.connection);
      process.kill(pid, ending);
      while (isAlive(pid)) await sleep(20);
      expectAlive(scene);
      return ending;
    },
  };
}

/** A PostgreSQL of one's own is restarted under the running server, and stays away for up to four seconds. */
export function restartForeignDatabase(): Fault {
  let foreign: ForeignServer;
  return {
    async start(folder) {
      foreign = await startForeignServer(join(folder, 'foreign'));
      return startServerProcess(join(folder, 'data'), { DATABASE_URL: foreign.url });
    },
    async strike(scene) {
      await sleep(scene.random() * 1500);
      const ending = endings[Math.floor(scene.random() * endings.length)]!;
      await foreign.end(ending);
      await sleep(scene.random() * 4000);
      await foreign.start();
      expectAlive(scene);
      return ending;
    },
    stop: () => foreign.end('SIGINT'),
  };
}

export function expectAlive({ server }: Scene): void {
  if (!server.isAlive()) throw new Error('The server ended with its database.');
}

async function postmasterOf(connection: ConnectionOptions): Promise<number> {
  for (;;) {
    const database = openDatabase(connection, 1);
    try {
      const { rows } = await database.pool.query("select current_setting('data_directory') as folder");
      return Number((await readFile(join(rows[0].folder, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
    } catch {
      await sleep(50);
    } finally {
      await database.close();
    }
  }
}
