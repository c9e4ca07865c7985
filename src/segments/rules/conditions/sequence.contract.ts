import { z } from 'zod';
import { activityType } from '#customers/public.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { type Window, windowShape } from './parts.contract.ts';
import { windowText } from './say-operands.contract.ts';

/** What may follow on each other: sales, and activities by type. */
const step = z.enum(['order', ...activityType.options]);
export type Step = z.output<typeof step>;

/** One thing happened after another, each within so many days (of 24 hours) of the one before. */
export interface SequenceCondition {
  type: 'sequence';
  steps: Step[];
  withinDays: number;
  /** All of it lies in there. */
  within?: Window;
}

export const sequenceContract: ConditionContract<SequenceCondition> = {
  type: 'sequence',
  shapeOf: ({ within }) =>
    z.strictObject({
      type: z.literal('sequence'),
      steps: z.array(step).min(2).max(5),
      withinDays: z.number().int().min(1).max(3_650),
      within: windowShape(within).optional(),
    }),
  examples: [
    { type: 'sequence', steps: ['call', 'order'], withinDays: 7 },
    { type: 'sequence', steps: ['order', 'complaint', 'order'], withinDays: 30, within: { days: 180 } },
  ],
  reads: ({ steps }) => (steps.includes('order') ? { orders: ['orderedAt'] } : {}),
  names: () => [],
  sentence({ steps, withinDays, within }, say) {
    const said = steps.map((each, place) =>
      say.text(place === 0 ? 'sequence.first' : 'sequence.then', { what: say.text(`step.${each}`) }),
    );
    return say.text('sequence.whole', {
      steps: said.join(say.text('sequence.between')),
      count: withinDays,
      days: say.number(withinDays),
      when: within ? say.text('sequence.when', { when: windowText(within, say) }) : '',
    });
  },
};
