import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { failedRowsText, importText, ordersText } from './imports.fixtures.ts';
import { mendingsRoutes } from './imports.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [mendingsRoutes]);
const reader = { as: userWith('ingestion.read') };
const bad = '540900,71053,LANTERN,x,2011-01-04 08:26:00,3.39,17850.0,France';

test('what became of failed rows is told to readers of imports only, and of imports that exist only', async () => {
  const first = await importText(platform, ordersText([bad]));
  const text = (await failedRowsText(platform, first.id)).replace('LANTERN,x,', 'LANTERN,2,');
  const mending = await importText(platform, text, {});
  const { body } = await call('GET', `/imports/${first.id}/mendings`, reader);
  expect(body).toEqual({
    mended: 1,
    exact: true,
    items: [{ id: mending.id, title: mending.title, finishedAt: mending.finishedAt, mended: 1 }],
  });
  const stranger = { as: userWith('customers.read') };
  expect((await call('GET', `/imports/${first.id}/mendings`, stranger)).status).toBe(403);
  expect((await call('GET', '/imports/999999/mendings', reader)).status).toBe(404);
});
