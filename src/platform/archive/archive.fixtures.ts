import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, inject } from 'vitest';
import { type OpenDatabase, openDatabase } from '../db/database.ts';
import { connectionTo } from '../testing/template.ts';
import type { TestPlatform } from '../testing/test-platform.ts';
import { type BackedUp, backUp } from './back-up.ts';
import { releaseDatabase } from './load-tables.queries.ts';
import { openArchive } from './read-archive.ts';
import { restoreArchive } from './restore-archive.ts';

/** A database without anything on the server of the tests; dropped when the test file ends. */
export async function emptyDatabase(): Promise<OpenDatabase> {
  const server = inject('server');
  const name = `perennial_test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(server, 1);
  await admin.pool.query(`create database ${name}`);
  const database = openDatabase(connectionTo(server, name), 4);
  afterAll(async () => {
    await database.close();
    await admin.pool.query(`drop database if exists ${name} with (force)`);
    await admin.close();
  });
  return database;
}

/** A folder that is removed when the test file ends. */
export async function temporaryFolder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'perennial-archive-'));
  afterAll(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Backs a test platform up, with its files. */
export async function archiveOf(
  platform: TestPlatform,
  path: string,
  more: { leftOut?: string[]; onProgress?: () => void; signal?: AbortSignal } = {},
): Promise<BackedUp> {
  return backUp({
    database: platform.database,
    path,
    takenAt: platform.clock.now(),
    folders: [
      { name: 'uploads', path: await platform.folder('uploads') },
      { name: 'audit', path: await platform.folder('audit') },
    ],
    holdFolder: `${await platform.folder('uploads')}-held`,
    leftOut: [],
    ...more,
  });
}

/** Restores an archive into a database, with its files below `folder`, as far as a server could start on it. */
export async function restoreInto(
  database: OpenDatabase,
  path: string,
  folder: string,
  leftOut: string[] = [],
): Promise<void> {
  const archive = await openArchive(path);
  try {
    await restoreArchive({
      archive,
      database,
      folder: async (name) => join(folder, name),
      leftOut,
    });
  } finally {
    await archive.close();
  }
  await database.db.transaction().execute((tx) => releaseDatabase(tx));
}

/** A hash of the rows of every table, computed by the server over their texts in order. */
export async function tableHashes(pool: pg.Pool): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
        and c.relname <> 'perennial_migrations' order by 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, e'\\n' order by t::text collate "C")), '') as hash
        from ${name} t`,
    );
    hashes[name] = rows[0]!.hash;
  }
  return hashes;
}

/** Every constraint, index, trigger and sequence of our schemas, as text that is the same on every supported server. */
export async function structureOf(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `with own as (select oid, nspname from pg_namespace
        where nspname !~ '^pg_' and nspname not in ('information_schema', 'graphile_worker', 'public'))
      select own.nspname || ' ' || c.relname || ' ' || con.conname || ' ' || pg_get_constraintdef(con.oid) as text
        from pg_constraint con join pg_class c on c.oid = con.conrelid join own on own.oid = c.relnamespace
        where con.contype <> 'n'
      union all select own.nspname || '.' || c.relname || ' ' || a.attname || ' not null' from pg_attribute a
        join pg_class c on c.oid = a.attrelid join own on own.oid = c.relnamespace where a.attnotnull and c.relkind in ('r', 'p')
      union all select pg_get_indexdef(i.indexrelid) || ' ' || i.indisvalid from pg_index i
        join pg_class c on c.oid = i.indrelid join own on own.oid = c.relnamespace
      union all select pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text from pg_trigger t
        join pg_class c on c.oid = t.tgrelid join own on own.oid = c.relnamespace where not t.tgisinternal
      union all select s.schemaname || '.' || s.sequencename || ' ' || coalesce(s.last_value, 0) from pg_sequences s
        join own on own.nspname = s.schemaname
      order by 1`,
  );
  return rows.map(({ text }) => text);
}
