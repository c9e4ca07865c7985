import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { overlapping } from '#platform/testing/overlapping.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { ensureMonths } from '../db/partitions.queries.ts';
import { dropOldAuditMonths } from './drop-months.ts';
import { sealEntries } from './seal-entries.ts';
import { readHead, writeHead } from './seal-files.ts';
import { verifyChain } from './verify-chain.ts';

let platform: TestPlatform;

beforeEach(async () => {
  platform = await testPlatform();
});

const note = (subject: string) => platform.run((ctx) => ctx.audit('probe.done', subject, { text: '名单' }));

async function sealed(): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    `select s.number || ' ' || e.subject_kind as line from platform.audit_seals s
     join platform.audit_entries e on e.id = s.entry_id order by s.number`,
  );
  return rows.map((row) => row.line);
}

async function unguarded(text: string): Promise<void> {
  await platform.database.pool.query(
    `alter table platform.audit_entries disable trigger user; alter table platform.audit_seals disable trigger user;
     ${text}; alter table platform.audit_entries enable trigger user; alter table platform.audit_seals enable trigger user`,
  );
}

test('entries are sealed in the order of their commits: one that is committed late follows those that were sealed before', async () => {
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await ctx.audit('probe.done', 'late');
        await written();
      }),
    async () => {
      await note('early');
      await sealEntries(platform);
    },
  );
  await sealEntries(platform);
  expect(await sealed()).toEqual(['1 early', '2 late']);
  expect(await verifyChain(platform)).toEqual({ checked: 2, sealedTo: '2', problem: null });
});

test('many writers and two sealers at once leave one chain without gaps', async () => {
  const other = { ...platform, database: { ...platform.database } };
  for (let round = 0; round < 5; round++) {
    await Promise.all([
      ...Array.from({ length: 20 }, (_, index) => note(`n${round}-${index}`)),
      sealEntries(platform),
      sealEntries(other),
      verifyChain(platform),
    ]);
  }
  // Sealers do not wait for writers that commit behind them.
  await sealEntries(platform);
  expect(await verifyChain(platform)).toEqual({ checked: 100, sealedTo: '100', problem: null });
});

test('a detail of any length is kept, and its beginning can be searched', async () => {
  const long = Array.from({ length: 60_000 }, (_, word) => `wort${word}汉字`).join(' ');
  await platform.run((ctx) => ctx.audit('probe.done', 'long', { long }));
  const { rows } = await platform.database.pool.query(
    `select length(detail ->> 'long') as length from platform.audit_entries
     where platform.audit_words(detail) @@ to_tsquery('simple', 'wort17')`,
  );
  expect(rows).toEqual([{ length: long.length }]);
});

test('what is rolled back is never sealed', async () => {
  await expect(
    platform.run(async (ctx) => {
      await ctx.audit('probe.done', 'undone');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await sealEntries(platform)).toBe(0);
});

test.each([
  'update platform.audit_entries set actor = actor',
  'delete from platform.audit_entries',
  'truncate platform.audit_entries',
  'update platform.audit_entries_2026_03 set actor = actor',
  'delete from platform.audit_entries_2026_03',
  'truncate platform.audit_entries_2026_03',
  'update platform.audit_seals set mac = mac',
  'delete from platform.audit_seals',
  'truncate platform.audit_seals',
])('the database refuses to %s', async (text) => {
  await note('kept');
  await sealEntries(platform);
  await expect(platform.database.pool.query(text)).rejects.toThrow('the audit log is only ever added to');
});

test('a sealer that is cut off in the middle leaves everything to the next', async () => {
  const { pool } = platform.database;
  await note('one');
  const killer = async () => {
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and wait_event = 'advisory'`,
    );
  };
  const holder = await pool.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock(5120021)');
  const cut = sealEntries(platform);
  cut.catch(() => {});
  let hasEnded = false;
  while (!hasEnded) {
    await killer();
    hasEnded = await Promise.race([
      cut.then(
        () => true,
        () => true,
      ),
      new Promise<boolean>((done) => setTimeout(done, 20, false)),
    ]);
  }
  await holder.query('commit');
  holder.release();
  expect(await sealed()).toEqual([]);
  expect(await verifyChain(platform)).toEqual({ checked: 1, sealedTo: '1', problem: null });
});

test('a server that was killed after sealing and before it remembered the end goes on', async () => {
  await note('one');
  await sealEntries(platform);
  const before = (await readHead(platform))!;
  await note('two');
  await sealEntries(platform);
  await writeHead(platform, before);
  await note('three');
  expect(await verifyChain(platform)).toEqual({ checked: 3, sealedTo: '3', problem: null });
});

test('a chain whose end was cut off is not covered up by new seals', async () => {
  await note('one');
  await note('two');
  await sealEntries(platform);
  await unguarded(
    'delete from platform.audit_entries where id = 2; delete from platform.audit_seals where number = 2',
  );
  await note('three');
  await expect(sealEntries(platform)).rejects.toMatchObject({ code: 'cut_off' });
  expect((await verifyChain(platform)).problem).toEqual({ fault: 'cut_off', number: '2', entryId: null });
});

test('without its key a sealed log is neither sealed on nor called whole, and with it goes on', async () => {
  await note('one');
  await sealEntries(platform);
  const path = join(await platform.folder('audit'), 'key');
  const key = await readFile(path);
  await rm(path);
  await note('two');
  await expect(sealEntries(platform)).rejects.toMatchObject({ code: 'key_missing' });
  expect((await verifyChain(platform)).problem).toMatchObject({ fault: 'key_missing' });
  await writeFile(path, key);
  expect(await verifyChain(platform)).toEqual({ checked: 2, sealedTo: '2', problem: null });
});

test('an entry that is removed before it is sealed is missed all the same', async () => {
  await note('one');
  await unguarded('delete from platform.audit_entries');
  expect((await verifyChain(platform)).problem).toEqual({
    fault: 'entry_missing',
    number: '1',
    entryId: '1',
  });
});

test('months that retention removed leave a chain that holds, and excuse nothing else', async () => {
  await ensureMonths(
    platform.database.db,
    'platform.audit_entries',
    new Date('2025-11-01Z'),
    new Date('2026-03-01Z'),
  );
  for (const month of ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03']) {
    platform.clock.set(`${month}-15T12:00:00Z`);
    await note(`m${month}`);
  }
  expect(await dropOldAuditMonths(platform, undefined)).toEqual([]);
  // They wait for their seals.
  expect(await dropOldAuditMonths(platform, 2)).toEqual([]);
  await sealEntries(platform);
  expect(await dropOldAuditMonths(platform, 2)).toEqual(['audit_entries_2025_11', 'audit_entries_2025_12']);
  expect(await dropOldAuditMonths(platform, 2)).toEqual([]);
  expect(await verifyChain(platform)).toEqual({ checked: 7, sealedTo: '7', problem: null });
  await unguarded(`delete from platform.audit_entries where subject_kind = 'm2026-01'`);
  expect((await verifyChain(platform)).problem).toMatchObject({ fault: 'entry_missing', number: '3' });
});
