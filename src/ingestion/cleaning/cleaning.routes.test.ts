import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { cleaningRoutes } from './cleaning.routes.ts';

test('GET /cleaning-rules lists every rule with its words in both languages, for whoever sees imports', async () => {
  const call = await callRoutes(await testPlatform(), [cleaningRoutes]);
  const { status, body } = await call('GET', '/cleaning-rules', { as: userWith('ingestion.read') });
  expect(status).toBe(200);
  const codes = body.items.map(({ code }: { code: string }) => code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const { title, reason } of body.items) {
    for (const told of [title, reason]) {
      expect(told.en).toMatch(/[a-z]/);
      expect(told.zh).toMatch(/\p{Script=Han}/u);
    }
  }
  expect((await call('GET', '/cleaning-rules', { as: userWith('customers.read') })).status).toBe(403);
});
