import { randomUUID } from 'node:crypto';
import { copyFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Actor, systemActor } from '#platform/access/actor.ts';
import { transact } from '#platform/db/transact.queries.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { insertUpload } from '../uploads/uploads.queries.ts';
import type { ImportDetail } from './imports.contract.ts';
import { importWorkOf } from './imports.jobs.ts';
import { importDetailOf } from './imports.queries.ts';
import { createImport, importNamed, startImport } from './imports.ts';
import { runImport } from './run-import.ts';

/** Stores a text or an existing file as an upload. */
export async function givenUpload(
  platform: TestPlatform,
  file: { text: string } | { path: string },
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
      sha256: '',
      createdBy: 'system',
      expiresAt: new Date('2100-01-01'),
    }),
  );
  return upload.id;
}

/** What the handlers of slow endpoints get. */
function openContext(platform: TestPlatform, actor: Actor = systemActor): OpenContext {
  const run = <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, actor, work);
  return { platform, actor, transact: run, answer: run, signal: new AbortController().signal };
}

/** A started import of the file, not run yet. */
export async function givenStartedImport(platform: TestPlatform, uploadId: string): Promise<string> {
  const draft = await createImport(openContext(platform), { uploadId, as: 'orders' });
  await platform.run((ctx) => startImport(ctx, draft.id));
  return draft.id;
}

/** Runs a started import in this process, as the job would. */
export async function runToEnd(
  platform: TestPlatform,
  importId: string,
  signal = new AbortController().signal,
  workOf = importWorkOf,
): Promise<ImportDetail> {
  const ctx = {
    platform,
    log: platform.log,
    signal,
    transact: <T>(work: Parameters<typeof transact<T>>[2]) => transact(platform, systemActor, work),
  };
  await runImport(ctx, importId, workOf);
  return platform.run(async (inner) => importDetailOf(inner, await importNamed(inner, importId)));
}

export async function importText(platform: TestPlatform, text: string): Promise<ImportDetail> {
  return runToEnd(platform, await givenStartedImport(platform, await givenUpload(platform, { text })));
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
