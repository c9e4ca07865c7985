import { z } from 'zod';
import { stage } from '../../lifecycle/stages.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { shortList } from './say-operands.contract.ts';

/** In which stage a customer is, as worked out last; `forDays`: for at least so many days. */
export interface StageCondition {
  type: 'stage';
  operator: 'in' | 'notIn';
  stages: string[];
  forDays?: number | undefined;
}

export const stageContract: ConditionContract<StageCondition> = {
  type: 'stage',
  shapeOf: ({ operator }) =>
    z.strictObject({
      type: z.literal('stage'),
      operator: z.enum(['in', 'notIn']),
      stages: z.array(stage).min(1).max(stage.options.length),
      ...(operator === 'in' ? { forDays: z.number().int().min(1).max(36_500).optional() } : {}),
    }),
  examples: [
    { type: 'stage', operator: 'in', stages: ['dormant'], forDays: 30 },
    { type: 'stage', operator: 'in', stages: ['repeat', 'loyal'] },
    { type: 'stage', operator: 'notIn', stages: ['churned'] },
  ],
  reads: () => ({ orders: ['orderedAt'] }),
  names: () => [],
  sentence({ operator, stages, forDays }, say) {
    const named = shortList(
      stages.map((value) => say.text('stage.name', { value })),
      say,
    );
    if (forDays === undefined) return say.text(`stage.${operator}`, { stages: named });
    return say.text('stage.inFor', { stages: named, days: say.number(forDays), count: forDays });
  },
  opposite: ({ forDays, ...condition }) => {
    if (forDays !== undefined) return undefined;
    return { ...condition, operator: condition.operator === 'in' ? 'notIn' : 'in' };
  },
};
