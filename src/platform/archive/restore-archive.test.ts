import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test, vi } from 'vitest';
import { migrate } from '../db/migrate.ts';
import { ensureMonths } from '../db/partitions.queries.ts';
import { migrateJobs } from '../jobs/job-runner.ts';
import { dropOldOutboxMonths } from '../jobs/upkeep.queries.ts';
import { type TestPlatform, testPlatform } from '../testing/test-platform.ts';
import {
  archiveOf,
  emptyDatabase,
  restoreInto,
  structureOf,
  tableHashes,
  temporaryFolder,
} from './archive.fixtures.ts';
import { openSnapshot } from './snapshot.queries.ts';

// On a machine that has more to do, making 160 keys and indexes takes its time.
vi.setConfig({ testTimeout: 180_000 });

let platform: TestPlatform;
let folder: string;

beforeAll(async () => {
  platform = await testPlatform();
  folder = await temporaryFolder();
  await fill(platform);
});

const oddTexts = [
  '',
  '\\N',
  '\\.',
  'a\nb\tc\r\\d',
  '\u0001\u007f\u2028',
  '常青 🌲 ‮abc',
  "'; drop table x; --",
];

async function fill({ database, clock }: TestPlatform): Promise<void> {
  const { pool } = database;
  for (const month of ['2024-11', '2025-02'])
    await ensureMonths(database.db, 'platform.audit_entries', new Date(`${month}-05T00:00:00Z`), clock.now());
  for (const [index, text] of oddTexts.entries()) {
    await pool.query(
      `insert into platform.audit_entries (occurred_at, actor, action, subject_kind, subject_id, detail)
        values ($1, $2, 'x', 'y', $3, $4)`,
      [
        `2024-11-0${index + 1}T03:04:05.123456Z`,
        text,
        index % 2 ? null : text,
        { text, deep: [1.5, null, text] },
      ],
    );
  }
  await pool.query(
    `insert into platform.audit_entries (occurred_at, actor, action, subject_kind)
      select timestamptz '2025-02-01' + n * interval '1 minute', 'user:' || n, 'seen', repeat(md5(n::text), n % 40)
      from generate_series(1, 30000) n`,
  );
  // The ids of the last are gone, and must not be given again.
  await pool.query(
    `insert into ingestion.uploads (file_name, stored_as, size_bytes, sha256, created_by, expires_at)
      select 'f', 'f' || n, n, 's', 'x', 'infinity' from generate_series(1, 20) n`,
  );
  await pool.query('delete from ingestion.uploads where size_bytes > 15');
  await pool.query(
    `insert into platform.guesses select n::text, n, '-infinity', '2026-02-28 23:59:59.999999+00'
      from generate_series(1, 9) n`,
  );
  const uploads = await platform.folder('uploads');
  await writeFile(join(uploads, 'whole'), Buffer.alloc(9_000_000, 'row\n'));
  await writeFile(join(uploads, 'nothing'), '');
  await writeFile(join(uploads, 'coming.partial'), 'half');
}

test('a restored database holds the rows of every table, its keys, indexes, triggers, sequences and files', async () => {
  const path = join(folder, 'whole.tar');
  await platform.run((ctx) => ctx.enqueue('some-job', { odd: oddTexts }, { key: 'once', maxAttempts: 7 }));
  await archiveOf(platform, path);
  const database = await emptyDatabase();
  const target = join(folder, 'restored');
  await restoreInto(database, path, target);
  expect(await tableHashes(database.pool)).toEqual(await tableHashes(platform.database.pool));
  expect(await structureOf(database.pool)).toEqual(await structureOf(platform.database.pool));
  const jobs = `select task.identifier, payload, key, max_attempts from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id`;
  expect((await database.pool.query(jobs)).rows).toEqual((await platform.database.pool.query(jobs)).rows);
  expect((await readdir(join(target, 'uploads'))).sort()).toEqual(['nothing', 'whole']);
  const original = await readFile(join(await platform.folder('uploads'), 'whole'));
  expect((await readFile(join(target, 'uploads', 'whole'))).equals(original)).toBe(true);
  expect(await migrate(database.pool)).toEqual([]);
});

test('an archive can be read by its owner alone, and what was held for it is gone', async () => {
  const path = join(folder, 'own.tar');
  const { sizeBytes } = await archiveOf(platform, path);
  const { mode, size } = await stat(path);
  expect([mode & 0o777, size]).toEqual([0o600, sizeBytes]);
  expect(await readdir(join(await platform.folder('uploads'), '..'))).toEqual(['audit', 'uploads']);
});

test('what is written during a backup belongs to it whole or not at all, and files of its rows are in it', async () => {
  const path = join(folder, 'busy.tar');
  const uploads = await platform.folder('uploads');
  let writing = true;
  let written = 0;
  const write = async () => {
    for (; writing; written++) {
      await writeFile(join(uploads, `busy${written}`), `${written}`);
      await platform.database.pool.query(
        `with one as (insert into ingestion.uploads (file_name, stored_as, size_bytes, sha256, created_by, expires_at)
            values ('f', $1, 1, 's', 'x', now()) returning id)
          insert into platform.guesses select id::text, 1, now(), now() from one`,
        [`busy${written}`],
      );
      await sleep(10);
    }
  };
  const writers = write();
  for (let round = 0; round < 3; round++) await archiveOf(platform, `${path}${round}`);
  writing = false;
  await writers;
  const database = await emptyDatabase();
  const target = join(folder, 'busy');
  await mkdir(target);
  await restoreInto(database, `${path}2`, target);
  const { rows } = await database.pool.query<{ name: string; twin: string | null }>(
    `select stored_as as name, key as twin from ingestion.uploads full join platform.guesses on key = id::text
      where coalesce(stored_as, 'busy') ~ '^busy' and coalesce(key::int, 20) > 15`,
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ name, twin }) => name !== null && twin !== null)).toBe(true);
  const files = new Set(await readdir(join(target, 'uploads')));
  expect(rows.filter(({ name }) => !files.has(name))).toEqual([]);
});

test('a database that holds anything is refused and stays as it is', async () => {
  const path = join(folder, 'refused.tar');
  await archiveOf(platform, path);
  const database = await emptyDatabase();
  await database.pool.query('create table public.mine (id int)');
  await expect(restoreInto(database, path, join(folder, 'refused'))).rejects.toMatchObject({
    code: 'not_empty',
    values: { what: 'public.mine' },
  });
  const { rows } = await database.pool.query(
    `select count(*)::int as n from pg_namespace where nspname = 'admin'`,
  );
  expect(rows).toEqual([{ n: 0 }]);
});

test('an archive of an older version is brought to the newest migration, without what a copy is not to have', async () => {
  const older = await emptyDatabase();
  await migrate(older.pool, { upTo: '0020_commerce_orders_seller.sql' });
  await migrateJobs({ database: older });
  await older.pool.query(
    `with one as (insert into admin.users (email, name, password_hash, role, language)
        values ('a@example.com', 'a', 'h', 'owner', 'en') returning id)
      insert into admin.sessions (token_hash, user_id, expires_at) select 'x', id, 'infinity' from one`,
  );
  const path = join(folder, 'older.tar');
  await archiveOf({ ...platform, database: older }, path);
  const database = await emptyDatabase();
  await restoreInto(database, path, join(folder, 'older'), ['admin.sessions']);
  expect(await migrate(database.pool)).toEqual([]);
  expect(await structureOf(database.pool)).toEqual(
    expect.arrayContaining([expect.stringContaining('audit_seals_entry')]),
  );
  const { rows } = await database.pool.query(
    'select (select count(*)::int from admin.users) as users, (select count(*)::int from admin.sessions) as sessions',
  );
  expect(rows).toEqual([{ users: 1, sessions: 0 }]);
});

test('a stored file that is deleted during a backup is in it, and the head of the audit is that of before', async () => {
  const uploads = await platform.folder('uploads');
  const audit = await platform.folder('audit');
  await writeFile(join(uploads, 'outlived'), 'still here');
  await writeFile(join(audit, 'head'), 'before');
  const onProgress = () => {
    rmSync(join(uploads, 'outlived'), { force: true });
    writeFileSync(join(audit, 'head.new'), 'after');
    renameSync(join(audit, 'head.new'), join(audit, 'head'));
  };
  const path = join(folder, 'deleted.tar');
  await archiveOf(platform, path, { onProgress });
  const target = join(folder, 'deleted');
  await restoreInto(await emptyDatabase(), path, target);
  expect(await readFile(join(target, 'uploads', 'outlived'), 'utf8')).toBe('still here');
  expect(await readFile(join(target, 'audit', 'head'), 'utf8')).toBe('before');
});

test('a backup holds up nobody: rows are written and months added, and whoever drops a month gives way', async () => {
  const { db, pool } = platform.database;
  await ensureMonths(
    db,
    'platform.outbox',
    new Date('2025-01-05T00:00:00Z'),
    new Date('2025-01-06T00:00:00Z'),
  );
  const snapshot = await openSnapshot(pool, []);
  const drop = () => platform.run(({ tx, clock }) => dropOldOutboxMonths(tx, clock.now()));
  try {
    const dropping = drop();
    const refused = expect(dropping).rejects.toThrow(/lock timeout/);
    await ensureMonths(
      db,
      'platform.outbox',
      new Date('2027-01-05T00:00:00Z'),
      new Date('2027-01-06T00:00:00Z'),
    );
    await platform.run((ctx) => ctx.emit('things.happened', {}));
    await refused;
  } finally {
    await snapshot.end();
  }
  expect(await drop()).toEqual(['outbox_2025_01']);
});

test('a file that is stored between the first look at the folders and the snapshot is in the archive, as its row is', async () => {
  const uploads = await platform.folder('uploads');
  const { database } = platform;
  const connect = async () => {
    await writeFile(join(uploads, 'just-now'), 'new');
    await database.pool.query(
      `insert into ingestion.uploads (file_name, stored_as, size_bytes, sha256, created_by, expires_at)
        values ('f', 'just-now', 1, 's', 'x', now())`,
    );
    return database.pool.connect();
  };
  const path = join(folder, 'just-now.tar');
  const pool = { connect } as unknown as typeof database.pool;
  await archiveOf({ ...platform, database: { ...database, pool } }, path);
  const restored = await emptyDatabase();
  await restoreInto(restored, path, join(folder, 'just-now'));
  const { rowCount } = await restored.pool.query(
    `select from ingestion.uploads where stored_as = 'just-now'`,
  );
  expect(rowCount).toBe(1);
  expect(await readFile(join(folder, 'just-now', 'uploads', 'just-now'), 'utf8')).toBe('new');
});
