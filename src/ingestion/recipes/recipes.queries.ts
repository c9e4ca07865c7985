import type { Selectable } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { IngestionRecipes } from '#platform/db/tables.ts';

export type RecipeRecord = Selectable<IngestionRecipes>;

/** What a recipe keeps of an import. */
export interface RecipeContent {
  kind: string;
  columnNames: string[];
  columnsPrint: string;
  dialect: unknown;
  mapping: unknown;
  options: unknown;
}

export async function listRecipes(ctx: Context): Promise<RecipeRecord[]> {
  return ctx.tx.selectFrom('ingestion.recipes').selectAll().orderBy('name').limit(1000).execute();
}

export function findRecipe(ctx: Context, id: string): Promise<RecipeRecord | undefined> {
  return ctx.tx.selectFrom('ingestion.recipes').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The recipe changed last of those for files with these columns. */
export function recipesWithColumns(
  ctx: Context,
  columnsPrint: string,
  kind: string | undefined,
): Promise<RecipeRecord | undefined> {
  let query = ctx.tx.selectFrom('ingestion.recipes').selectAll().where('columns_print', '=', columnsPrint);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  return query.orderBy('updated_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
}

/** Counts one more import that took the recipe over. */
export async function countUse(ctx: Context, id: string): Promise<void> {
  await ctx.tx
    .updateTable('ingestion.recipes')
    .set(({ eb }) => ({ used: eb('used', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** False where another recipe has the name. */
export async function isNameFree(ctx: Context, name: string, exceptId = '0'): Promise<boolean> {
  const taken = await ctx.tx
    .selectFrom('ingestion.recipes')
    .select('id')
    .where('name', '=', name)
    .where('id', '<>', exceptId)
    .executeTakeFirst();
  return taken === undefined;
}

function contentColumns(content: RecipeContent) {
  return {
    kind: content.kind,
    column_names: content.columnNames,
    columns_print: content.columnsPrint,
    dialect: JSON.stringify(content.dialect),
    mapping: JSON.stringify(content.mapping),
    options: JSON.stringify(content.options),
  };
}

/** Undefined where somebody took the name at the same moment. */
export async function insertRecipe(
  ctx: Context,
  name: string,
  content: RecipeContent,
): Promise<RecipeRecord | undefined> {
  const now = ctx.clock.now();
  return ctx.tx
    .insertInto('ingestion.recipes')
    .values({
      name,
      ...contentColumns(content),
      created_by: actorName(ctx.actor),
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function updateRecipe(
  ctx: Context,
  id: string,
  change: { name?: string | undefined; content?: RecipeContent | undefined },
): Promise<RecipeRecord> {
  return ctx.tx
    .updateTable('ingestion.recipes')
    .set({
      name: change.name,
      ...(change.content && contentColumns(change.content)),
      updated_at: ctx.clock.now(),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

export async function removeRecipe(ctx: Context, id: string): Promise<boolean> {
  const removed = await ctx.tx.deleteFrom('ingestion.recipes').where('id', '=', id).executeTakeFirst();
  return removed.numDeletedRows > 0n;
}
