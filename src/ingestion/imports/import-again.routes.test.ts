import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { givenStartedImport, givenUpload, ordersText, runToEnd, workReadHere } from './imports.fixtures.ts';
import { againRoutes, importRoutes } from './imports.routes.ts';
import { ImportError } from './work.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [importRoutes, againRoutes]);
const as = userWith('ingestion.read', 'ingestion.write');
const again = (id: string, who = as) => call('POST', `/imports/${id}/again`, { as: who });

const lines = Array.from(
  { length: 8 },
  (_, at) => `60000${at},A,TEA,1,2010-12-01 08:26:00,2,1700${at},France`,
);

/** An import that broke off behind its first two chunks of four rows. */
async function brokenOff(wish?: Parameters<typeof givenStartedImport>[2]): Promise<string> {
  const text = ordersText(lines);
  const id = await givenStartedImport(platform, await givenUpload(platform, { text }), wish);
  const work = workReadHere(4);
  const breaking = {
    ...work,
    async *open(...given: Parameters<typeof work.open>) {
      let chunks = 0;
      for await (const chunk of work.open(...given)) {
        chunks += 1;
        if (chunks > 2) throw new ImportError('ingestion.kept_failing', 'It was tried too often.');
        yield chunk;
      }
    },
  };
  const ended = await runToEnd(platform, id, undefined, () => breaking);
  expect(ended).toMatchObject({ state: 'failed', error: { code: 'ingestion.kept_failing' } });
  return id;
}

const counted = async (table: string) =>
  (await platform.database.pool.query(`select count(*)::int as count from commerce.${table}`)).rows[0].count;

test('POST /imports/:id/again takes up what a broken-off import left, set up as that was, and stores nothing twice', async () => {
  const options = { source: 'Till', currency: 'EUR', mode: 'createAndUpdate' } as const;
  const id = await brokenOff({ as: 'orders', options });
  const before = await counted('order_lines');
  expect(before).toBeGreaterThan(0);
  const { status, body, text } = await again(id);
  expect(status, text).toBe(200);
  expect(body).toMatchObject({ state: 'queued', title: 'orders.csv', rowsIn: 0 });
  expect(body.options).toMatchObject(options);
  expect(body.id).not.toBe(id);
  const done = await runToEnd(platform, body.id);
  expect(done).toMatchObject({ state: 'done', error: null, failed: 0, unchanged: before });
  expect(await counted('order_lines')).toBe(done.created + done.unchanged);
  const { body: former } = await call('GET', `/imports/${id}`, { as });
  expect(former.state).toBe('failed');
});

test('what goes on, went well, or was stopped before anything, is told apart', async () => {
  const id = await givenStartedImport(platform, await givenUpload(platform, { text: ordersText() }));
  expect((await again(id)).body.code).toBe('ingestion.not_broken_off');
  await call('POST', `/imports/${id}/cancel`, { as });
  const { body } = await again(id);
  expect(await runToEnd(platform, body.id)).toMatchObject({ state: 'done' });
  expect((await again(body.id)).body.code).toBe('ingestion.not_broken_off');
  expect((await again('900001')).body.code).toBe('ingestion.import_not_found');
  expect((await again(id, userWith('ingestion.read'))).status).toBe(403);
});

test('a file that is not kept any more is asked for again, and a field that one may not set stays as it is', async () => {
  const id = await brokenOff();
  const fields = { customers: { country: 'read' }, orders: {} } as const;
  expect((await again(id, { ...as, fields })).body.code).toBe('ingestion.field_not_writable');
  await platform.database.pool.query("update ingestion.uploads set stored_as = ''");
  expect((await again(id)).body.code).toBe('ingestion.upload_expired');
});
