import type { Command } from 'commander';
import { recipesContract } from '#ingestion/recipes/recipes.contract.ts';
import { jsonLine, type Run } from './session.ts';
import type { Texts } from './texts.ts';

const { recipes, deleteRecipe } = recipesContract.endpoints;

/** `recipes list|delete`. */
export function addRecipesCommands(program: Command, texts: Texts, run: Run): void {
  const group = program.command('recipes').description(texts.say('command.recipes'));
  group
    .command('list')
    .description(texts.say('command.recipesList'))
    .option('--json', texts.say('option.json'))
    .action(({ json }: { json?: true }) =>
      run(async ({ server, terminal }) => {
        const { items } = await server.call(recipes, {});
        for (const recipe of items) {
          const line = `${recipe.id}  ${recipe.name}  ${recipe.columns.join(texts.say('word.comma'))}`;
          terminal.out(json ? jsonLine(recipe) : line);
        }
      }),
    );
  group
    .command('delete')
    .description(texts.say('command.recipesDelete'))
    .argument('<id>')
    .action((id: string) =>
      run(async ({ server }) => {
        await server.call(deleteRecipe, { id });
      }),
    );
}
