import { z } from 'zod';
import { gradeKey, mostGrades } from '../../grades/grade-keys.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { shortList } from './say-operands.contract.ts';

/** Which grade a customer has, as worked out last; `forDays`: for at least so many days. */
export interface GradeCondition {
  type: 'grade';
  operator: 'in' | 'notIn';
  grades: string[];
  forDays?: number | undefined;
}

export const gradeContract: ConditionContract<GradeCondition> = {
  type: 'grade',
  shapeOf: ({ operator }) =>
    z.strictObject({
      type: z.literal('grade'),
      operator: z.enum(['in', 'notIn']),
      grades: z.array(gradeKey).min(1).max(mostGrades),
      ...(operator === 'in' ? { forDays: z.number().int().min(1).max(36_500).optional() } : {}),
    }),
  examples: [
    { type: 'grade', operator: 'in', grades: ['high'] },
    { type: 'grade', operator: 'in', grades: ['medium', 'low'], forDays: 90 },
    { type: 'grade', operator: 'notIn', grades: ['low'] },
  ],
  // Whatever the scheme of grades reads, which is known where it is stored.
  reads: () => ({}),
  names: ({ grades }) => namedIn('grade', grades, 'grades'),
  sentence({ operator, grades, forDays }, say) {
    const named = shortList(
      grades.map((key) => say.name('grade', key)),
      say,
    );
    if (forDays === undefined) return say.text(`grade.${operator}`, { grades: named });
    return say.text('grade.inFor', { grades: named, days: say.number(forDays), count: forDays });
  },
  opposite: ({ forDays, ...condition }) => {
    if (forDays !== undefined) return undefined;
    return { ...condition, operator: condition.operator === 'in' ? 'notIn' : 'in' };
  },
};
