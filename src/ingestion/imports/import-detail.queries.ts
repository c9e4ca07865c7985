import { sql } from 'kysely';
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

/** The source that the newest other file of a batch has; undefined where nobody named one. */
export async function sourceOfBatch(
  ctx: Context,
  batch: string,
  unnamed: string,
): Promise<string | undefined> {
  const row = await ctx.tx
    .selectFrom('ingestion.imports')
    .select(sql<string>`options ->> 'source'`.as('source'))
    .where('batch', '=', batch)
    .where(sql<boolean>`options ->> 'source' <> ${unnamed}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.source;
}

/** Gives the drafts of a batch that come after this one its new source, where they had the same as it. */
export async function followSource(ctx: Context, row: ImportRecord, source: string): Promise<void> {
  if (row.batch === null) return;
  const before = (row.options as { source?: string }).source ?? null;
  await sql`update ingestion.imports set options = options || jsonb_build_object('source', ${source}::text)
    where batch = ${row.batch} and state = 'draft' and id > ${row.id} and mends is null
      and options ->> 'source' is not distinct from ${before}`.execute(ctx.tx);
}
