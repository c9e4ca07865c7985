import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing } from '#platform/http/contract.ts';
import { importDetail, unreadable } from '../imports/imports.contract.ts';

export const recipe = z.object({
  id,
  name: z.string(),
  kind: z.enum(['orders', 'customers', 'activities']),
  /** Names of the columns that it reads, in the order of the file. */
  columns: z.array(z.string()),
  /** How many imports took it over. */
  used: count,
  createdBy: z.string(),
  createdAt: instant,
  updatedAt: instant,
});
export type Recipe = z.infer<typeof recipe>;

const name = z.string().trim().min(1).max(100);

export const recipesContract = contract('ingestion', {
  recipes: endpoint({
    method: 'GET',
    path: '/recipes',
    summary: 'Lists recipes: mapping, format and switches of kinds of files, by name.',
    needs: 'ingestion.read',
    input: nothing,
    output: z.object({ items: z.array(recipe) }),
  }),
  saveRecipe: endpoint({
    method: 'POST',
    path: '/recipes',
    summary: 'Saves how an import reads its file, so that the next file with these columns is read alike.',
    needs: 'ingestion.write',
    input: z.strictObject({ importId: id, name }),
    output: recipe,
    fails: ['ingestion.import_not_found', 'ingestion.recipe_name_taken', 'ingestion.nothing_to_save'],
  }),
  changeRecipe: endpoint({
    method: 'PATCH',
    path: '/recipes/:id',
    summary: 'Renames a recipe, or gives it the mapping, format and switches of an import.',
    needs: 'ingestion.write',
    input: z.strictObject({ id, name: name.optional(), importId: id.optional() }),
    output: recipe,
    fails: [
      'ingestion.recipe_not_found',
      'ingestion.import_not_found',
      'ingestion.recipe_name_taken',
      'ingestion.nothing_to_save',
    ],
  }),
  deleteRecipe: endpoint({
    method: 'DELETE',
    path: '/recipes/:id',
    summary: 'Deletes a recipe; imports that took it over stay as they are.',
    needs: 'ingestion.write',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['ingestion.recipe_not_found'],
  }),
  applyRecipe: endpoint({
    method: 'POST',
    path: '/imports/:id/recipe',
    summary: 'Sets up a draft as a recipe says; without a recipe, as the file is recognised from scratch.',
    needs: 'ingestion.write',
    ownTransactions: true,
    input: z.strictObject({ id, recipeId: id.nullable() }),
    output: importDetail,
    fails: [
      'ingestion.import_not_found',
      'ingestion.not_a_draft',
      'ingestion.recipe_not_found',
      'ingestion.recipe_does_not_fit',
      'ingestion.upload_expired',
      ...unreadable,
    ],
  }),
});
