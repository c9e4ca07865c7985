import type { Rule } from '../rules/rule-tree.contract.ts';
import type { GradeScheme } from './scheme.contract.ts';

type Score = 'recency' | 'frequency' | 'spend';

const scored = (measure: Score, score: number, points: number) => ({
  rule: { type: 'rfm', measure, operator: 'is', values: [String(score)] } satisfies Rule,
  points,
});

/** What it means stands in docs/grades.md. */
export const givenScheme: GradeScheme = {
  by: 'points',
  criteria: [
    scored('spend', 5, 35),
    scored('spend', 4, 25),
    scored('spend', 3, 15),
    scored('frequency', 5, 25),
    scored('frequency', 4, 18),
    scored('frequency', 3, 10),
    scored('recency', 5, 20),
    scored('recency', 4, 12),
    {
      rule: { type: 'activities', operator: 'atLeast', value: 1, within: { days: 90 } },
      points: 10,
    },
    {
      rule: {
        ...{ type: 'orders', measure: 'products', kind: 'purchases', operator: 'atLeast', value: 3 },
        within: { days: 365 },
      },
      points: 10,
    },
  ],
  grades: [
    { key: 'high', name: { en: 'High', zh: '高' }, from: 60 },
    { key: 'medium', name: { en: 'Medium', zh: '中' }, from: 30 },
    { key: 'low', name: { en: 'Low', zh: '低' }, from: 0 },
  ],
};

/** The rules that it asks, in their order. */
export function rulesIn<Each>(
  scheme: { by: 'points'; criteria: { rule: Each }[] } | { by: 'rules'; grades: { rule: Each }[] },
): Each[] {
  return (scheme.by === 'points' ? scheme.criteria : scheme.grades).map(({ rule }) => rule);
}
