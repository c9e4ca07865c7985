import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OpenContext } from '#platform/http/bind.ts';
import type { ImportDetail } from '../imports/imports.contract.ts';
import { importDetailOf } from '../imports/imports.queries.ts';
import { importNamed } from '../imports/imports.ts';
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
  return ctx.answer(async (inner) => {
    const row = await importNamed(inner, input.id, true);
    if (row.state !== 'draft') throw fail('conflict', 'ingestion.not_a_draft');
    if (input.recipeId !== null && !(await findRecipe(inner, input.recipeId)))
      throw fail('notFound', 'ingestion.recipe_not_found');
    return importDetailOf(inner, row);
  });
}

async function contentOf(ctx: Context, importId: string): Promise<RecipeContent> {
  const row = await importNamed(ctx, importId);
  if (row.mapping === null || row.dialect === null) throw fail('invalid', 'ingestion.nothing_to_save');
  return {
    kind: row.kind,
    columnsPrint: '',
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
    columns: [],
    used: row.used,
    createdBy: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
