import { expect, test } from 'vitest';
import { givenScheme } from '../given-scheme.contract.ts';
import type { GradeScheme } from '../scheme.contract.ts';
import { draftOf, moved, schemeOf, withCriterion, withGrade } from './scheme-draft.ts';

const rule = { type: 'field', field: 'city', operator: 'filled' } as const;
const top = { key: 'top', name: { en: 'Top', zh: '顶级' } };
const rest = { key: 'rest', name: { en: 'Rest', zh: '其余' } };
const ofPoints: GradeScheme = {
  by: 'points',
  criteria: [{ rule, points: -5 }],
  grades: [
    { ...top, from: 50 },
    { ...rest, from: 0 },
  ],
};
const ofRules: GradeScheme = { by: 'rules', grades: [{ ...rest, rule }] };

test('a draft of a scheme is that scheme again', () => {
  for (const scheme of [givenScheme, ofPoints, ofRules]) expect(schemeOf(draftOf(scheme))).toEqual(scheme);
});

test('grades by points stand in the order of their points, however they are written', () => {
  const draft = draftOf(ofPoints);
  expect(schemeOf({ ...draft, grades: draft.grades.toReversed() })).toEqual(ofPoints);
});

test('a draft is no scheme while a rule, a figure or a name is missing, or two grades begin at the same points', () => {
  const draft = draftOf(ofPoints);
  const [first, second] = draft.grades;
  expect(schemeOf(withCriterion(draft))).toBeUndefined();
  expect(schemeOf(withGrade(draft))).toBeUndefined();
  expect(schemeOf({ ...draft, grades: [{ ...first!, from: '-' }] })).toBeUndefined();
  expect(schemeOf({ ...draft, grades: [first!, { ...second!, from: first!.from }] })).toBeUndefined();
  expect(schemeOf({ ...draft, by: 'rules' })).toBeUndefined();
});

test('a name in one language serves for both, and a new grade never has the key of one that there was before', () => {
  const before = withGrade(draftOf(ofPoints));
  const draft = withGrade(draftOf(ofPoints));
  expect(draft.grades[2]!.key).not.toBe(before.grades[2]!.key);
  const grades = [{ ...draft.grades[2]!, zh: '甲', from: '5' }];
  expect(schemeOf({ ...draft, grades })?.grades[0]?.name).toEqual({ en: '甲', zh: '甲' });
});

test('an item moves up or down by one', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b']);
});
