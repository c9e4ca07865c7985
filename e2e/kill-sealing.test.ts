import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '#platform/db/database.ts';
import { callSocket, type ServerProcess, startServerProcess } from './installation/server-process.ts';

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'perennial-sealing-'));
  server = await startServerProcess(join(folder, 'data'));
}, 120_000);

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

const entries = 20_000;

async function inDatabase(text: string): Promise<string> {
  const database = openDatabase(server.connection, 1);
  try {
    return (await database.pool.query({ text, rowMode: 'array' })).rows[0]?.[0];
  } finally {
    await database.close();
  }
}

test('a server that is killed again and again while it seals goes on, and its chain holds every entry once', async () => {
  await inDatabase(`
    with entry as (
      insert into platform.audit_entries (occurred_at, actor, action, subject_kind, detail)
      select now(), 'system', 'probe.done', 'probe', jsonb_build_object('n', n) from generate_series(1, ${entries}) n
      returning id, occurred_at)
    insert into platform.audit_waiting (entry_id, occurred_at) select id, occurred_at from entry`);
  const left: number[] = [];
  for (const waitMs of [1_100, 700, 400]) {
    await sleep(waitMs);
    await server.kill();
    server = await startServerProcess(server.dataFolder);
    left.push(Number(await inDatabase('select count(*) from platform.audit_waiting')));
  }
  const { id } = await callSocket(server.dataFolder, 'POST', '/audit/checks', {});
  await expect
    .poll(async () => (await callSocket(server.dataFolder, 'GET', `/audit/checks/${id}`)).state, {
      timeout: 120_000,
    })
    .toBe('intact');
  const sealed = await inDatabase(
    `select count(distinct entry_id) from platform.audit_seals s join platform.audit_entries e
      on e.id = s.entry_id and e.action = 'probe.done'`,
  );
  expect(Number(sealed)).toBe(entries);
  // It was killed at its work: something was sealed, and something was left.
  expect(
    left.some((waiting) => waiting > 0 && waiting < entries),
    String(left),
  ).toBe(true);
}, 240_000);
