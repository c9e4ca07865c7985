import { z } from 'zod';
import { rfmGroup, rfmKind } from '../../rfm/rfm-groups.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { shortList } from './say-operands.contract.ts';

export const rfmMeasures = ['recency', 'frequency', 'spend', 'group', 'kind'] as const;
export type RfmMeasure = (typeof rfmMeasures)[number];

/** A score from 1 to 5, or a group that scores make, as worked out last. Who has no scores is in none of them. */
export interface RfmCondition {
  type: 'rfm';
  measure: RfmMeasure;
  operator: 'is' | 'isNot';
  values: string[];
}

/** Scores tell of totals, and of documents within a period: what they came to, and when. */
const scoresTell = {
  customers: ['lastOrderAt', 'orders', 'spendMinor'],
  orders: ['orderedAt', 'amountMinor'],
} as const;

const scoreText = z.enum(['1', '2', '3', '4', '5']);

/** What a measure can be. */
export const rfmValues = {
  recency: scoreText.options,
  frequency: scoreText.options,
  spend: scoreText.options,
  group: rfmGroup.options,
  kind: rfmKind.options,
} as const satisfies Record<RfmMeasure, readonly string[]>;

function valuesShape(measure: unknown) {
  const known = rfmMeasures.find((each) => each === measure) ?? 'recency';
  return z
    .array(z.enum(rfmValues[known] as readonly string[]))
    .min(1)
    .max(rfmValues.group.length);
}

export const rfmContract: ConditionContract<RfmCondition> = {
  type: 'rfm',
  shapeOf: ({ measure }) =>
    z.strictObject({
      type: z.literal('rfm'),
      measure: z.enum(rfmMeasures),
      operator: z.enum(['is', 'isNot']),
      values: valuesShape(measure),
    }),
  examples: [
    { type: 'rfm', measure: 'group', operator: 'is', values: ['atRisk', 'cannotLose'] },
    { type: 'rfm', measure: 'kind', operator: 'is', values: ['keyWinBack'] },
    { type: 'rfm', measure: 'recency', operator: 'isNot', values: ['1', '2'] },
  ],
  reads: () => scoresTell,
  names: () => [],
  sentence({ measure, operator, values }, say) {
    const known: readonly string[] = rfmValues[measure];
    // Whoever has scores has one of these: asked for all of them, only that is left to say.
    if (known.every((value) => values.includes(value))) return say.text(`rfm.all.${operator}`);
    const named = measure === 'group' || measure === 'kind';
    const texts = named ? values.map((value) => say.text(`rfm.${measure}Name`, { value })) : values;
    return say.text(`rfm.${measure}.${operator}`, { values: shortList(texts, say) });
  },
  opposite: (condition) => ({ ...condition, operator: condition.operator === 'is' ? 'isNot' : 'is' }),
};
