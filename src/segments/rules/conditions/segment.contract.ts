import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { ids } from './parts.contract.ts';
import { namesText } from './say-operands.contract.ts';

/** Who is a member of other segments, as they were last worked out. */
export interface SegmentCondition {
  type: 'segment';
  operator: 'in' | 'notIn';
  segments: string[];
}

export const segmentContract: ConditionContract<SegmentCondition> = {
  type: 'segment',
  shapeOf: () =>
    z.strictObject({ type: z.literal('segment'), operator: z.enum(['in', 'notIn']), segments: ids }),
  examples: [
    { type: 'segment', operator: 'in', segments: ['1'] },
    { type: 'segment', operator: 'notIn', segments: ['1', '2'] },
  ],
  reads: () => ({}),
  names: ({ segments }) => namedIn('segment', segments, 'segments'),
  sentence: ({ operator, segments }, say) =>
    say.text(`segment.${operator}`, { segments: namesText('segment', segments, say) }),
  opposite: (condition) => ({ ...condition, operator: condition.operator === 'in' ? 'notIn' : 'in' }),
};
