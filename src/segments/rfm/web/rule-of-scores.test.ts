import { expect, test } from 'vitest';
import { rule } from '../../rules/rule-tree.contract.ts';
import { ruleOfScores, ruleOfUnscored } from './rule-of-scores.ts';

test('what a list of scores is narrowed to is a rule, and all of them are those who have scores', () => {
  const is = (measure: string, ...values: string[]) => ({ type: 'rfm', measure, operator: 'is', values });
  expect(ruleOfScores({ group: 'champions', recency: '5' })).toEqual({
    all: [is('group', 'champions'), is('recency', '5')],
  });
  expect(ruleOfScores({})).toEqual({ all: [is('recency', '1', '2', '3', '4', '5')] });
  for (const each of [ruleOfScores({ kind: 'keyValue', spend: '1' }), ruleOfScores({}), ruleOfUnscored])
    expect(rule.safeParse(each).success).toBe(true);
});
