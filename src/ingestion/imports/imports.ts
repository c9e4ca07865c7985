import { putFirstRates } from '#commerce/public.ts';
import { sourceNamed } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { demoRates } from '../demo/demo-rates.ts';
import { refuseUnlessAll } from './field-rights.ts';
import { importDetailOf } from './import-detail.queries.ts';
import { usualSeed } from './import-options.contract.ts';
import type { ImportDetail } from './imports.contract.ts';
import { findImport, type ImportRecord, insertImport, updateImport } from './imports.queries.ts';

/** Asks a waiting or running import to stop; the chunk in hand is still stored whole. */
export async function cancelImport(ctx: Context, id: string): Promise<ImportDetail> {
  const row = await importNamed(ctx, id, true);
  if (row.state !== 'queued' && row.state !== 'running') throw fail('conflict', 'ingestion.not_running');
  const now = ctx.clock.now();
  // One that has stored something goes through its runner, which sums it up.
  const untouched = row.state === 'queued' && row.next_chunk === 0;
  const ended = untouched ? ({ state: 'cancelled', finishedAt: now } as const) : {};
  const changed = await updateImport(ctx, id, { cancelRequestedAt: now, ...ended });
  if (row.state === 'queued' && !untouched)
    await ctx.enqueue('run-import', { importId: id }, { key: `run-import:${id}` });
  await ctx.audit('import.cancel_requested', `import:${id}`);
  return importDetailOf(ctx, changed);
}

/** Queues the making of a demo shop as an import without a file. Shops of two seeds are two sources. */
export async function startDemo(
  ctx: Context,
  input: { customers: number; seed: number },
): Promise<ImportDetail> {
  refuseUnlessAll(ctx);
  const source = input.seed === usualSeed ? 'demo' : `demo ${input.seed}`;
  const sourceId = await sourceNamed(ctx, source);
  await putFirstRates(ctx, demoRates((await ctx.organisation()).currency));
  const row = await insertImport(ctx, {
    kind: 'demo',
    title: `demo ${input.customers} / ${input.seed}`,
    state: 'queued',
    options: { customers: input.customers, seed: input.seed },
    bytesTotal: String(input.customers),
  });
  const started = await updateImport(ctx, row.id, { sourceId });
  await ctx.enqueue('run-import', { importId: row.id }, { key: `run-import:${row.id}` });
  await ctx.audit('demo.started', `import:${row.id}`, input);
  return importDetailOf(ctx, started);
}

export async function importNamed(ctx: Context, id: string, lock = false): Promise<ImportRecord> {
  const row = await findImport(ctx, id, lock);
  if (!row) throw fail('notFound', 'ingestion.import_not_found');
  return row;
}

/** Locked, so that nobody changes or starts it meanwhile. */
export async function draftNamed(ctx: Context, id: string): Promise<ImportRecord> {
  const row = await importNamed(ctx, id, true);
  if (row.state !== 'draft') throw fail('conflict', 'ingestion.not_a_draft');
  return row;
}
