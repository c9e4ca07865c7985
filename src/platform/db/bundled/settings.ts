import { spawnSync } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import type { ServerUser } from './server-user.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;

/** What the settings depend on. */
export interface Machine {
  memoryBytes: number;
  freeDiskBytes: number;
  processors: number;
  /** False where the shared memory of the machine is too small for parallel queries, as in many containers. */
  roomySharedMemory: boolean;
  lz4: boolean;
}

/** Measures this machine, or the part of it that a container may use. */
export function thisMachine(home: string, binaries: string, user: ServerUser | undefined): Machine {
  const disk = statfsSync(home);
  const limit = process.constrainedMemory();
  return {
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    freeDiskBytes: disk.bavail * disk.bsize,
    processors: availableParallelism(),
    roomySharedMemory: !existsSync('/dev/shm') || sizeOf('/dev/shm') >= 256 * mebibyte,
    lz4: hasLz4(binaries, join(home, 'database'), user),
  };
}

function sizeOf(mount: string): number {
  const { blocks, bsize } = statfsSync(mount);
  return blocks * bsize;
}

function hasLz4(binaries: string, database: string, user: ServerUser | undefined): boolean {
  const ask = ['-D', database, '-c', 'wal_compression=lz4', '-C', 'wal_compression'];
  return spawnSync(join(binaries, 'bin', 'postgres'), ask, { ...user, cwd: '/', env: {} }).status === 0;
}

/**
 * Settings for a small machine that also runs Node: little memory when idle, room for bulk imports, and
 * nothing that could lose a committed row.
 */
export function serverSettings(
  machine: Machine,
  folders: { socket: string; logs: string },
): Record<string, string> {
  const share = (part: number, least: number, most: number) =>
    `${Math.round(Math.min(most, Math.max(least, machine.memoryBytes / mebibyte / part)))}MB`;
  return {
    cluster_name: 'perennial',
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: folders.socket,
    unix_socket_permissions: '0700',
    max_connections: '50',

    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Nothing is replicated from here; minimal spares the log of rows copied into a table made in the same transaction.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    ...walSizes(machine.freeDiskBytes),
    // pglz, the only other choice, costs more processor time in an import than it spares disk.
    wal_compression: machine.lz4 ? 'lz4' : 'off',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',

    shared_buffers: share(8, 32, 256),
    effective_cache_size: share(2, 128, 1024 * 1024),
    maintenance_work_mem: share(32, 64, 256),
    work_mem: share(512, 4, 16),
    dynamic_shared_memory_type: machine.roomySharedMemory ? 'posix' : 'sysv',
    // Partitions by month take a lock each.
    max_locks_per_transaction: '256',
    max_parallel_workers: String(machine.processors),
    io_workers: '2',
    random_page_cost: '1.1',
    jit: 'off',

    autovacuum: 'on',
    autovacuum_max_workers: '2',
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_vacuum_insert_scale_factor: '0.1',
    autovacuum_analyze_scale_factor: '0.05',
    autovacuum_vacuum_cost_limit: '1000',

    logging_collector: 'on',
    log_directory: folders.logs,
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
    log_line_prefix: '%m [%p] %q%u@%d ',
    log_timezone: 'UTC',
    // The detail of an error holds values of customers; logs do not.
    log_error_verbosity: 'terse',
    log_parameter_max_length: '0',

    timezone: 'UTC',
    lc_messages: 'C',
    lc_monetary: 'C',
    lc_numeric: 'C',
    lc_time: 'C',
    default_text_search_config: 'pg_catalog.simple',
  };
}

/** How much of its log the server keeps between checkpoints: on a small disk that log alone could fill it. */
function walSizes(freeDiskBytes: number): { max_wal_size: string; min_wal_size: string } {
  if (freeDiskBytes < 8 * gibibyte) return { max_wal_size: '256MB', min_wal_size: '80MB' };
  const most = freeDiskBytes > 40 * gibibyte ? '4GB' : freeDiskBytes > 20 * gibibyte ? '2GB' : '1GB';
  return { max_wal_size: most, min_wal_size: '256MB' };
}

/** The text of a postgresql.conf with these settings; those of `ownSettingsFile`, if it exists, come last and win. */
export function settingsFile(settings: Record<string, string>, ownSettingsFile: string): string {
  const quoted = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoted(value)}`);
  return [
    '# Written anew at every start of Perennial. Settings of your own belong into the file named at the end.',
    ...lines,
    `include_if_exists = ${quoted(ownSettingsFile)}`,
    '',
  ].join('\n');
}
