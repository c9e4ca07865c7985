import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { startJobs } from './job-runner.ts';
import { defineJob } from './jobs.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const told: string[] = [];
platform.log = { ...platform.log, warn: (_details, text = '') => told.push(text) };
let running: { stop(): Promise<void> } | undefined;

afterEach(() => running?.stop());

async function startProbe(during: () => Promise<void> = async () => {}) {
  const ran: string[] = [];
  const probe = defineJob({
    name: 'probe',
    payload: z.object({ name: z.string() }),
    attempts: 3,
    async run(_ctx, { name }) {
      ran.push(name);
      await during();
    },
  });
  running = await startJobs(platform, [probe]);
  return ran;
}

const enqueue = (name: string) => platform.run((ctx) => ctx.enqueue('probe', { name }));

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await sleep(20);
}

const waiting = async () =>
  (await pool.query('select count(*)::int as count from graphile_worker.jobs')).rows[0].count as number;

test('a job that ends while every connection is cut is not left behind, and others go on', async () => {
  let cut = false;
  const ran = await startProbe(async () => {
    if (cut) return;
    cut = true;
    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    // The connection of this very statement too: whoever writes the end of this job down meets a dead one.
    await pool.query('select pg_terminate_backend(pg_backend_pid())').catch(() => {});
  });
  await enqueue('first');
  await until(() => ran.length === 1);
  // Connections that were cut may be handed out once more.
  await until(() =>
    enqueue('second').then(
      () => true,
      () => false,
    ),
  );
  await until(() => ran.includes('second'));
  await until(() =>
    waiting().then(
      (count) => count === 0,
      () => false,
    ),
  );
  // At least once: that it ended could not be written down.
  expect(ran).toContain('first');
});

test('a runner that has ended by itself is started again', async () => {
  const ran = await startProbe();
  await enqueue('before');
  await until(() => ran.length === 1);
  // The one message upon which the queue ends its runner.
  await pool.query(`notify "worker:migrate", '{"breaking": true, "migrationNumber": 99}'`);
  await until(() => told.some((text) => text.includes('job runner ended')));
  process.exitCode = undefined;
  await enqueue('after');
  await until(() => ran.length === 2);
  expect(ran).toEqual(['before', 'after']);
});
