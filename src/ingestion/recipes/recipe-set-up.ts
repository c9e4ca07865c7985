import type { Context } from '#platform/db/context.ts';
import { movedMapping } from '../imports/column-names.ts';
import type { Dialect, Mapping } from '../imports/reading/reading.contract.ts';
import type { SetUp } from '../imports/set-up.ts';
import { type RecipeRecord, recipesWithColumns } from './recipes.queries.ts';

/** The recipe that was changed last among those for these columns, of the kind if one is asked for. */
export async function recipeForColumns(
  ctx: Context,
  columnsPrint: string,
  kind?: Mapping['as'],
): Promise<RecipeRecord | undefined> {
  return recipesWithColumns(ctx, columnsPrint, kind);
}

/** What a recipe makes of a file; undefined where the file lacks columns that the recipe reads. */
export function setUpByRecipe(
  scratch: SetUp,
  names: readonly string[],
  recipe: RecipeRecord,
): SetUp | undefined {
  const { mapping, missing } = movedMapping(recipe.mapping as Mapping, recipe.column_names, names);
  if (missing.length > 0) return undefined;
  return {
    dialect: dialectOf(scratch.dialect, recipe.dialect as Dialect),
    mapping,
    options: { ...scratch.options, ...(recipe.options as object) },
    recipeId: recipe.id,
  };
}

/**
 * Where the header lies and what separates columns shows in the file, since its columns were recognised. Which
 * of the old encodings it is often does not, so there the recipe decides.
 */
function dialectOf(found: Dialect, kept: Dialect): Dialect {
  const certain = found.encoding.startsWith('utf-') || kept.encoding.startsWith('utf-');
  return certain ? found : { ...found, encoding: kept.encoding, bomBytes: 0 };
}
