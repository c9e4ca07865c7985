import { existsSync } from 'node:fs';
import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import type { ImportRecord } from './imports.queries.ts';
import { importNamed } from './imports.ts';
import { outcomeLetters } from './journal.queries.ts';
import { mendedRowsOf } from './mended-rows.ts';
import type { mendingsContract } from './mendings.contract.ts';
import { importsThatMend, stretchesOf } from './mendings.queries.ts';
import { keptText } from './text-of-import.ts';

type Mendings = OutputOf<typeof mendingsContract.endpoints.mendings>;

const taken: readonly string[] = [outcomeLetters.created, outcomeLetters.updated, outcomeLetters.unchanged];

/**
 * Which failed rows of an import came back mended and were taken, by the keys in the mended files and the journal of
 * their imports; a row that came back twice counts once. The sums of the first import are not touched.
 */
export async function mendingsOf(ctx: Context, input: { id: string }): Promise<Mendings> {
  const first = await importNamed(ctx, input.id);
  const failed = Number(first.failed);
  const met = new Set<number>();
  let unread = 0;
  const items: Mendings['items'] = [];
  for (const record of await importsThatMend(ctx, first.id)) {
    const rows = await rowsTaken(ctx, record);
    const mended = Math.min(failed, rows?.size ?? rowsIn(record));
    if (rows) for (const row of rows) met.add(row);
    else unread += mended;
    if (mended > 0)
      items.push({
        id: record.id,
        title: record.title,
        finishedAt: record.finished_at,
        mended,
      });
  }
  return { mended: Math.min(failed, met.size + unread), exact: unread === 0, items };
}

function rowsIn(record: ImportRecord): number {
  return Number(record.created) + Number(record.updated) + Number(record.unchanged);
}

/** The rows of the first import that this one took; undefined where its file is gone. */
async function rowsTaken(ctx: Context, record: ImportRecord): Promise<Set<number> | undefined> {
  if (rowsIn(record) === 0) return new Set();
  const path = await keptText(ctx, record);
  if (path === undefined || !existsSync(path)) return undefined;
  const rows = new Set<number>();
  const mendedRows = mendedRowsOf(record, path);
  for (const stretch of await stretchesOf(ctx, record.id)) {
    const mended = await mendedRows(stretch);
    // A copy of a mended row bears a number below nought.
    for (const [row, firstRow] of mended?.rows ?? [])
      if (firstRow > 0 && taken.includes(stretch.outcomes[row - stretch.firstRow] ?? '')) rows.add(firstRow);
  }
  return rows;
}
