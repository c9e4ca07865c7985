import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BundledDatabaseError } from './bundled-database-error.ts';
import type { ServerUser } from './server-user.ts';

/** Name of the role and of the database that Perennial works with. */
export const databaseName = 'perennial';

/**
 * Creates the folder `database` in `home` with the role and database `perennial`; whole or not at all. The role
 * owns its database and may create others, but is no superuser. Passwords hold letters, digits, - and _ only.
 */
export function createDatabase(
  home: string,
  binaries: string,
  user: ServerUser | undefined,
  passwords: { own: string; administrator: string },
): void {
  const incoming = join(home, 'database.incoming');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { mode: 0o700 });
  if (user) chownSync(incoming, user.uid, user.gid);
  // Collation by ICU, but a real LC_CTYPE: with "C", pg_trgm silently drops every Chinese character.
  const locale = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';
  const initdb = [
    join(binaries, 'bin', 'initdb'),
    '-D',
    incoming,
    '--username=postgres',
    '--pwfile=/dev/stdin',
  ];
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale-provider=icu', '--icu-locale=und'];
  run(
    user,
    [...initdb, ...options, `--locale=${locale}`, '--no-instructions'],
    `${passwords.administrator}\n`,
  );
  const single = [
    join(binaries, 'bin', 'postgres'),
    '--single',
    '-D',
    incoming,
    '-c',
    'exit_on_error=on',
    'postgres',
  ];
  const statements = [
    `CREATE ROLE ${databaseName} LOGIN CREATEDB PASSWORD '${passwords.own}'`,
    `GRANT pg_monitor, pg_signal_backend TO ${databaseName}`,
    `CREATE DATABASE ${databaseName} OWNER ${databaseName}`,
  ];
  run(user, single, statements.map((statement) => `${statement};\n`).join(''));
  renameSync(incoming, join(home, 'database'));
}

// Through cat, because Node hands over its input as a socket, which cannot be opened as /dev/stdin.
function run(user: ServerUser | undefined, command: string[], input: string): void {
  const program = 'cat | "$@"';
  const result = spawnSync('/bin/sh', ['-c', program, 'sh', ...command], {
    ...user,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_MESSAGES: 'C' },
    input,
    encoding: 'utf8',
  });
  if (result.status === 0) return;
  throw new BundledDatabaseError(
    'bundled_database_not_started',
    `The database could not be created: ${(result.stderr || result.stdout).trim().slice(-2000)}`,
  );
}
