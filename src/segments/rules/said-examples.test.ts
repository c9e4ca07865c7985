import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { findingsIn } from './check-rule.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { rule } from './rule-tree.contract.ts';
import { saidConditions, saidGroups, standInNames } from './said-examples.ts';
import { sentenceOf } from './say.ts';

const examples = [...saidConditions().flatMap((each) => each.examples), ...saidGroups()];

/** A key of a message that is missing, or a place in one that nothing filled. */
const unsaid = /\brules\.|\{\{|undefined|NaN/;

test('every type of condition has examples, and no two are the same', () => {
  const types = saidConditions().map(({ type, examples: own }) => [type, own.length > 0]);
  expect(types).toEqual(conditionTypes.map((type) => [type, true]));
  const texts = examples.map((example) => JSON.stringify(example.rule));
  expect(new Set(texts).size).toBe(texts.length);
});

describe.each(examples.map((each) => [each.rule, each.sentence] as const))(
  'the example %j',
  (example, sentence) => {
    test('is taken as it stands, with nothing to fill in', () => {
      expect(rule.parse(example)).toStrictEqual(example);
    });

    test('names nothing but what stands in for it, and asks of it what fits', () => {
      expect(findingsIn(example, standInNames)).toEqual([]);
    });

    test('is said in both languages, as is what holds of everybody else', () => {
      const other = sentenceOf({ none: [example] }, standInNames, 'CNY');
      for (const text of [sentence.en, sentence.zh, other.en, other.zh]) expect(text).not.toMatch(unsaid);
      expect(sentence.en).toMatch(/^Customers /);
      expect(sentence.zh).toMatch(/客户$/);
    });
  },
);

test('whoever reads the description of a rule sees one of every type', () => {
  const { examples: shown = [] } = z.toJSONSchema(rule, { io: 'input' });
  const types = shown.map((each) => (each as { type?: string }).type);
  expect(types).toEqual(expect.arrayContaining(conditionTypes));
});
