import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { strictly } from './operands.contract.ts';
import { type Comparison, comparisonShape } from './parts.contract.ts';
import { comparedText } from './say-operands.contract.ts';

/** How many years somebody has lived; of nobody whose birthday is not known. */
export type AgeCondition = { type: 'age' } & Comparison;

export const ageContract: ConditionContract<AgeCondition> = {
  type: 'age',
  shapeOf: ({ operator }) =>
    strictly({ type: z.literal('age'), ...comparisonShape(operator, z.number().int().min(0).max(150)) }),
  examples: [
    { type: 'age', operator: 'between', value: 25, to: 35 },
    { type: 'age', operator: 'atLeast', value: 60 },
  ],
  reads: () => ({ customers: ['birthday'] }),
  names: () => [],
  sentence: (condition, say) => say.text('age', { compared: comparedText(condition, say) }),
};
