import { expect, test } from 'vitest';
import { copiedFacts } from '#platform/testing/copied-facts.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { compareAnswers } from './same-answers.fixtures.ts';

/** `npm run test:faults -- rules` asks thousands, with other seeds. */
const run = { rules: 100, customers: 50, seed: 20_261_127, engines: ['postgres', 'columnar'] } as const;

test('the same customers are found by both engines and by the judge, whatever the rule', async () => {
  const platform = await testPlatform();
  const { caughtUp } = await copiedFacts(platform);
  const { differing, telling } = await compareAnswers(platform, { ...run, caughtUp });
  expect({ ...run, differing }).toEqual({ ...run, differing: [] });
  expect([...telling].toSorted()).toEqual(conditionTypes.toSorted());
}, 180_000);
