import { z } from 'zod';
import { rule } from '../rules/rule-tree.contract.ts';
import { gradeKey, mostGrades } from './grade-keys.contract.ts';

export const mostCriteria = 40;
const mostPoints = 1_000;

const gradeName = z.string().trim().min(1).max(30);
const named = { key: gradeKey, name: z.strictObject({ en: gradeName, zh: gradeName }) };
export type GradeName = z.output<typeof named.name>;

const keyedOnce = (grades: { key: string }[]) => new Set(grades.map(({ key }) => key)).size === grades.length;
const inFallingOrder = (grades: { from: number }[]) =>
  grades.every(({ from }, at) => at === 0 || from < grades[at - 1]!.from);

function schemeWith<Shape extends z.ZodType>(rule: Shape) {
  const points = z
    .int()
    .min(-mostPoints)
    .max(mostPoints)
    .refine((figure) => figure !== 0, 'must not be 0');
  const byPoints = z.strictObject({
    by: z.literal('points'),
    criteria: z.array(z.strictObject({ rule, points })).min(1).max(mostCriteria),
    grades: z
      .array(z.strictObject({ ...named, from: z.int().min(-100_000).max(100_000) }))
      .min(1)
      .max(mostGrades)
      .refine(keyedOnce, 'names a grade twice')
      .refine(inFallingOrder, 'must fall from each grade to the next')
      .meta({ description: 'From the highest on; each from so many points on.' }),
  });
  const byRules = z.strictObject({
    by: z.literal('rules'),
    grades: z
      .array(z.strictObject({ ...named, rule }))
      .min(1)
      .max(mostGrades)
      .refine(keyedOnce, 'names a grade twice')
      .meta({ description: 'In the order in which they are asked: the first that holds decides.' }),
  });
  return z.discriminatedUnion('by', [byPoints, byRules]);
}

/** What grades are made of: points of criteria that customers meet, or a rule for each grade. */
export const scheme = schemeWith(rule);
export type GradeScheme = z.output<typeof scheme>;

/** The same as it is told. */
export const toldScheme = schemeWith(
  rule.nullable().meta({ description: 'Null where this version cannot read the stored one.' }),
);
export type ToldScheme = z.output<typeof toldScheme>;
