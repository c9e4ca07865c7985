import type { Rule } from '../rules/rule-tree.contract.ts';
import type { Stage } from './stages.contract.ts';

export interface StageRule {
  stage: Stage;
  rule: Rule;
}

/** All rules as one: what is read for any of them. */
export const together = (stages: readonly StageRule[]) => ({ any: stages.map(({ rule }) => rule) });

const purchases = { type: 'orders', measure: 'count', kind: 'purchases' } as const;
const atLeast = (value: number, days?: number): Rule => ({
  ...purchases,
  operator: 'atLeast',
  value,
  ...(days === undefined ? {} : { within: { days } }),
});

/** In the order in which they are asked: the first that holds decides. What they mean stands in docs/lifecycle.md. */
export const givenStages: readonly StageRule[] = [
  { stage: 'potential', rule: { ...purchases, operator: 'exactly', value: 0 } },
  {
    stage: 'wonBack',
    rule: {
      all: [
        atLeast(1, 90),
        { ...purchases, operator: 'exactly', value: 0, within: { daysAgo: { from: 454, to: 90 } } },
        { type: 'orders', measure: 'daysSinceFirst', kind: 'purchases', operator: 'atLeast', value: 455 },
      ],
    },
  },
  { stage: 'loyal', rule: { all: [atLeast(4, 365), atLeast(1, 90)] } },
  { stage: 'repeat', rule: { all: [atLeast(2), atLeast(1, 90)] } },
  { stage: 'first', rule: atLeast(1, 90) },
  { stage: 'dormant', rule: atLeast(1, 365) },
  { stage: 'churned', rule: atLeast(1) },
];
