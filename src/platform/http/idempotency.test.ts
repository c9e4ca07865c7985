import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type Probe, probeServer, probeSession } from './http.fixtures.ts';

let platform: TestPlatform;
let probe: Probe;

beforeAll(async () => {
  platform = await testPlatform();
  probe = await probeServer(platform);
});

async function write(key: string, text: string) {
  const answer = await probe.app.inject({
    method: 'POST',
    url: '/api/v1/notes',
    headers: { 'idempotency-key': key },
    cookies: { perennial_session: probeSession },
    payload: { text },
  });
  return { status: answer.statusCode, body: answer.json() };
}

test('a write that arrives twice happens once and is answered alike', async () => {
  const first = await write('once', 'a');
  const second = await write('once', 'a');
  expect(second).toEqual(first);
  const { rows } = await platform.database.pool.query('select 1 from platform.audit_entries');
  expect(rows).toHaveLength(1);
});

test('of many at the same moment one happens and all hear of it', async () => {
  const answers = await Promise.all(Array.from({ length: 6 }, () => write('together', 'b')));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { rows } = await platform.database.pool.query(
    `select 1 from platform.audit_entries where detail ->> 'text' = 'b'`,
  );
  expect(rows).toHaveLength(1);
});

test('a key that was used for another call is refused', async () => {
  await write('mine', 'c');
  const answer = await write('mine', 'd');
  expect([answer.status, answer.body.code]).toEqual([409, 'platform.idempotency_key_reused']);
});

test('a refused write leaves its key free', async () => {
  expect((await write('again', 'refused')).body.code).toBe('probe.refused');
  expect((await write('again', 'e')).status).toBe(200);
});

test('a key of no or of far too many characters is refused', async () => {
  for (const key of ['', 'x'.repeat(201)]) {
    const answer = await write(key, 'f');
    expect([answer.status, answer.body.code]).toEqual([400, 'platform.wrong_idempotency_key']);
  }
});

test('strangers share no keys, or one could fetch the answer of another', async () => {
  const call = () =>
    probe.app.inject({
      method: 'POST',
      url: '/api/v1/guess',
      headers: { 'idempotency-key': 'strangers' },
      payload: {},
    });
  expect((await call()).statusCode).toBe(200);
  const { rows } = await platform.database.pool.query(
    `select 1 from platform.idempotency_keys where key = 'strangers'`,
  );
  expect(rows).toHaveLength(0);
});
