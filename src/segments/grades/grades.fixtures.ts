import type { TestPlatform } from '#platform/testing/test-platform.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { editGrades } from './grades.ts';
import type { GradeScheme } from './scheme.contract.ts';
import { readGrades } from './stored-grades.queries.ts';

export const bought = (value: number, days?: number): Rule => ({
  ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value },
  ...(days === undefined ? {} : { within: { days } }),
});

const top = { key: 'top', name: { en: 'Top', zh: '顶级' } };
const rest = { key: 'rest', name: { en: 'Rest', zh: '其余' } };

/** Points for having bought at all, often, and lately; top from 50 on, everybody else is the rest. */
export const ofPurchases: GradeScheme = {
  by: 'points',
  criteria: [
    { rule: bought(1), points: 20 },
    { rule: bought(3), points: 30 },
    { rule: bought(1, 30), points: 40 },
  ],
  grades: [
    { ...top, from: 50 },
    { ...rest, from: 0 },
  ],
};

/** Top is who bought within the last days; who bought nothing has no grade. */
export const ofRules = (days: number): GradeScheme => ({
  by: 'rules',
  grades: [
    { ...top, rule: bought(1, days) },
    { ...rest, rule: bought(1) },
  ],
});

/** Saves this scheme, whatever version there is. */
export async function changeScheme(platform: TestPlatform, scheme: GradeScheme | null): Promise<void> {
  const { version } = await platform.run(readGrades);
  await platform.run((ctx) => editGrades({ ...ctx, ifMatch: String(version) }, { scheme }));
}

/** Grades and points by the names of the customers. */
export async function gradesByName({ database }: TestPlatform): Promise<Record<string, string>> {
  const { rows } = await database.pool.query(
    `select display_name as name, grade, points from segments.grades s join customers.customers c on c.id = s.customer_id
      order by c.id`,
  );
  return Object.fromEntries(
    rows.map(({ name, grade, points }) => [name, points === null ? grade : `${grade} ${points}`]),
  );
}
