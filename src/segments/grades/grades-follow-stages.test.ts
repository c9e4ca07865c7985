import { expect, test } from 'vitest';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { boughtDaysAgo } from '../lifecycle/lifecycle.fixtures.ts';
import { askForLifecycle, computeStages } from '../lifecycle/lifecycle.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import { changeScheme, gradesByName, ofPurchases } from './grades.fixtures.ts';
import { computeGrades } from './grades.ts';
import type { GradeScheme } from './scheme.contract.ts';

const platform = await testPlatform();
await ensurePlatformMonths(platform.database.db, new Date('2026-06-01'));
const ofStages: GradeScheme = {
  by: 'rules',
  grades: [
    {
      ...{ key: 'top', name: { en: 'Top', zh: '顶级' } },
      rule: { type: 'stage', operator: 'in', stages: ['first'] },
    },
  ],
};

test('grades that ask for stages are those of the same day, whichever of the two began first', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [89]);
  await changeScheme(platform, ofStages);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({});
  await platform.run(computeStages);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({ Ada: 'top' });
  platform.clock.set('2026-03-06T08:00:00Z');
  await platform.run(computeGrades);
  await platform.run(computeStages);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({});
});

test('grades stand still when stages are worked out again on the same day, or when nothing asks for them', async () => {
  await platform.run(askForLifecycle);
  await boughtDaysAgo(platform, (await customersNamed(platform, ['Bob']))[0]!, [1]);
  expect(await platform.run(computeStages)).toEqual({ moved: 1 });
  expect(await platform.run(computeGrades)).toBeUndefined();
  await changeScheme(platform, ofPurchases);
  platform.clock.set('2026-06-06T08:00:00Z');
  await platform.run(computeGrades);
  expect(await platform.run(computeStages)).toEqual({ moved: 1 });
  expect(await platform.run(computeGrades)).toBeUndefined();
});
