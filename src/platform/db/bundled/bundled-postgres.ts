import { chownSync, existsSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataFolder } from '#platform/files/data-folder.ts';
import { socketFolder } from '#platform/files/socket-folder.ts';
import { checkVersion, installedBinaries, runnableBinaries } from './binaries.ts';
import { BundledDatabaseError } from './bundled-database-error.ts';
import { createDatabase, databaseName } from './create-database.ts';
import { abandonedHomes, lastHome, serverFolder, settleHome } from './home.ts';
import { stopLeftovers } from './leftover-server.ts';
import { type Memory, newMemory, recall, remember, syncFolder } from './memory.ts';
import { startServer } from './server-process.ts';
import { chooseServerUser, type ServerUser } from './server-user.ts';
import { serverSettings, settingsFile, thisMachine } from './settings.ts';

const socketName = '.s.PGSQL.5432';

export interface BundledPostgres {
  /** Parameters of `pg`; the host is the folder of the socket. */
  connection: { host: string; port: number; user: string; password: string; database: string };
  /** The folder in which database, settings and logs of the server lie. */
  location: string;
  /** Process number of the server. */
  pid: number;
  /** Shuts the server down cleanly, cutting its connections; calling it again waits for the same end. */
  stop(): Promise<void>;
  /** Resolves, with the reason, if the server ends without `stop`: nothing works any more. */
  died: Promise<string>;
}

interface Log {
  info(details: object, text: string): void;
  warn(details: object, text: string): void;
}

export interface BundledOptions {
  /** Held (locked) by this process until after `stop`. */
  dataFolder: DataFolder;
  log: Log;
  /** Folder of the PostgreSQL programs; by default the one that npm installed. */
  binaries?: string;
  /** Where root puts what the server's own user could not reach in its place. */
  systemFolder?: string;
  /** The system user that the server runs as when we are root. */
  systemUser?: string;
  /** Settings that go over ours; a test database may do without fsync. */
  settings?: Record<string, string>;
}

/**
 * Starts the PostgreSQL server of this data folder, creating its database the first time, and resolves when it
 * takes connections: over its Unix socket only, with a password that lies in the data folder. It stops with
 * this process, also when that is killed; what a killed one left running is ended first. Nothing committed is
 * lost by any of it. Rejects with a BundledDatabaseError.
 */
export async function startBundledPostgres(options: BundledOptions): Promise<BundledPostgres> {
  const { dataFolder, log, systemFolder = '/var/lib/perennial', systemUser = 'postgres' } = options;
  const memory = recall(dataFolder.path) ?? newMemory();
  const lastDatabase = join(lastHome(dataFolder.path, memory), 'database');
  const user = chooseServerUser(lastDatabase, systemUser);
  const strangerPid = await stopLeftovers(lastDatabase);
  const binaries = runnableBinaries(options.binaries ?? installedBinaries(), user, systemFolder);
  const home = settleHome(dataFolder, memory, user, systemFolder);
  if (memory.home !== null) tellOutside(home, dataFolder.path, log);
  provideDatabase(dataFolder.path, home, memory, binaries, user, log);
  const socket = prepare(home, binaries, user, options.settings);
  const onSlowStart = () =>
    log.info(
      { location: home },
      'PostgreSQL is still starting, recovering what it had not written to its files',
    );
  const server = await startServer({ binaries, home, user, strangerPid, onSlowStart });
  log.info({ location: home, pid: server.pid }, 'PostgreSQL is running');
  return {
    connection: {
      host: socket,
      port: 5432,
      user: databaseName,
      password: memory.password,
      database: databaseName,
    },
    location: home,
    pid: server.pid,
    stop: server.stop,
    died: server.died,
  };
}

function tellOutside(home: string, dataFolder: string, log: Log): void {
  log.info(
    { location: home, dataFolder },
    `The database lives in ${home}, because its own user cannot enter ${dataFolder}. Back both up together.`,
  );
  const abandoned = abandonedHomes(home);
  if (abandoned.length > 0) {
    log.warn(
      { abandoned },
      `Databases of earlier data folders at ${dataFolder} are still there: ${abandoned.join(', ')}`,
    );
  }
}

function provideDatabase(
  dataFolder: string,
  home: string,
  memory: Memory,
  binaries: string,
  user: ServerUser | undefined,
  log: Log,
): void {
  const database = join(home, 'database');
  if (!existsSync(database)) {
    if (memory.created) {
      throw new BundledDatabaseError(
        'bundled_database_missing',
        `The database ${database} is gone. Restore it from a backup; to begin anew, remove ${join(dataFolder, 'postgres.json')} too.`,
      );
    }
    log.info({ location: home }, 'Creating the database');
    remember(dataFolder, memory);
    createDatabase(home, binaries, user, {
      own: memory.password,
      administrator: memory.administratorPassword,
    });
  }
  checkVersion(binaries, database, user);
  syncFolder(home);
  if (!memory.created) remember(dataFolder, Object.assign(memory, { created: true }));
}

function prepare(
  home: string,
  binaries: string,
  user: ServerUser | undefined,
  own: Record<string, string> = {},
): string {
  const logs = serverFolder(home, 'logs', user);
  const socket = socketFolder(join(home, 'socket'), socketName, [user?.uid ?? process.getuid!()], user);
  for (const name of [socketName, `${socketName}.lock`]) rmSync(join(socket, name), { force: true });
  const settings = { ...serverSettings(thisMachine(home, binaries, user), { socket, logs }), ...own };
  const write = (name: string, text: string) => {
    const path = join(home, name);
    // On a full disk writing would leave it empty.
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
    writeFileSync(path, text, { mode: 0o640 });
    if (user) chownSync(path, statSync(home).uid, user.gid);
  };
  write('postgresql.conf', settingsFile(settings, join(home, 'postgresql.own.conf')));
  write('pg_hba.conf', 'local all all scram-sha-256\n');
  return realpathSync(socket);
}
