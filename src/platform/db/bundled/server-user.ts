import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { BundledDatabaseError } from './bundled-database-error.ts';

/** Ids of the user that the database server runs as when that is not ourselves. */
export interface ServerUser {
  uid: number;
  gid: number;
}

/**
 * The user that the server must run as: nobody else (undefined) unless we are root, which PostgreSQL refuses;
 * then the owner of the database that is already there, or the system user of this name, created when absent.
 */
export function chooseServerUser(database: string | undefined, name: string): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  if (database !== undefined && existsSync(database)) {
    const { uid, gid } = statSync(database);
    if (uid !== 0) return { uid, gid };
  }
  return findUser(name) ?? createUser(name);
}

function findUser(name: string): ServerUser | undefined {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' });
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' });
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

function createUser(name: string): ServerUser {
  const nowhere = ['--no-create-home', '--shell', '/usr/sbin/nologin'];
  const busybox = ['-S', '-D', '-H', '-s', '/sbin/nologin'];
  const ways: [string, string[]][] = [
    ['/usr/sbin/useradd', ['--system', '--user-group', '--home-dir', '/nonexistent', ...nowhere, name]],
    ['/usr/sbin/adduser', ['--system', '--group', '--home', '/nonexistent', ...nowhere, name]],
    ['/usr/sbin/adduser', [...busybox, name]],
  ];
  for (const [command, options] of ways) {
    if (spawnSync(command, options).status !== 0) continue;
    const created = findUser(name);
    if (created) return created;
  }
  throw new BundledDatabaseError(
    'bundled_database_unsupported',
    `PostgreSQL does not run as root, and the system user "${name}" could not be created: create it, start Perennial as an ordinary user, or set DATABASE_URL.`,
  );
}

/** Whether that user (or we ourselves) can reach this path, as the kernel judges it. */
export function canReach(user: ServerUser | undefined, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...user, cwd: '/' }).status === 0;
}
