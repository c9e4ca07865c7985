import { type Dice, pick } from '#platform/testing/dice.ts';
import { stage } from '../lifecycle/stages.contract.ts';
import { type Conditions, type ConditionType, conditionTypes } from './conditions/conditions.contract.ts';
import { operatorsOfCustom } from './conditions/custom-field.contract.ts';
import { documentKinds, measures } from './conditions/orders.contract.ts';
import { rfmMeasures, rfmValues } from './conditions/rfm.contract.ts';
import { operatorsOf, ruleField, ruleFieldKeys } from './conditions/rule-fields.contract.ts';
import {
  births,
  categories,
  choices,
  fieldKeys,
  grades,
  places,
  type World,
  words,
} from './random-world.fixtures.ts';
import { type Rule, rule } from './rule-tree.contract.ts';

interface Making {
  dice: Dice;
  world: World;
  today: string;
}

/** A rule of any shape that the language takes. */
export function randomRule(making: Making, depth = 0): Rule {
  return rule.parse(node(making, depth));
}

function node(making: Making, depth: number): Record<string, unknown> {
  const { dice } = making;
  if (depth < 3 && dice(3) === 0) {
    const parts = Array.from({ length: 1 + dice(3) }, () => node(making, depth + 1));
    return { [pick(dice, ['all', 'any', 'none'])]: parts };
  }
  const type = pick(dice, [
    ...conditionTypes,
    'orders',
    'orders',
    'orders',
    'field',
    'sequence',
  ] as ConditionType[]);
  return { type, ...makers[type](making) };
}

/** A condition of each type, with what it says beside its type. */
const makers: Record<keyof Conditions, (making: Making) => Record<string, unknown>> = {
  field(making) {
    const { dice } = making;
    const field = pick(dice, ruleFieldKeys);
    const { as, choices: closed } = ruleField(field);
    return { field, ...operands(making, pick(dice, operatorsOf[as]), closed ?? words) };
  },
  customField(making) {
    const { dice } = making;
    const field = pick(dice, fieldKeys);
    const type = (
      {
        note: 'text',
        size: 'number',
        fee: 'money',
        since: 'date',
        level: 'choice',
        likes: 'choices',
        vip: 'flag',
        site: 'url',
        guide: 'person',
      } as const
    )[field];
    const values = { flag: ['true', 'false'], choice: choices, choices, person: ['1', '2'] } as Record<
      string,
      string[]
    >;
    const operator = pick(dice, operatorsOfCustom(type));
    // Beside values that customers have, by the least that a figure can differ.
    if (type === 'number' && compared.includes(operator))
      return { field, ...comparison(dice, [-7.500001, 0.1, 0.299999, 0.3, 0.300001, 2], operator) };
    return { field, ...operands(making, operator, values[type] ?? words) };
  },
  age: ({ dice }) => comparison(dice, [0, 1, 18, 30, 38, 39, 126]),
  birthday: ({ dice }) => ({
    calendar: pick(dice, ['solar', 'lunar']),
    when: pick(dice, [
      ...[{ nextDays: 1 + dice(60) }, { lastDays: 1 + dice(60) }, { month: 1 + dice(12) }, { month: 'this' }],
    ]),
  }),
  tag: ({ dice, world }) => ({ operator: pick(dice, ['any', 'all', 'none']), tags: some(dice, world.tags) }),
  owner: ({ dice }) => {
    const nobody = dice(2) === 0;
    return {
      operator: pick(dice, ['is', 'isNot']),
      nobody,
      owners: nobody && dice(2) === 0 ? [] : some(dice, ['1', '2']),
    };
  },
  team: ({ dice }) => ({
    operator: pick(dice, ['is', 'isNot']),
    teams: some(dice, ['1', '10', '11']),
    below: dice(2) === 0,
  }),
  source: ({ dice, world }) =>
    dice(2) === 0
      ? comparison(dice, [0, 1, 2, 3])
      : { operator: pick(dice, ['any', 'all', 'none']), sources: some(dice, world.sources) },
  orders(making) {
    const { dice } = making;
    const measure = pick(dice, measures);
    const values = {
      quantity: [0, 0.3, 0.299999, 0.300001, 1, 2.1, 10_000_000_000_000],
      count: [0, 1, 2],
      products: [0, 1, 2],
      daysSinceFirst: [0, 1, 7, 30, 90],
      daysSinceLast: [0, 1, 6, 7, 29],
    } as Record<string, number[]>;
    const kind = pick(dice, documentKinds);
    return {
      measure,
      kind,
      ...comparison(dice, values[measure] ?? [-100, 0, 50, 100, 350, 700]),
      ...filters(making),
      ...within(making),
    };
  },
  activities: (making) => ({
    ...comparison(making.dice, [0, 1, 2, 3]),
    ...(making.dice(2) === 0 ? { activities: some(making.dice, ['call', 'visit', 'note']) } : {}),
    ...within(making),
  }),
  sequence: (making) => ({
    steps: Array.from({ length: 2 + making.dice(2) }, () =>
      pick(making.dice, ['order', 'call', 'visit', 'note']),
    ),
    withinDays: pick(making.dice, [1, 7, 30, 365]),
    ...within(making),
  }),
  rfm: ({ dice }) => {
    const measure = pick(dice, rfmMeasures);
    return { measure, operator: pick(dice, ['is', 'isNot']), values: some(dice, [...rfmValues[measure]]) };
  },
  stage: ({ dice }) => {
    const operator = pick(dice, ['in', 'notIn']);
    const forDays = operator === 'in' && dice(2) === 0 ? { forDays: 1 + dice(60) } : {};
    return { operator, stages: some(dice, stage.options), ...forDays };
  },
  grade: ({ dice }) => {
    const operator = pick(dice, ['in', 'notIn']);
    const forDays = operator === 'in' && dice(2) === 0 ? { forDays: 1 + dice(60) } : {};
    return { operator, grades: some(dice, grades), ...forDays };
  },
  segment: ({ dice }) => ({ operator: pick(dice, ['in', 'notIn']), segments: some(dice, ['1', '2']) }),
};

function some<T>(dice: Dice, all: readonly T[]): T[] {
  const chosen = all.filter(() => dice(2) === 0);
  return chosen.length === 0 ? [pick(dice, all)] : chosen;
}

const compared = ['atLeast', 'atMost', 'exactly', 'between'];

function comparison(
  dice: Dice,
  values: readonly number[],
  operator: string = pick(dice, compared),
): Record<string, unknown> {
  const value = pick(dice, values);
  return operator === 'between'
    ? { operator, value, to: Math.max(value, pick(dice, values)) }
    : { operator, value };
}

function operands(making: Making, operator: string, values: readonly string[]): Record<string, unknown> {
  const { dice } = making;
  if (operator === 'empty' || operator === 'filled') return { operator };
  if (operator === 'within')
    return {
      operator,
      within: pick(dice, [
        window(making),
        { nextDays: 1 + dice(90) },
        { to: pick(dice, births.slice(0, 8)) },
      ]),
    };
  if (compared.includes(operator)) return comparison(dice, [-7, 0, 1, 2, 100, 700], operator);
  const pieces =
    operator === 'is' || operator === 'isNot' ? values : [...values, 'ÉCO', 'i', 'σ', '%', '\\', 'TE'];
  return { operator, values: some(dice, pieces) };
}

function window({ dice, today }: Making): Record<string, unknown> {
  const shift = (days: number) => new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10);
  return pick(dice, [
    { days: pick(dice, [1, 2, 7, 30, 90]) },
    { daysAgo: { from: pick(dice, [30, 90]), to: pick(dice, [0, 1, 7]) } },
    { from: shift(pick(dice, [7, 30, 365])), to: shift(pick(dice, [0, 1, 6])) },
    { from: shift(pick(dice, [0, 1, 30])) },
    { to: shift(pick(dice, [0, 1, 30])) },
  ]);
}

function within(making: Making): Record<string, unknown> {
  return making.dice(2) === 0 ? { within: window(making) } : {};
}

function filters({ dice, world }: Making): Record<string, unknown> {
  const all = {
    ...places,
    categories,
    productBrands: places.brands,
    products: world.products,
    sources: world.sources,
  };
  const chosen = Object.entries(all).filter(() => dice(6) === 0);
  if (chosen.length === 0) return {};
  return { of: Object.fromEntries(chosen.map(([key, values]) => [key, some(dice, values)])) };
}
