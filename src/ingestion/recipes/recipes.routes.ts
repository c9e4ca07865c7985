import { bind } from '#platform/http/bind.ts';
import { recipesContract } from './recipes.contract.ts';
import { applyRecipe, changeRecipe, deleteRecipe, recipes, saveRecipe } from './recipes.ts';

export const recipeRoutes = bind(recipesContract, {
  recipes,
  saveRecipe,
  changeRecipe,
  deleteRecipe: async (ctx, input) => {
    await deleteRecipe(ctx, input.id);
    return {};
  },
  applyRecipe,
});
