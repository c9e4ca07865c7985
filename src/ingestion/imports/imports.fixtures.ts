import { createHash, randomUUID } from 'node:crypto';
import { copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Actor, systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { insertUpload } from '../uploads/uploads.queries.ts';
import { createImport, editImport } from './drafts.ts';
import { importDetailOf } from './import-detail.queries.ts';
import { fileWork } from './import-file.ts';
import type { ImportOptions } from './import-options.contract.ts';
import { failedRowsFile } from './import-rows.ts';
import type { ImportDetail } from './imports.contract.ts';
import { importWorkOf } from './imports.jobs.ts';
import { importNamed } from './imports.ts';
import { readChunks } from './reading/read-chunks.ts';
import type { Mapping } from './reading/reading.contract.ts';
import { runImport } from './run-import.ts';
import { startImport } from './start-import.ts';
import { runUndo, undoImport } from './undo-import.ts';
import type { ImportWork } from './work.ts';

/** Stores a text or an existing file as an upload. */
export async function givenUpload(
  platform: TestPlatform,
  file: { text: string } | { path: string },
  { expiresAt = new Date('2100-01-01') } = {},
): Promise<string> {
  const storedAs = randomUUID();
  const path = join(await platform.folder('uploads'), storedAs);
  if ('text' in file) await writeFile(path, file.text);
  else await copyFile(file.path, path);
  const upload = await platform.run(async (ctx) =>
    insertUpload(ctx, {
      fileName: 'orders.csv',
      storedAs,
      sizeBytes: (await stat(path)).size,
      sha256: createHash('sha256').update(storedAs).digest('hex'),
      createdBy: 'system',
      expiresAt,
    }),
  );
  return upload.id;
}

/** What the handlers of slow endpoints get. */
export function openContext(platform: TestPlatform, actor: Actor = systemActor): OpenContext {
  const run = <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, actor, work);
  return { platform, actor, transact: run, answer: run, signal: new AbortController().signal };
}

/** How a test wants its file imported. */
export interface ImportWish {
  as?: Mapping['as'];
  options?: ImportOptions;
  fileName?: string;
}

/** A draft of the file; of orders unless told. */
export async function givenDraft(
  platform: TestPlatform,
  uploadId: string,
  wish: ImportWish = { as: 'orders' },
): Promise<string> {
  const ctx = openContext(platform);
  const draft = await createImport(ctx, wish.as ? { uploadId, as: wish.as } : { uploadId });
  if (wish.options) await editImport(ctx, { id: draft.id, options: wish.options });
  return draft.id;
}

/** A started import of the file, not run yet; of orders unless told. */
export async function givenStartedImport(
  platform: TestPlatform,
  uploadId: string,
  wish?: ImportWish,
): Promise<string> {
  const id = await givenDraft(platform, uploadId, wish);
  await platform.run((ctx) => startImport(ctx, { id }));
  return id;
}

/** Undoes an import in this process, as the job would. */
export async function undoToEnd(
  platform: TestPlatform,
  importId: string,
  as: Actor = systemActor,
): Promise<ImportDetail> {
  await transact(platform, as, (ctx) => undoImport(ctx, importId));
  await runUndo(jobContext(platform), importId);
  return platform.run(async (ctx) => importDetailOf(ctx, await importNamed(ctx, importId)));
}

function jobContext(platform: TestPlatform, signal = new AbortController().signal) {
  return {
    platform,
    log: platform.log,
    signal,
    transact: <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work),
  };
}

/**
 * The work of a file that is read in this process: to start another for each small file takes longer than to import it.
 * `reading/`, `run-import.test.ts` and the stories read as the job does.
 */
export function workReadHere(chunkRows?: number): ImportWork {
  return fileWork(chunkRows, async function* (job) {
    yield* readChunks(job);
  });
}

const workHere = (kind: string) => (kind === 'demo' ? importWorkOf(kind) : workReadHere());

/** Runs a started import in this process, as the job would. */
export async function runToEnd(
  platform: TestPlatform,
  importId: string,
  signal = new AbortController().signal,
  workOf: (kind: string) => ImportWork = workHere,
): Promise<ImportDetail> {
  await runImport(jobContext(platform, signal), importId, workOf);
  return platform.run(async (inner) => importDetailOf(inner, await importNamed(inner, importId)));
}

export async function importText(
  platform: TestPlatform,
  text: string,
  wish?: ImportWish,
): Promise<ImportDetail> {
  return runToEnd(platform, await givenStartedImport(platform, await givenUpload(platform, { text }), wish));
}

/** The failed rows of an import as the file that people get. */
export async function failedRowsText(
  platform: TestPlatform,
  importId: string,
  language: 'en' | 'zh' = 'en',
): Promise<string> {
  const run = <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work);
  const ctx = {
    platform,
    actor: systemActor,
    transact: run,
    takeRows: async () => {},
    body: Readable.from([]),
    signal: new AbortController().signal,
  };
  const { stream } = await failedRowsFile(ctx, { id: importId, language });
  return text(stream);
}

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

const someRows = [
  '536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536365,71053,LANTERN,2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom',
  '536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom',
  '536366,71053,LANTERN,1,2010-12-02 08:26:00,3.39,,United Kingdom',
  'C536367,71053,LANTERN,-2,2010-12-03 08:26:00,3.39,17850.0,United Kingdom',
  ...Array.from(
    { length: 20 },
    (_, index) => `${540_100 + index},71053,LANTERN,1,2011-01-04 08:26:00,3.39,17851.0,France`,
  ),
];

/** A small order file: 25 lines in 23 documents, one a cancellation, one a guest's; `more` lines follow. */
export function ordersText(more: string[] = []): string {
  return [header, ...someRows, ...more].join('\n');
}
