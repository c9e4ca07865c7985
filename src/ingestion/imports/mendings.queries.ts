import type { Context } from '#platform/db/context.ts';
import type { ImportRecord } from './imports.queries.ts';

/** The imports that brought failed rows of this one back and stand, oldest first; those taken back are left out. */
export function importsThatMend(ctx: Context, id: string): Promise<ImportRecord[]> {
  return ctx.tx
    .selectFrom('ingestion.imports')
    .selectAll()
    .where('mends', '=', id)
    .where('state', 'not in', ['draft', 'queued', 'undoing', 'undone'])
    .orderBy('id')
    .execute();
}

export interface StretchOfOutcomes {
  firstRow: number;
  byteFrom: number;
  byteTo: number;
  outcomes: string;
}

/** The stretches of the file of an import, with what became of their rows. */
export async function stretchesOf(ctx: Context, importId: string): Promise<StretchOfOutcomes[]> {
  const rows = await ctx.tx
    .selectFrom('ingestion.import_chunks')
    .select(['first_row', 'byte_from', 'byte_to', 'outcomes'])
    .where('import_id', '=', importId)
    .orderBy('chunk_no')
    .execute();
  return rows.map((one) => ({
    firstRow: Number(one.first_row),
    byteFrom: Number(one.byte_from),
    byteTo: Number(one.byte_to),
    outcomes: one.outcomes,
  }));
}
