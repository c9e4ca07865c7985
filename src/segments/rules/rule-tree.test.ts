import { expect, test } from 'vitest';
import { rule, segmentsNamedBy } from './rule-tree.contract.ts';

const city = { type: 'field', field: 'city', operator: 'is', values: ['杭州'] };
const orders = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1 };

const problems = (given: unknown): string[] => {
  const { error } = rule.safeParse(given);
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const nested = (levels: number): object => {
  let node: object = city;
  for (let level = 0; level < levels; level++) node = { all: [node] };
  return node;
};

test('a rule comes out as it went in, with what was left out filled in', () => {
  expect(rule.parse({ any: [city, { none: [orders] }] })).toEqual({
    any: [city, { none: [{ ...orders, kind: 'purchases' }] }],
  });
});

test('groups lie ten deep at most, and thousands of levels are refused like eleven', () => {
  expect(problems(nested(10))).toEqual([]);
  for (const levels of [11, 50, 100_000])
    expect(problems(nested(levels))).toEqual([
      `${Array(10).fill('all.0').join('.')}: lies more than 10 groups deep`,
    ]);
});

test('at most 200 conditions, wherever they stand', () => {
  const half = { any: Array(100).fill(city) };
  expect(problems({ all: [half, half] })).toEqual([]);
  expect(problems({ all: [half, half, city] })).toEqual([': has more than 200 conditions']);
});

test.each<[string, unknown, string]>([
  [
    'an empty group',
    { all: [city, { any: [] }] },
    'all.1: is an empty group: put a condition into it, or leave it out',
  ],
  [
    'two groups in one',
    { all: [city], any: [city] },
    ': must be one group: all, any or none, and nothing besides',
  ],
  ['a group that is no list', { all: { any: [city] } }, ': all must be a list'],
  ['a text in place of a condition', { all: ['city'] }, 'all.0: must be a group or a condition'],
  ['an unknown operator', { none: [{ ...city, operator: 'near' }] }, 'none.0.operator: '],
  [
    'an operator of other fields',
    { ...city, operator: 'atLeast', value: 1, values: undefined },
    'operator: ',
  ],
  ['an unknown field', { ...city, field: 'toString' }, 'field: '],
  ['no values', { ...city, values: [] }, 'values: '],
  ['too many values', { ...city, values: Array(10_001).fill('x') }, 'values: '],
  ['a choice that there is not', { ...city, field: 'gender', values: ['x'] }, 'values.0: '],
  [
    'a figure that no quantity can equal',
    { ...orders, measure: 'quantity', value: 0.3000001 },
    'value: has more than six decimals',
  ],
  ['a key too much', { ...orders, speed: 1 }, ': Unrecognized key'],
  [
    'a range the wrong way round',
    { ...orders, operator: 'between', value: 3, to: 2 },
    'to: must not be less than value',
  ],
  ['an end without a range', { ...orders, to: 2 }, ': Unrecognized key'],
  ['half an order', { ...orders, value: 0.5 }, 'value: '],
  ['a figure beyond all', { ...orders, measure: 'spend', value: 1e300 }, 'value: '],
  ['a window of no days', { ...orders, within: { days: 0 } }, 'within.days: '],
  ['a window from nowhere to nowhere', { ...orders, within: {} }, 'within: needs from or to'],
  [
    'a window that ends before it begins',
    { ...orders, within: { from: '2026-03-02', to: '2026-03-01' } },
    'within.to: ',
  ],
  ['orders that lie ahead', { ...orders, within: { nextDays: 3 } }, 'within: '],
  ['a day that there is not', { ...orders, within: { from: '2026-02-30' } }, 'within.from: '],
  ['a filter of nothing', { ...orders, of: {} }, 'of: needs something'],
  ['a sequence of one', { type: 'sequence', steps: ['call'], withinDays: 1 }, 'steps: '],
  ['nobody in particular', { type: 'owner', operator: 'is', owners: [] }, 'owners: '],
  ['a month that there is not', { type: 'birthday', when: { month: 13 } }, 'when.month: '],
])('is refused with its place: %s', (_what, given, expected) => {
  expect(problems(given).join('\n')).toContain(expected);
});

test('an unknown type is told with those that there are', () => {
  expect(problems({ any: [{ type: '__proto__' }] })[0]).toMatch(
    /^any\.0\.type: must be one of field, .*orders/,
  );
});

test('the segments that a rule is about are told once each', () => {
  const member = (...segments: string[]) => ({ type: 'segment', operator: 'in', segments });
  expect(segmentsNamedBy(rule.parse({ all: [member('3', '1'), { none: [member('1')] }, city] }))).toEqual([
    '3',
    '1',
  ]);
});
