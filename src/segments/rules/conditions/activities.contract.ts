import { z } from 'zod';
import { type ActivityType, activityType } from '#customers/public.contract.ts';
import type { Say } from '../say.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { strictly } from './operands.contract.ts';
import { type Comparison, comparisonShape, type Window, windowShape } from './parts.contract.ts';
import { comparedText, windowText } from './say-operands.contract.ts';

/** How often something happened with a customer; `exactly` 0 = it did not. */
export type ActivitiesCondition = {
  type: 'activities';
  /** Of any type where left out. */
  activities?: ActivityType[];
  within?: Window;
} & Comparison;

const times = z.number().int().min(0).max(1_000_000);

export const activitiesContract: ConditionContract<ActivitiesCondition> = {
  type: 'activities',
  shapeOf: ({ operator, within }) =>
    strictly({
      type: z.literal('activities'),
      activities: z.array(activityType).min(1).max(activityType.options.length).optional(),
      within: windowShape(within).optional(),
      ...comparisonShape(operator, times),
    }),
  examples: [
    {
      type: 'activities',
      activities: ['call', 'visit'],
      operator: 'atLeast',
      value: 3,
      within: { days: 30 },
    },
    { type: 'activities', operator: 'exactly', value: 0, within: { days: 90 } },
    {
      type: 'activities',
      activities: ['complaint'],
      operator: 'atLeast',
      value: 1,
      within: { from: '2026-01-01' },
    },
  ],
  reads: () => ({}),
  names: () => [],
  sentence(condition, say) {
    const { within, value, to = value } = condition;
    const values = {
      count: to,
      compared: comparedText(condition, say),
      activities: typesText(condition.activities, isNone(condition) ? 1 : to, say),
      when: within ? windowText(within, say) : '',
    };
    return say.text(isNone(condition) ? 'activities.none' : 'activities.some', values);
  },
  opposite: oppositeCount,
};

function typesText(types: readonly ActivityType[] | undefined, count: number, say: Say): string {
  const named = types?.map((type) => say.text(`activity.${type}`, { count }));
  return say.anyOf(named ?? [say.text('activity.any', { count })]);
}

/** Whether a count may be nothing but 0. */
export function isNone({ operator, value, to = value }: Comparison): boolean {
  return operator !== 'atLeast' && to === 0;
}

/** `at least 2` the other way round is `at most 1`. */
export function oppositeCount<C extends Comparison>(condition: C): C | undefined {
  if (condition.operator === 'atLeast' && condition.value === 1)
    return { ...condition, operator: 'exactly', value: 0 };
  return isNone(condition) ? { ...condition, operator: 'atLeast', value: 1, to: undefined } : undefined;
}
