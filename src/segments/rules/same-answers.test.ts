import { expect, test } from 'vitest';
import { copiedFacts } from '#platform/testing/copied-facts.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { saidConditions, saidGroups } from './said-examples.ts';
import { compareAnswers } from './same-answers.fixtures.ts';

/** `npm run test:faults -- rules` asks thousands, with other seeds. */
const run = { rules: 100, customers: 50, seed: 20_261_127, engines: ['postgres', 'columnar'] } as const;

test('the same customers are found by both engines and by the judge, by every example and whatever the rule', async () => {
  const platform = await testPlatform();
  const { caughtUp } = await copiedFacts(platform);
  const examples = [...saidConditions().flatMap((each) => each.examples), ...saidGroups()];
  const given = examples.map((example) => example.rule);
  const { differing, telling } = await compareAnswers(platform, { ...run, given, caughtUp });
  expect({ ...run, differing }).toEqual({ ...run, differing: [] });
  expect([...telling].toSorted()).toEqual(conditionTypes.toSorted());
}, 180_000);
