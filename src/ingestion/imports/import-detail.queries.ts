import type { Context } from '#platform/db/context.ts';
import type { ImportDetail } from './imports.contract.ts';
import { type ImportRecord, importRowOf } from './imports.queries.ts';

/** An import as its page shows it. */
export async function importDetailOf(ctx: Context, row: ImportRecord): Promise<ImportDetail> {
  const upload = row.upload_id
    ? await ctx.tx
        .selectFrom('ingestion.uploads')
        .select(['file_name', 'size_bytes'])
        .where('id', '=', row.upload_id)
        .executeTakeFirst()
    : undefined;
  return {
    ...importRowOf(row, ctx.clock.now()),
    fileName: upload?.file_name ?? null,
    sizeBytes: upload?.size_bytes ?? null,
    dialect: row.dialect as ImportDetail['dialect'],
    mapping: row.mapping as ImportDetail['mapping'],
    options: row.options as ImportDetail['options'],
    recipe: row.recipe_id === null ? null : await recipeOf(ctx, row.recipe_id),
    mends: row.mends,
    alike: await countAlike(ctx, row),
  };
}

async function recipeOf(ctx: Context, id: string): Promise<ImportDetail['recipe']> {
  const recipe = await ctx.tx
    .selectFrom('ingestion.recipes')
    .select(['id', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  return recipe ?? null;
}

/** The other drafts of its batch whose files have the same columns, locked, in the order in which they came. */
export async function alikeDrafts(ctx: Context, row: ImportRecord): Promise<ImportRecord[]> {
  if (row.batch === null || row.columns_print === null) return [];
  return alike(ctx, row.id, row.batch, row.columns_print).selectAll().orderBy('id').forUpdate().execute();
}

async function countAlike(ctx: Context, row: ImportRecord): Promise<number> {
  if (row.state !== 'draft' || row.batch === null || row.columns_print === null) return 0;
  const { count } = await alike(ctx, row.id, row.batch, row.columns_print)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function alike(ctx: Context, id: string, batch: string, columnsPrint: string) {
  return ctx.tx
    .selectFrom('ingestion.imports')
    .where('batch', '=', batch)
    .where('columns_print', '=', columnsPrint)
    .where('state', '=', 'draft')
    .where('id', '<>', id);
}
