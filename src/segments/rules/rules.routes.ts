import { bind } from '#platform/http/bind.ts';
import { rulesContract } from './rules.contract.ts';
import { countRule, describeRule, explainRule } from './rules.ts';
import { ruleWords } from './words.ts';

export const rulesRoutes = bind(rulesContract, {
  words: (ctx) => ruleWords(ctx),
  countRule: (ctx, { rule }) => countRule(ctx, rule),
  explainRule: (ctx, input) => explainRule(ctx, input),
  describeRule: (ctx, { rule }) => describeRule(ctx, rule),
});
