import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { compareAnswers } from './same-answers.fixtures.ts';

/** `npm run test:faults -- rules` asks thousands, with other seeds. */
const run = { rules: 100, customers: 50, seed: 20_261_127, engines: ['postgres'] } as const;

test('the same customers are found by the engines and by the judge, whatever the rule', async () => {
  const { differing, telling } = await compareAnswers(await testPlatform(), run);
  expect({ ...run, differing }).toEqual({ ...run, differing: [] });
  expect([...telling].toSorted()).toEqual(conditionTypes.toSorted());
}, 180_000);
