import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { probeServer } from './http.fixtures.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
});

async function answerWhen(code: string, roomy = true) {
  platform.hasRoom = async () => roomy;
  const { app } = await probeServer(platform, {
    authenticate: async () => {
      throw Object.assign(new Error('down'), { code });
    },
  });
  const answer = await app.inject({ method: 'GET', url: '/api/v1/hello' });
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], code: answer.json().code };
}

test('while the database is away a call is answered with 503 and when to come again', async () => {
  expect(await answerWhen('ECONNREFUSED')).toEqual({
    status: 503,
    retryAfter: '5',
    code: 'platform.database_away',
  });
});

test('a full disk is answered with 507, also where all that shows of it is that the database went away', async () => {
  const full = { status: 507, retryAfter: '5', code: 'platform.disk_full' };
  expect(await answerWhen('53100')).toEqual(full);
  expect(await answerWhen('57P03', false)).toEqual(full);
});

test('a fault stays a fault on a full disk', async () => {
  expect(await answerWhen('XX000', false)).toMatchObject({ status: 500, code: 'platform.fault' });
});
