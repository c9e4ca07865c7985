import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

const migrationsFolder = join(import.meta.dirname, '../../../database/migrations');

const lockKey = 7_203_411;

/**
 * Brings the database to the newest migration and returns the names that were applied now.
 * Each file runs in a transaction of its own; two servers starting at once wait for each other.
 * Throws when an applied file was changed afterwards, or the database is newer than this program.
 */
export async function migrate(pool: pg.Pool, folder = migrationsFolder): Promise<string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
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
      const sql = await readFile(join(folder, name), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before) throw new Error(`The migration ${name} was changed after it had been applied.`);
      await apply(client, name, sql, sha256);
      fresh.push(name);
    }
    return fresh;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => {});
    client.release();
  }
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
