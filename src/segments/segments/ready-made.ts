import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { sentenceOf, textIn } from '../rules/say.ts';
import { readyMadeRules } from './ready-made-rules.contract.ts';
import type { segmentsContract } from './segments.contract.ts';
import { mayRead } from './shown-segments.ts';

type ReadyMade = OutputOf<(typeof segmentsContract)['endpoints']['readyMade']>;

/** Rules to begin with, of those that the caller may ask. */
export async function readyMadeSegments(ctx: Context): Promise<ReadyMade> {
  const { currency } = await ctx.organisation();
  const rules = Object.entries(readyMadeRules(10 ** minorDigits(currency)));
  const names = await readRuleNames(ctx, []);
  const texts = (key: string) => ({ en: textIn('en', key), zh: textIn('zh', key) });
  return {
    items: rules
      .filter(([, rule]) => mayRead(ctx, rule))
      .map(([key, rule]) => ({
        key,
        name: texts(`readyMade.${key}.name`),
        description: texts(`readyMade.${key}.description`),
        rule: rule as Rule & Record<string, unknown>,
        sentence: sentenceOf(rule, names, currency),
      })),
  };
}
