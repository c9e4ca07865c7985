import { isDeepStrictEqual } from 'node:util';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { Failure, fail } from '#platform/errors/errors.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { type StageRule, together } from './given-stages.ts';
import { type Asking, readLifecycle } from './lifecycle.queries.ts';

/**
 * What the rules of stages are asked with; refuses as the asking of one rule does, and names the stages whose rule it is.
 * Rules that are stored already are asked by the system, which sees segments that the actor may not.
 */
export async function askingOfStages(
  ctx: Context,
  stages: readonly StageRule[],
): Promise<Asking & { whole: Rule }> {
  const rules = together(stages);
  refuseUnreadable(ctx, (await wholeRule(ctx, rules)) ?? rules);
  const stored = (await readLifecycle(ctx)).stages ?? [];
  const fresh = stages.filter(({ rule }) => !stored.some((each) => isDeepStrictEqual(each.rule, rule)));
  await placed(askingOf(ctx, together(fresh)), (nth) => stages.indexOf(fresh[nth]!));
  return placed(askingOf({ ...ctx, actor: systemActor }, rules), (nth) => nth);
}

/** What is wrong with the rules together is told where it stands in the stages. */
async function placed<Answer>(asking: Promise<Answer>, stageOf: (nth: number) => number): Promise<Answer> {
  try {
    return await asking;
  } catch (error) {
    if (!(error instanceof Failure) || !error.options.errors) throw error;
    const errors = error.options.errors.map(({ path, ...problem }) => {
      const [, , nth, ...within] = path.split('.');
      return { ...problem, path: ['stages', stageOf(Number(nth)), 'rule', ...within].join('.') };
    });
    throw fail(error.kind, error.code, { ...error.options, errors });
  }
}
