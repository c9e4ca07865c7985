import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { findingsIn } from './check-rule.ts';
import { readRuleNames } from './rule-names.ts';
import type { Rule } from './rule-tree.contract.ts';
import { sentenceOf, textIn } from './say.ts';
import { readableRules, storedRule } from './stored-rule.ts';

/** Rules as they are stored, in words of both languages. */
export async function sentencesOf(
  ctx: Context,
  stored: readonly unknown[],
): Promise<{ en: string; zh: string }[]> {
  const { currency } = await ctx.organisation();
  const names = await readRuleNames(ctx, readableRules(stored));
  const lost = { en: textIn('en', 'rules.lost'), zh: textIn('zh', 'rules.lost') };
  return stored.map((each) => {
    const rule = storedRule(each);
    return rule ? sentenceOf(rule, names, currency) : lost;
  });
}

/**
 * The places of those that the system cannot ask, which sees segments that the actor may not: they name what is gone, or
 * this version cannot read them.
 */
export async function brokenAmong(ctx: Context, stored: readonly unknown[]): Promise<number[]> {
  const names = await readRuleNames({ ...ctx, actor: systemActor }, readableRules(stored));
  const isAskable = async (rule: Rule | undefined) =>
    rule && !findingsIn(rule, names).some(({ blocks }) => blocks) && (await wholeRule(ctx, rule));
  const askable = await Promise.all(stored.map(storedRule).map(isAskable));
  return askable.flatMap((each, at) => (each ? [] : [at]));
}
