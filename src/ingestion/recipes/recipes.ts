import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import { columnsPrint } from '../imports/column-names.ts';
import { fileOfImport, fromScratch } from '../imports/drafts.ts';
import { writableSetUp } from '../imports/field-rights.ts';
import { allowedSetUp } from '../imports/identity-numbers.ts';
import { importDetailOf } from '../imports/import-detail.queries.ts';
import type { ImportDetail } from '../imports/imports.contract.ts';
import { updateImport } from '../imports/imports.queries.ts';
import { draftNamed, importNamed } from '../imports/imports.ts';
import type { Mapping, Preview } from '../imports/reading/reading.contract.ts';
import type { SetUp } from '../imports/set-up.ts';
import { previewStored } from '../imports/stored-file.ts';
import { setUpByRecipe } from './recipe-set-up.ts';
import type { Recipe } from './recipes.contract.ts';
import {
  findRecipe,
  insertRecipe,
  isNameFree,
  listRecipes,
  type RecipeContent,
  type RecipeRecord,
  removeRecipe,
  updateRecipe,
} from './recipes.queries.ts';

/** All recipes by name. */
export async function recipes(ctx: Context): Promise<{ items: Recipe[] }> {
  return { items: (await listRecipes(ctx)).map(recipeOf) };
}

/** Keeps mapping, format and options of an import under a name of its own. */
export async function saveRecipe(ctx: Context, input: { importId: string; name: string }): Promise<Recipe> {
  const content = await contentOf(ctx, input.importId);
  if (!(await isNameFree(ctx, input.name))) throw nameTaken();
  const saved = await insertRecipe(ctx, input.name, content);
  if (!saved) throw nameTaken();
  await ctx.audit('recipe.saved', `recipe:${saved.id}`, { name: saved.name });
  return recipeOf(saved);
}

export async function changeRecipe(
  ctx: Context,
  input: { id: string; name?: string; importId?: string },
): Promise<Recipe> {
  if (!(await findRecipe(ctx, input.id))) throw fail('notFound', 'ingestion.recipe_not_found');
  if (input.name !== undefined && !(await isNameFree(ctx, input.name, input.id))) throw nameTaken();
  const content = input.importId === undefined ? undefined : await contentOf(ctx, input.importId);
  const changed = await updateRecipe(ctx, input.id, { name: input.name, content });
  await ctx.audit('recipe.changed', `recipe:${changed.id}`, { name: changed.name });
  return recipeOf(changed);
}

export async function deleteRecipe(ctx: Context, id: string): Promise<void> {
  if (!(await removeRecipe(ctx, id))) throw fail('notFound', 'ingestion.recipe_not_found');
  await ctx.audit('recipe.deleted', `recipe:${id}`);
}

/** Sets up a draft as a recipe says, or anew from what the file looks like. */
export async function applyRecipe(
  ctx: OpenContext,
  input: { id: string; recipeId: string | null },
): Promise<ImportDetail> {
  const file = await ctx.transact(async (inner) => {
    await draftNamed(inner, input.id);
    return fileOfImport(inner, input.id);
  });
  const preview = await previewStored(ctx, file, {});
  return ctx.answer(async (inner) => {
    const row = await draftNamed(inner, input.id);
    const names = preview.columns.map(({ header }) => header);
    const chosen = await chosenSetUp(inner, preview, names, input.recipeId);
    const setUp = writableSetUp(inner, allowedSetUp(inner, chosen));
    const changed = await updateImport(inner, row.id, {
      ...setUp,
      kind: setUp.mapping.as,
      recipeId: setUp.recipeId ?? null,
      columnNames: names,
      columnsPrint: columnsPrint(names),
    });
    return importDetailOf(inner, changed);
  });
}

async function chosenSetUp(
  ctx: Context,
  preview: Preview,
  names: string[],
  recipeId: string | null,
): Promise<SetUp> {
  const scratch = await fromScratch(ctx, preview);
  if (recipeId === null) return scratch;
  const recipe = await findRecipe(ctx, recipeId);
  if (!recipe) throw fail('notFound', 'ingestion.recipe_not_found');
  const setUp = setUpByRecipe(scratch, names, recipe);
  if (!setUp) throw fail('conflict', 'ingestion.recipe_does_not_fit');
  return setUp;
}

async function contentOf(ctx: Context, importId: string): Promise<RecipeContent> {
  const row = await importNamed(ctx, importId);
  if (row.mapping === null || row.dialect === null) throw fail('invalid', 'ingestion.nothing_to_save');
  return {
    kind: row.kind,
    columnNames: row.column_names,
    columnsPrint: columnsPrint(row.column_names),
    dialect: row.dialect,
    mapping: row.mapping,
    options: row.options,
  };
}

function nameTaken() {
  return fail('conflict', 'ingestion.recipe_name_taken');
}

function recipeOf(row: RecipeRecord): Recipe {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as Recipe['kind'],
    columns: readColumns(row),
    used: row.used,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function readColumns(row: RecipeRecord): string[] {
  const { columns } = row.mapping as Mapping;
  return columns
    .map(({ column }) => column)
    .sort((one, other) => one - other)
    .map((column) => row.column_names[column] ?? String(column + 1));
}
