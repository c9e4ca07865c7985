import { expect, test } from 'vitest';
import { changeCondition, conditionNode, groupNode, moveNode } from './draft.ts';
import { ruleOf } from './rule-of-draft.ts';
import { type JudgedNode, nodeFinder, verdictsOf } from './verdicts.ts';

const age = (value: number) => ({ type: 'age' as const, operator: 'atLeast', value });
const [one, two] = [conditionNode(age(1)), conditionNode(age(2))];
const root = groupNode('all', [one, two]);
const then = ruleOf(root);
const nodes: JudgedNode[] = [
  { path: [], holds: false, group: 'all' },
  { path: ['all', 0], holds: true, type: 'age' },
  { path: ['all', 1], holds: false, type: 'age' },
];

test('a fresh answer speaks of every part of the rule', () => {
  const found = verdictsOf(nodes, nodeFinder(then, then, true));
  expect([...found.keys()]).toEqual([root.id, one.id, two.id]);
});

test('an answer to the rule before speaks of conditions that stayed as they were alone, wherever they stand now', () => {
  const changed = ruleOf(moveNode(changeCondition(root, one.id, age(9)), two.id, -1));
  const found = verdictsOf(nodes, nodeFinder(then, changed, false));
  expect([...found]).toEqual([[two.id, nodes[2]]]);
});

test('of a condition that is gone or not finished any more nothing is said', () => {
  const fewer = ruleOf({ ...root, parts: [two] });
  expect(nodeFinder(then, fewer, false)(['all', 0])).toBeUndefined();
  const unfinished = ruleOf(changeCondition(root, two.id, { type: 'age', operator: 'atLeast' }));
  expect(nodeFinder(then, unfinished, false)(['all', 1])).toBeUndefined();
});
