import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { importDetailOf } from './import-detail.queries.ts';
import { fileWork } from './import-file.ts';
import { givenStartedImport, givenUpload, importText, ordersText, runToEnd } from './imports.fixtures.ts';
import { importNamed } from './imports.ts';
import { runUndo, undoImport } from './undo-import.ts';

const platform = await testPlatform();
let minute = 0;

beforeEach(() => {
  platform.hasRoom = async () => true;
});

const full = () => Object.assign(new Error('could not extend file'), { code: '53100' });
const gone = () => new Error('Connection terminated unexpectedly');

/** The second chunk of ten rows cannot be stored so often. */
function failing(times: number, error: () => Error) {
  let left = times;
  const work = fileWork(10);
  return () => ({
    ...work,
    async *open(...given: Parameters<typeof work.open>) {
      for await (const chunk of work.open(...given)) {
        if (chunk.firstRow > 10 && left > 0) {
          left -= 1;
          yield { ...chunk, store: () => Promise.reject(error()) };
        } else yield chunk;
      }
    },
  });
}

const started = async () => givenStartedImport(platform, await givenUpload(platform, { text: ordersText() }));
const detail = (id: string) => platform.run(async (ctx) => importDetailOf(ctx, await importNamed(ctx, id)));

/** As the job that comes when the lease has run out. */
async function later(id: string, workOf?: ReturnType<typeof failing>) {
  minute += 1;
  platform.clock.set(`2026-03-05T09:${String(minute).padStart(2, '0')}:00Z`);
  return runToEnd(platform, id, undefined, workOf);
}

test('an import that meets a full disk says so, waits for room, and goes on to the same sums', async () => {
  const id = await started();
  platform.hasRoom = async () => false;
  const work = failing(1, full);
  const running = runToEnd(platform, id, undefined, work);
  while ((await detail(id)).waitsFor === null) await sleep(20);
  expect(await detail(id)).toMatchObject({ state: 'running', rowsIn: 10, waitsFor: 'diskFull', error: null });
  platform.hasRoom = async () => true;
  expect(await running).toMatchObject({ waitsFor: null });
  expect(await later(id, work)).toMatchObject({ state: 'done', rowsIn: 25, created: 25, waitsFor: null });
});

test('a database that went away for want of room is told as a full disk', async () => {
  const id = await started();
  platform.hasRoom = async () => false;
  const running = runToEnd(platform, id, undefined, failing(1, gone));
  while ((await detail(id)).waitsFor === null) await sleep(20);
  expect((await detail(id)).waitsFor).toBe('diskFull');
  platform.hasRoom = async () => true;
  await running;
  await later(id);
});

test('however often an outage comes, the import does not give up and no attempt is counted', async () => {
  const id = await started();
  const work = failing(3, gone);
  for (let times = 0; times < 3; times++) await later(id, work);
  const { rows } = await platform.database.pool.query(
    'select attempts from ingestion.imports where id = $1',
    [id],
  );
  expect(rows[0].attempts).toBeLessThanOrEqual(1);
  expect(await later(id, work)).toMatchObject({ state: 'done', rowsIn: 25 });
});

test('a second job finds that one waits already, and a stopping server waits no longer', async () => {
  const id = await started();
  platform.hasRoom = async () => false;
  const stop = new AbortController();
  const running = runToEnd(platform, id, stop.signal, failing(9, full));
  while ((await detail(id)).waitsFor === null) await sleep(20);
  expect(await later(id)).toMatchObject({ state: 'running', rowsIn: 10, waitsFor: 'diskFull' });
  stop.abort();
  await running;
});

test('an undo that meets a full disk says so, waits for room, and goes on', async () => {
  const done = await importText(platform, ordersText());
  await platform.run((ctx) => undoImport(ctx, done.id));
  platform.hasRoom = async () => false;
  let left = 1;
  const transactOnce: typeof platform.run = async (work) => {
    const result = await platform.run(work);
    // The claim goes well; the first batch too, but nobody hears of it.
    if (left-- === 0) throw full();
    return result;
  };
  const { signal } = new AbortController();
  const running = runUndo({ platform, log: platform.log, signal, transact: transactOnce }, done.id);
  while ((await detail(done.id)).waitsFor === null) await sleep(20);
  expect(await detail(done.id)).toMatchObject({ state: 'undoing', waitsFor: 'diskFull' });
  platform.hasRoom = async () => true;
  await running;
  platform.clock.set('2026-03-05T10:00:00Z');
  await runUndo({ platform, log: platform.log, signal, transact: platform.run }, done.id);
  expect(await detail(done.id)).toMatchObject({ state: 'undone', waitsFor: null, undo: { kept: 0 } });
});
