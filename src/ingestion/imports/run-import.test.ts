import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { fileWork } from './import-file.ts';
import { givenStartedImport, givenUpload, importText, ordersText, runToEnd } from './imports.fixtures.ts';
import { importWorkOf } from './imports.jobs.ts';
import { claimImport } from './imports.queries.ts';
import { cancelImport } from './imports.ts';
import { holdImport } from './journal.queries.ts';
import { importKinds } from './tell-ended.ts';
import { workbookOf } from './unpacking/workbook.fixtures.ts';
import { ImportError } from './work.ts';

const platform = await testPlatform();

async function started(text = ordersText()): Promise<string> {
  return givenStartedImport(platform, await givenUpload(platform, { text }));
}

test('of two runners that claim an import at once one gets it', async () => {
  const id = await started();
  const claims = await Promise.all([1, 2].map(() => platform.run((ctx) => claimImport(ctx, id, 60))));
  expect(claims.filter(Boolean)).toHaveLength(1);
});

test('a runner whose lease ran out and was taken over stores nothing more', async () => {
  const id = await started();
  const late = (await platform.run((ctx) => claimImport(ctx, id, 60)))!;
  platform.clock.set('2026-03-05T08:02:00Z');
  const heir = (await platform.run((ctx) => claimImport(ctx, id, 60)))!;
  expect(heir.epoch).toBe(late.epoch + 1);
  expect(await platform.run((ctx) => holdImport(ctx, id, late.epoch))).toBeUndefined();
  expect(await platform.run((ctx) => holdImport(ctx, id, heir.epoch))).toBeDefined();
});

test('a lease that is still good is not taken over', async () => {
  const id = await started();
  await platform.run((ctx) => claimImport(ctx, id, 60));
  expect(await platform.run((ctx) => claimImport(ctx, id, 60))).toBeUndefined();
});

test('a running import that is cancelled stops with the chunk in hand and its sums still add up', async () => {
  const id = await started();
  const claimed = (await platform.run((ctx) => claimImport(ctx, id, 0)))!;
  await platform.run((ctx) => cancelImport(ctx, id));
  platform.clock.set('2026-03-05T09:00:00Z');
  const ended = await runToEnd(platform, claimed.id);
  expect(ended).toMatchObject({ state: 'cancelled', rowsIn: 0, created: 0 });
});

test('an error in the middle of a chunk leaves neither rows nor journal', async () => {
  const before = await countOf('commerce.order_lines');
  await expect(
    transactBulk(platform, async (ctx) => {
      await sql`insert into commerce.products (code, name) values ('broken', 'broken')`.execute(ctx.tx);
      throw new Error('power cut');
    }),
  ).rejects.toThrow('power cut');
  expect(await countOf('commerce.order_lines')).toBe(before);
  expect(await countOf("commerce.products where code = 'broken'")).toBe(0);
});

test('equal lines of one order that lie far apart in the file are told apart, the second time too', async () => {
  const row = 'F1,71053,LANTERN,1,2011-01-04 08:26:00,3.39,17851.0,France';
  const between = Array.from(
    { length: 25_000 },
    (_, index) => `F${2 + index},71053,LANTERN,1,2011-01-04 08:26:00,3.39,17851.0,France`,
  );
  const text = ordersText([row, ...between, row]);
  const first = await importText(platform, text);
  expect(first).toMatchObject({ created: 25_027, unchanged: 0 });
  expect(
    await countOf(
      "commerce.order_lines line join commerce.orders o on o.id = line.order_id where o.number = 'F1'",
    ),
  ).toBe(2);
  expect(await importText(platform, text)).toMatchObject({ created: 0, updated: 0, unchanged: 25_027 });
});

test('a changed price updates its line, its order and the totals of the customer', async () => {
  await importText(platform, ordersText(['G1,85123A,WHITE HEART,2,2011-01-04 08:26:00,2.00,19000.0,France']));
  const again = await importText(
    platform,
    ordersText(['G1,85123A,WHITE HEART,2,2011-01-04 08:26:00,3.00,19000.0,France']),
  );
  expect(again).toMatchObject({ created: 0, updated: 1 });
  const { rows } = await sql<{ spend: string; amount: string }>`
    select totals.spend_minor as spend, o.amount_minor as amount from commerce.orders o
    join customers.totals totals on totals.customer_id = o.customer_id where o.number = 'G1'`.execute(
    platform.database.db,
  );
  expect(rows[0]).toEqual({ spend: '600', amount: '600' });
});

test('a document that was met as a guest becomes the customer’s when a file names her', async () => {
  await importText(platform, ordersText(['H1,85123A,WHITE HEART,2,2011-01-04 08:26:00,2.00,,France']));
  await importText(platform, ordersText(['H1,85123A,WHITE HEART,2,2011-01-04 08:26:00,2.00,19001.0,France']));
  const { rows } = await sql<{ spend: string }>`
    select totals.spend_minor as spend from customers.identities known
    join customers.totals totals using (customer_id) where known.value = '19001'`.execute(
    platform.database.db,
  );
  expect(rows[0]).toEqual({ spend: '400' });
});

test('an import whose file is gone ends as failed and says why', async () => {
  const id = await started();
  const folder = await platform.folder('uploads');
  for (const name of await readdir(folder)) await rm(join(folder, name));
  const ended = await runToEnd(platform, id, undefined, importWorkOf);
  expect(ended).toMatchObject({ state: 'failed', rowsIn: 0, error: { code: 'ingestion.file_missing' } });
});

test('values that the database refuses end the import at once and name its rows; what came before stays', async () => {
  const id = await started();
  let piece = 0;
  const ended = await runToEnd(platform, id, undefined, () => {
    const work = fileWork(10);
    return {
      ...work,
      async *open(...given) {
        for await (const chunk of work.open(...given)) {
          piece += 1;
          if (piece < 2) yield chunk;
          else
            yield {
              ...chunk,
              store: (ctx) => sql`select 9223372036854775807 + 1::bigint`.execute(ctx.tx) as never,
            };
        }
      },
    };
  });
  expect(ended).toMatchObject({ state: 'failed', rowsIn: 10, error: { code: 'ingestion.rows_refused' } });
  expect(ended.error?.detail).toContain('Rows 11 to 20');
});

test('a chunk that cannot be staged leaves the chunk before, which is being stored, stored; then its error decides', async () => {
  for (const [why, state, rowsIn] of [
    ['values', 'failed', 10],
    ['fault', 'queued', 10],
  ] as const) {
    const id = await started();
    let staged = () => {};
    const isStaged = new Promise<void>((resolve) => {
      staged = resolve;
    });
    const run = runToEnd(platform, id, undefined, () => {
      const work = fileWork(10);
      return {
        ...work,
        async *open(...given) {
          let piece = 0;
          for await (const chunk of work.open(...given)) {
            piece += 1;
            if (piece === 1)
              yield {
                ...chunk,
                store: async (ctx) => {
                  const stored = await chunk.store(ctx);
                  await isStaged;
                  return stored;
                },
              };
            else
              yield {
                ...chunk,
                stage: async (ctx) => {
                  setTimeout(staged, 50);
                  if (why === 'fault') throw new Error('a fault in staging');
                  await sql`select 9223372036854775807 + 1::bigint`.execute(ctx.tx);
                },
              };
          }
        },
      };
    });
    if (why === 'fault') await expect(run).rejects.toThrow('a fault in staging');
    else expect(await run).toMatchObject({ error: { code: 'ingestion.rows_refused' } });
    const { rows } = await platform.database.pool.query(
      `select state, rows_in::int as "rowsIn", (select count(*)::int from ingestion.import_chunks where import_id = id) as chunks
       from ingestion.imports where id = $1`,
      [id],
    );
    expect(rows[0]).toEqual({ state, rowsIn, chunks: 1 });
    if (why === 'fault') expect(await runToEnd(platform, id)).toMatchObject({ state: 'done', rowsIn: 25 });
  }
});

test('an import that stopped half-way and is cancelled while it waits is summed up by its runner', async () => {
  const id = await started();
  const stop = new AbortController();
  const work = fileWork(10);
  const stopping = {
    ...work,
    async *open(...given: Parameters<typeof work.open>) {
      let chunks = 0;
      for await (const chunk of work.open(...given)) {
        chunks += 1;
        yield chunk;
        // Storing runs one chunk behind reading.
        if (chunks === 2) stop.abort();
      }
    },
  };
  await runToEnd(platform, id, stop.signal, () => stopping);
  await platform.run((ctx) => cancelImport(ctx, id));
  const ended = await runToEnd(platform, id);
  expect(ended.state).toBe('cancelled');
  expect(ended.rowsIn).toBeGreaterThan(0);
  expect(ended.orders).toBeGreaterThan(0);
});

test('an import that cannot even be summed up ends, and what it refused is forgotten with it', async () => {
  const id = await started();
  await platform.database.pool.query(
    "insert into commerce.refused_documents (import_id, number, field_key, value) values ($1, 'D', 'invoice', 'F-1')",
    [id],
  );
  const work = fileWork(10);
  const fails = () => Promise.reject(new Error('no sums'));
  const broken = {
    ...work,
    // biome-ignore lint/correctness/useYield: it fails before the first chunk.
    async *open() {
      throw new ImportError('ingestion.kept_failing', 'It was tried too often.');
    },
    finish: fails,
  };
  expect(await runToEnd(platform, id, undefined, () => broken)).toMatchObject({ state: 'failed', orders: 0 });
  expect(await countOf('commerce.refused_documents')).toBe(0);
});

test('a workbook that is damaged far down ends its import with the sheet and the row, and stores nothing', async () => {
  const cells = (texts: string[]) =>
    texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  const lines = ordersText()
    .split('\n')
    .map((line) => `<row>${cells(line.split(','))}</row>`);
  const rows = [lines[0], ...Array.from({ length: 6000 }, () => lines[1])].join('');
  const content = `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  const book = workbookOf([{ name: '订单', rows: [] }], {
    entries: [{ name: 'xl/worksheets/sheet1.xml', content, claimedSum: 1 }],
  });
  const path = join(await platform.folder('uploads'), 'damaged');
  await writeFile(path, book);
  const before = await countOf('commerce.order_lines');
  const ended = await runToEnd(
    platform,
    await givenStartedImport(platform, await givenUpload(platform, { path })),
  );
  expect(ended).toMatchObject({
    state: 'failed',
    rowsIn: 0,
    error: { code: 'ingestion.sheet_broken', values: { part: '订单', row: 6001 } },
  });
  expect(await countOf('commerce.order_lines')).toBe(before);
});

test('estimated counts are right as soon as an import is done', async () => {
  await importText(platform, ordersText(['K1,85123A,WHITE HEART,2,2011-01-04 08:26:00,2.00,19002.0,France']));
  const { rows } = await platform.database.pool.query(
    "select reltuples::int as estimate from pg_class where oid = 'commerce.orders'::regclass",
  );
  expect(rows[0].estimate).toBe(await countOf('commerce.orders'));
});

async function countOf(from: string): Promise<number> {
  const { rows } = await platform.database.pool.query(`select count(*)::int as count from ${from}`);
  return rows[0].count;
}

test('whoever made an import is told once that it has ended, and reads there how many rows failed', async () => {
  const id = await started();
  await platform.database.pool.query("update ingestion.imports set created_by = 'user:7' where id = $1", [
    id,
  ]);
  await runToEnd(platform, id);
  const { rows } = await platform.database.pool.query(
    'select id, user_id, kind, subject, count from platform.notifications',
  );
  expect(rows).toMatchObject([{ user_id: '7', kind: 'ingestion.import_done', count: 1 }]);
  const [done] = importKinds;
  const words = await platform.run((ctx) => done!.describe(ctx, rows));
  expect([...words.values()]).toMatchObject([{ to: `/imports/${id}`, values: { count: 0 } }]);
});
