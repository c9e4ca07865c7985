import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { type BundledPostgres, startBundledPostgres } from './bundled-postgres.ts';
import { stopLeftovers } from './leftover-server.ts';

export const isRoot = process.getuid?.() === 0;
export const quiet = { info: () => undefined, warn: () => undefined };

/** A temporary folder that everybody may enter, so that what lies in it decides who gets in. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-database-')));
  chmodSync(folder, 0o755);
  return folder;
}

/** Ends what still runs on these homes and removes the temporary folder. */
export async function cleanUp(folder: string, ...homes: string[]): Promise<void> {
  for (const home of homes) await stopLeftovers(join(home, 'database'));
  rmSync(folder, { recursive: true });
}

/** Runs the work on the database of a data folder, then stops it and frees the folder. */
export async function withDatabase<T>(
  options: {
    folder: string;
    systemFolder: string;
    systemUser?: string;
    binaries?: string;
    log?: typeof quiet;
  },
  work: (database: BundledPostgres) => Promise<T>,
): Promise<T> {
  const dataFolder = await openDataFolder(options.folder);
  try {
    const database = await startBundledPostgres({ log: quiet, ...options, dataFolder });
    try {
      return await work(database);
    } finally {
      await database.stop();
    }
  } finally {
    dataFolder.release();
  }
}

/** Rows of one statement on a connection of its own. */
export async function query(
  connection: pg.ClientConfig,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement, values)).rows;
  } finally {
    await client.end();
  }
}

export interface Holder {
  child: ChildProcess;
  database: Pick<BundledPostgres, 'connection' | 'location' | 'pid'>;
}

/** Starts the database of a data folder in a process of its own that holds it until it is killed. */
export async function holdElsewhere(
  options: { folder: string; systemFolder: string; binaries?: string },
  run: { node?: string; platform?: string; uid?: number; gid?: number } = {},
): Promise<Holder> {
  const { node = process.execPath, platform = join(import.meta.dirname, '..', '..'), ...as } = run;
  const module = (path: string) => JSON.stringify(join(platform, path));
  const program = `import { openDataFolder } from ${module('files/data-folder.ts')};
    import { startBundledPostgres } from ${module('db/bundled/bundled-postgres.ts')};
    const options = ${JSON.stringify(options)};
    const log = { info() {}, warn() {} };
    const dataFolder = await openDataFolder(options.folder);
    const { connection, location, pid } = await startBundledPostgres({ ...options, dataFolder, log });
    console.log(JSON.stringify({ connection, location, pid }));`;
  const child = spawn(node, ['--input-type=module', '-e', program], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let problem = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    problem += chunk.toString();
  });
  const exit = once(child, 'exit').then(() => Promise.reject(new Error(problem)));
  exit.catch(() => undefined);
  const [line] = (await Promise.race([once(child.stdout!, 'data'), exit])) as [Buffer];
  return { child, database: JSON.parse(line.toString()) };
}

export async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Resolves when the server on this home has shut down by itself. */
export async function shutDown(home: string): Promise<void> {
  while (existsSync(join(home, 'database', 'postmaster.pid'))) await sleep(20);
}
