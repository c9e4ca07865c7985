import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { BundledDatabaseError } from './bundled-database-error.ts';
import { readPostmaster } from './leftover-server.ts';
import type { ServerUser } from './server-user.ts';

/** A running PostgreSQL server. */
export interface ServerProcess {
  pid: number;
  /** Shuts the server down cleanly, cutting its connections; resolves when it is gone. */
  stop(): Promise<void>;
  /** Resolves, with the reason, if the server ends without `stop`. */
  died: Promise<string>;
}

// The shell becomes the server. Before, it leaves a watcher behind that belongs to nobody and waits on our end
// of the input: a line means the server is gone, the end without a line means that we are, whatever killed us.
const watched = `exec 3<&0 </dev/null
( ( trap '' INT HUP TERM; read -r line <&3 || kill -INT $$ ) >/dev/null 2>&1 & )
exec 3<&-
exec "$@"`;

/**
 * Starts the server and resolves once it takes connections, however long its recovery lasts. Rejects with a
 * BundledDatabaseError (`bundled_database_not_started`) that quotes the server when it ends instead.
 */
export async function startServer(options: {
  binaries: string;
  home: string;
  user: ServerUser | undefined;
  /** A process number in a stale postmaster.pid that is not a server's any more. */
  strangerPid: number | undefined;
  onSlowStart: () => void;
}): Promise<ServerProcess> {
  const { binaries, home, user, strangerPid } = options;
  const database = join(home, 'database');
  const files = [
    '-c',
    `config_file=${join(home, 'postgresql.conf')}`,
    '-c',
    `hba_file=${join(home, 'pg_hba.conf')}`,
  ];
  const server = [join(binaries, 'bin', 'postgres'), '-D', database, ...files];
  // PostgreSQL overlooks the process named here when it judges a postmaster.pid, and still checks everything else.
  const overlook = strangerPid === undefined ? {} : { PG_GRANDPARENT_PID: String(strangerPid) };
  const child = spawn('/bin/sh', ['-c', watched, 'sh', ...server], {
    ...user,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', ...overlook },
    stdio: ['pipe', 'ignore', 'pipe'],
    // A Ctrl-C in the terminal is for us: we stop the server after our own work.
    detached: true,
  });
  const end = watchEnd(child);
  const running = { over: false };
  void end.then(() => {
    running.over = true;
  });
  for (let waited = 0; !running.over; waited++) {
    const postmaster = readPostmaster(database);
    if (postmaster?.pid === child.pid && postmaster?.ready) return serverProcess(child, end);
    if (waited > 0 && waited % 500 === 0) options.onSlowStart();
    await sleep(20);
  }
  throw new BundledDatabaseError(
    'bundled_database_not_started',
    `PostgreSQL did not start: ${await end}\n${lastLog(join(home, 'logs'))}`.trim(),
  );
}

// Once it logs to its files, the server gives no reason anywhere else.
function lastLog(logs: string): string {
  const files = readdirSync(logs).map((name) => join(logs, name));
  const [newest] = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  return newest === undefined ? '' : readFileSync(newest, 'utf8').slice(-2000).trim();
}

function watchEnd(child: ChildProcess): Promise<string> {
  let said = '';
  child.stderr!.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000);
  });
  // The watcher may be gone before the line that releases it.
  child.stdin!.on('error', () => undefined);
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => {
      child.stdin!.end('over\n');
      // Its last words may still be on their way, but a process it left behind may keep the line open for long.
      void Promise.race([once(child, 'close'), sleep(500)]).then(() =>
        resolve(`${signal ?? `exit code ${code}`}. ${said.trim()}`.trim()),
      );
    });
  });
}

function serverProcess(child: ChildProcess, end: Promise<string>): ServerProcess {
  let stopping: Promise<void> | undefined;
  const died = end.then((reason) => (stopping === undefined ? reason : new Promise<never>(() => undefined)));
  return {
    pid: child.pid!,
    died,
    stop() {
      stopping ??= stopChild(child);
      return stopping;
    },
  };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  // An immediate shutdown loses nothing that was committed: the next start recovers it from the log.
  const impatience = setTimeout(() => child.kill('SIGQUIT'), 60_000);
  await gone;
  clearTimeout(impatience);
}
