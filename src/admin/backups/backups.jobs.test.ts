import { beforeAll, expect, test } from 'vitest';
import type { JobContext } from '#platform/jobs/jobs.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { adminServer, setUpOwner } from '../admin.fixtures.ts';
import { runAsJob } from './backups.fixtures.ts';
import { backupJobs } from './backups.jobs.ts';

let platform: TestPlatform;
let session: string;
let server: Awaited<ReturnType<typeof adminServer>>;

beforeAll(async () => {
  server = await adminServer();
  platform = server.platform;
  platform.clock.set('2026-03-05T08:00:00Z');
  ({ session } = await setUpOwner(server));
});

async function look(at: string): Promise<{ id: string; kind: string; state: string }[]> {
  platform.clock.set(at);
  const job = backupJobs.find(({ name }) => name === 'start-nightly-backup')!;
  const ctx: JobContext = {
    platform,
    log: platform.log,
    signal: new AbortController().signal,
    transact: (work) => platform.run(work),
  };
  await job.run(ctx, {});
  return (await server.call('GET', '/backups', { session })).body.items;
}

test('from two in the night on, by the organisation’s clock, one backup is started by itself', async () => {
  expect(await look('2026-03-05T17:50:00Z')).toEqual([]);
  const [started] = await look('2026-03-05T18:00:00Z');
  expect(started).toMatchObject({ kind: 'nightly', state: 'queued', askedBy: 'system' });
  expect(await look('2026-03-05T18:10:00Z')).toHaveLength(1);
  await runAsJob(platform, started!.id);
  expect(await look('2026-03-05T23:00:00Z')).toMatchObject([{ state: 'done' }]);
  expect(await look('2026-03-06T18:00:00Z')).toHaveLength(2);
});

test('a backup whose end was never written down holds up no night', async () => {
  const [waiting] = await look('2026-03-06T18:10:00Z');
  expect(waiting!.state).toBe('queued');
  await platform.database.pool.query(
    `update admin.backups set state = 'running', started_at = now() where id = $1`,
    [waiting!.id],
  );
  expect(await look('2026-03-06T18:20:00Z')).toMatchObject([
    { state: 'queued', kind: 'nightly' },
    { id: waiting!.id, state: 'failed' },
    { state: 'done' },
  ]);
});
