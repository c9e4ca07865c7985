import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { dropFactViews, placeFactViews } from './fact-views.ts';

const migrationsFolder = join(import.meta.dirname, '../../../database/migrations');

const lockKey = 7_203_411;

/** This table stands from the first to the last step of a restore. */
export const unfinishedRestore = 'public.perennial_unfinished_restore';

export interface Migration {
  name: string;
  sha256: string;
}

export interface MigrateOptions {
  /** The last one to apply; the newest unless given. */
  upTo?: string;
  /** Whoever restores an archive works on a database that nobody else may start on. */
  restoring?: boolean;
}

/** The migrations that this program brings, in their order. */
export async function knownMigrations(): Promise<Migration[]> {
  return Promise.all(
    (await migrationFiles()).map(async (name) => ({ name, sha256: hashOf(await readMigration(name)) })),
  );
}

/**
 * Brings the database to the newest migration and returns the names that were applied now.
 * Each file runs in a transaction of its own; two servers starting at once wait for each other. The views of `facts`
 * are put in place for the newest one.
 * Throws when an applied file was changed afterwards, the database is newer than this program, or an archive was
 * restored into it by half.
 */
export async function migrate(pool: pg.Pool, options: MigrateOptions = {}): Promise<string[]> {
  const files = await migrationFiles();
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    if (!options.restoring) await refuseUnfinished(client);
    await client.query(`create table if not exists public.perennial_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`);
    const applied = new Map<string, string>(
      (await client.query('select name, sha256 from public.perennial_migrations')).rows.map((row) => [
        row.name,
        row.sha256,
      ]),
    );
    const unknown = [...applied.keys()].find((name) => !files.includes(name));
    if (unknown) throw new Error(`The database is newer than this program: it has the migration ${unknown}.`);
    const fresh: string[] = [];
    for (const name of files) {
      if (options.upTo !== undefined && name > options.upTo) break;
      const sql = await readMigration(name);
      const sha256 = hashOf(sql);
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before) throw new Error(`The migration ${name} was changed after it had been applied.`);
      if (fresh.length === 0) await dropFactViews(client);
      await apply(client, name, sql, sha256);
      fresh.push(name);
    }
    if (options.upTo === undefined) await placeFactViews(client);
    return fresh;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
    client.release();
  }
}

async function migrationFiles(): Promise<string[]> {
  return (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();
}

function readMigration(name: string): Promise<string> {
  return readFile(join(migrationsFolder, name), 'utf8');
}

function hashOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

async function refuseUnfinished(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ unfinished: boolean }>(
    `select to_regclass('${unfinishedRestore}') is not null as unfinished`,
  );
  if (!rows[0]!.unfinished) return;
  throw new Error('A backup was restored into this database by half: run "./perennial restore" again.');
}

async function apply(client: pg.PoolClient, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into public.perennial_migrations (name, sha256) values ($1, $2)', [
      name,
      sha256,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
