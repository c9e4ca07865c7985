import { expect, test } from 'vitest';
import { conditionNode, groupNode } from '../../rules/web/draft.ts';
import { keptDraft, keptText, textOf } from './kept-rule.ts';

const empty = textOf(groupNode('all'));
const age = (value?: number) => conditionNode({ type: 'age', operator: 'atLeast', value });

test('a draft is kept whole: with what is not finished, and past the limits of what can be saved', () => {
  const many = Array.from({ length: 300 }, (_, at) => age(at));
  const draft = groupNode('all', [age(), groupNode('any', []), ...many]);
  const back = keptDraft(keptText(draft, empty) ?? null, empty);
  expect(back && textOf(back)).toBe(textOf(draft));
});

test('what is as it was given is not kept', () => {
  const given = textOf(groupNode('all', [age(3)]));
  expect(keptText(groupNode('all', [age(3)]), given)).toBeUndefined();
  expect(keptText(groupNode('all', [age(4)]), given)).toBeDefined();
});

test('what was kept of another rule, or is none, is left alone', () => {
  const kept = keptText(groupNode('all', [age(3)]), empty) ?? null;
  expect(keptDraft(kept, textOf(groupNode('all', [age(1)])))).toBeUndefined();
  for (const text of [
    '',
    'null',
    '[]',
    '{"given": 1}',
    JSON.stringify({ given: empty, text: '{"all": [7]}' }),
  ])
    expect(keptDraft(text, empty), text).toBeUndefined();
});
