import { beforeAll, expect, test } from 'vitest';
import { type AdminServer, addUser, adminServer, setUpOwner } from '../admin.fixtures.ts';

let server: AdminServer;
let owner: { session: string; userId: string };
let member: { session: string; userId: string };

beforeAll(async () => {
  server = await adminServer();
  owner = await setUpOwner(server);
  member = await addUser(server, owner.session, 'member@example.com');
});

const asOwner = (method: 'GET' | 'POST' | 'DELETE', path: string) =>
  server.call(method, path, { session: owner.session });

/** A job of its own, in the state that is told. */
async function job(set: string): Promise<string> {
  const { pool } = server.platform.database;
  const { rows } = await pool.query(`select id from graphile_worker.add_job('probe-job', '{"secret": 1}')`);
  await pool.query(`update graphile_worker._private_jobs set ${set} where id = $1`, [rows[0].id]);
  return rows[0].id;
}

const givenUp = `attempts = max_attempts, last_error = E'the shop is away\\n  at line 7'`;
const running = `locked_at = now(), locked_by = 'somebody', attempts = 1`;

test('GET /jobs tells owners alone what waits, runs, is tried again and was given up, by pages', async () => {
  await job('attempts = 0');
  await job(running);
  await job('attempts = 3');
  const id = await job(givenUp);
  const first = await asOwner('GET', '/jobs?limit=3');
  expect(first.body.items.map(({ state }: { state: string }) => state)).toEqual([
    'givenUp',
    'retrying',
    'running',
  ]);
  expect(first.body.items[0]).toMatchObject({ id, name: 'probe-job', problem: 'the shop is away' });
  const rest = await asOwner('GET', `/jobs?limit=3&cursor=${first.body.next}`);
  expect(rest.body).toMatchObject({ items: [{ state: 'waiting' }], next: null });
  expect(JSON.stringify(first.body)).not.toContain('secret');
  const denied = await server.call('GET', '/jobs', { session: member.session });
  expect(denied.status).toBe(403);
});

test('POST /jobs/:id/retry lets a job that was given up begin again, and not one that runs', async () => {
  const id = await job(givenUp);
  const again = await asOwner('POST', `/jobs/${id}/retry`);
  expect(again.body).toMatchObject({ id, state: 'waiting', attempts: 0 });
  const busy = await asOwner('POST', `/jobs/${await job(running)}/retry`);
  expect([busy.status, busy.body.code]).toEqual([409, 'admin.job_running']);
  expect((await asOwner('POST', '/jobs/999999/retry')).body.code).toBe('admin.job_not_found');
  const denied = await server.call('POST', `/jobs/${id}/retry`, { session: member.session });
  expect(denied.status).toBe(403);
});

test('DELETE /jobs/:id removes what was given up and nothing that may still run', async () => {
  const id = await job(givenUp);
  expect((await asOwner('DELETE', `/jobs/${id}`)).status).toBe(204);
  expect((await asOwner('DELETE', `/jobs/${id}`)).body.code).toBe('admin.job_not_found');
  for (const set of ['attempts = 0', 'attempts = 3', `${running}, max_attempts = 1`]) {
    const kept = await asOwner('DELETE', `/jobs/${await job(set)}`);
    expect([kept.status, kept.body.code]).toEqual([409, 'admin.job_not_given_up']);
  }
  const { rows } = await server.platform.database.pool.query(
    `select action from platform.audit_entries where subject_kind = 'job' order by id`,
  );
  expect(rows).toEqual([{ action: 'admin.job_retried' }, { action: 'admin.job_removed' }]);
});
