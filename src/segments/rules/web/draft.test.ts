import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Rule } from '../rule-tree.contract.ts';
import {
  conditionNode,
  type DraftGroup,
  type DraftNode,
  duplicateNode,
  groupNode,
  insertNode,
  isGroup,
  moveNode,
  nodesIn,
  removeNode,
  unwrapNode,
  wrapNode,
} from './draft.ts';
import { draftOf, nodeWithin, ruleOf } from './rule-of-draft.ts';
import { next } from './use-draft.ts';

const age = (value?: number) => conditionNode({ type: 'age', operator: 'atLeast', value });

/** `all(18, any(19, 20))`: what stands where, in short. */
function shown(node: DraftNode): string {
  if (isGroup(node)) return `${node.group}(${node.parts.map(shown).join(', ')})`;
  return String(node.condition.value);
}

function sample() {
  const [a, b, c, d] = [age(1), age(2), age(3), age(4)];
  const inner = groupNode('any', [b, c]);
  return { root: groupNode('all', [a, inner, d]), a, b, c, d, inner };
}

test('a part moves past conditions, into groups and out of them, in the order in which they are read', () => {
  const { root, a, b, c, d, inner } = sample();
  expect(shown(moveNode(root, a.id, 1))).toBe('all(any(1, 2, 3), 4)');
  expect(shown(moveNode(root, d.id, -1))).toBe('all(1, any(2, 3, 4))');
  expect(shown(moveNode(root, b.id, 1))).toBe('all(1, any(3, 2), 4)');
  expect(shown(moveNode(root, b.id, -1))).toBe('all(1, 2, any(3), 4)');
  expect(shown(moveNode(root, c.id, 1))).toBe('all(1, any(2), 3, 4)');
  expect(shown(moveNode(root, inner.id, -1))).toBe('all(any(2, 3), 1, 4)');
  expect(moveNode(root, a.id, -1)).toBe(root);
});

test('a group that is left empty goes with its last part, but for the whole', () => {
  const only = age(1);
  const root = groupNode('all', [groupNode('any', [groupNode('none', [only])])]);
  expect(shown(removeNode(root, only.id))).toBe('all()');
  const lone = groupNode('all', [groupNode('any', [age(5)]), age(6)]);
  const [within] = (lone.parts[0] as DraftGroup).parts;
  expect(shown(moveNode(lone, within!.id, 1))).toBe('all(5, 6)');
});

test('a part is duplicated behind itself, wrapped into a group and taken out of it again', () => {
  const { root, a, inner } = sample();
  const [copied, id] = duplicateNode(root, inner.id);
  expect(shown(copied)).toBe('all(1, any(2, 3), any(2, 3), 4)');
  expect(nodesIn(copied).filter((node) => node.id === id)).toHaveLength(1);
  expect(new Set(nodesIn(copied).map((node) => node.id)).size).toBe(nodesIn(copied).length);
  expect(shown(wrapNode(root, a.id, 'none'))).toBe('all(none(1), any(2, 3), 4)');
  expect(shown(unwrapNode(root, inner.id))).toBe('all(1, 2, 3, 4)');
  expect(shown(insertNode(root, inner.id, age(9), inner.parts[0]!.id))).toBe('all(1, any(2, 9, 3), 4)');
});

test('whatever is moved, no condition is lost or doubled, and no group is left empty', () => {
  const { root } = sample();
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(20), fc.constantFrom(-1 as const, 1 as const)), { maxLength: 40 }),
      (moves) => {
        let draft = root;
        for (const [pick, step] of moves) {
          const movable = nodesIn(draft).slice(1);
          draft = moveNode(draft, movable[pick % movable.length]!.id, step);
        }
        const nodes = nodesIn(draft);
        const values = nodes.flatMap((node) => (isGroup(node) ? [] : [node.condition.value]));
        expect(values.toSorted()).toEqual([1, 2, 3, 4]);
        expect(nodes.every((node) => !isGroup(node) || node.parts.length > 0)).toBe(true);
      },
    ),
  );
});

test('a rule becomes a draft and the same rule again', () => {
  const rule: Rule = {
    all: [
      { type: 'age', operator: 'atLeast', value: 30 },
      { none: [{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 }] },
    ],
  };
  expect(ruleOf(draftOf(rule)).rule).toEqual(rule);
  expect(ruleOf(draftOf({ type: 'age', operator: 'atLeast', value: 30 })).rule).toEqual({
    all: [{ type: 'age', operator: 'atLeast', value: 30 }],
  });
});

test('what is not filled in is left out of the rule, and places of the rule still lead to their conditions', () => {
  const [empty, full] = [age(), age(40)];
  const root = groupNode('all', [empty, groupNode('any', [age()]), groupNode('any', [full])]);
  const asked = ruleOf(root);
  expect(asked.rule).toEqual({ all: [{ any: [{ type: 'age', operator: 'atLeast', value: 40 }] }] });
  expect(asked.unfinished.get(empty.id)).toEqual([{ at: 'value', why: 'missing' }]);
  expect(asked.unfinished.size).toBe(2);
  expect(nodeWithin(asked, ['all', 0, 'any', 0, 'value'])).toBe(full.id);
  expect(ruleOf(groupNode('all', [age()])).rule).toBeUndefined();
});

test('changes are taken back and done again; letters typed one after the other are one step', () => {
  const first = groupNode('all');
  const typed = [1, 12, 123].map((value) => groupNode('all', [age(value)]));
  let history: Parameters<typeof next>[0] = { past: [], present: first, future: [], last: undefined };
  for (const draft of typed) history = next(history, { do: 'change', change: () => draft, what: 'n1 value' });
  history = next(history, { do: 'change', change: () => groupNode('any'), what: undefined });
  history = next(history, { do: 'undo' });
  expect(history.present).toBe(typed[2]);
  history = next(history, { do: 'undo' });
  expect(history.present).toBe(first);
  expect(next(history, { do: 'undo' })).toBe(history);
  history = next(next(history, { do: 'redo' }), { do: 'redo' });
  expect(shown(history.present)).toBe('any()');
});

test('of a condition that does not count the reason is told: what is missing, too much, too little, or ends before it begins', () => {
  const whyOf = (condition: Parameters<typeof conditionNode>[0]) => {
    const node = conditionNode(condition);
    return ruleOf(groupNode('all', [node])).unfinished.get(node.id);
  };
  const city = { type: 'field' as const, field: 'city' };
  const values = Array.from({ length: 101 }, (_, at) => `${at}`);
  expect(whyOf({ ...city, operator: 'is', values })).toBeUndefined();
  expect(whyOf({ ...city, operator: 'contains', values })).toEqual([
    { at: 'values', why: 'tooMany', limit: 100 },
  ]);
  expect(whyOf({ ...city, operator: 'is', values: [] })).toEqual([{ at: 'values', why: 'missing' }]);
  const orders = {
    type: 'orders' as const,
    measure: 'count',
    kind: 'purchases',
    operator: 'atLeast',
    value: 1,
  };
  expect(whyOf({ ...orders, within: { days: 0 } })).toEqual([
    { at: 'within.days', why: 'tooSmall', limit: 1 },
  ]);
  expect(whyOf({ type: 'age', operator: 'atLeast', value: 200 })).toEqual([
    { at: 'value', why: 'tooLarge', limit: 150 },
  ]);
  const late = { from: '2026-03-02', to: '2026-03-01' };
  expect(whyOf({ ...orders, within: late })).toEqual([{ at: 'within.to', why: 'endsFirst' }]);
  expect(whyOf({ ...orders, operator: 'between', value: 5, to: 2 })).toEqual([
    { at: 'to', why: 'upsideDown' },
  ]);
});

test('for how long somebody is in a stage does not count until it is filled in, and is left open where it is not asked', () => {
  const rule = (forDays?: unknown) => {
    const condition = { type: 'stage' as const, operator: 'in', stages: ['dormant'] };
    const node = conditionNode(forDays === undefined ? condition : { ...condition, forDays });
    const asked = ruleOf(groupNode('all', [node]));
    return asked.rule ?? asked.unfinished.get(node.id);
  };
  expect(rule()).toEqual({ all: [{ type: 'stage', operator: 'in', stages: ['dormant'] }] });
  expect(rule(30)).toMatchObject({ all: [{ forDays: 30 }] });
  expect(rule(null)).toEqual([{ at: 'forDays', why: 'missing' }]);
});
