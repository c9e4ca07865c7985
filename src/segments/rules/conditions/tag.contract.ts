import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { ids } from './parts.contract.ts';
import { namesText } from './say-operands.contract.ts';

export const setOperators = ['any', 'all', 'none'] as const;
export type SetOperator = (typeof setOperators)[number];

/** Which tags a customer carries; one that was merged into another means that one. */
export interface TagCondition {
  type: 'tag';
  operator: SetOperator;
  tags: string[];
}

export const tagContract: ConditionContract<TagCondition> = {
  type: 'tag',
  shapeOf: () => z.strictObject({ type: z.literal('tag'), operator: z.enum(setOperators), tags: ids }),
  examples: [
    { type: 'tag', operator: 'any', tags: ['1', '2'] },
    { type: 'tag', operator: 'all', tags: ['1', '2'] },
    { type: 'tag', operator: 'none', tags: ['1'] },
  ],
  reads: () => ({ customers: ['tags'] }),
  names: ({ tags }) => namedIn('tag', tags, 'tags'),
  sentence: ({ operator, tags }, say) =>
    say.text(`tag.${operator}`, {
      count: tags.length,
      tags: namesText('tag', tags, say, operator === 'all' ? 'allOf' : 'anyOf'),
    }),
  opposite: (condition) => {
    if (condition.operator === 'all') return undefined;
    return { ...condition, operator: condition.operator === 'any' ? 'none' : 'any' };
  },
};
