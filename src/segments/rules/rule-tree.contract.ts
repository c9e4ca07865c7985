import { z } from 'zod';
import {
  anyContract,
  type Condition,
  type ConditionType,
  conditionTypes,
  contractOf,
} from './conditions/conditions.contract.ts';

export const groupKeys = ['all', 'any', 'none'] as const;
export type GroupKey = (typeof groupKeys)[number];

/** All, any or none of these hold. */
export type Group = { all: Rule[] } | { any: Rule[] } | { none: Rule[] };
/** Who is meant: true or false of every customer, never unknown. */
export type Rule = Group | Condition;

export const deepest = 10;
export const mostConditions = 200;

type Path = (string | number)[];

interface Problem {
  path: Path;
  message: string;
}

interface Reading {
  problems: Problem[];
  conditions: number;
}

/** The key of a group; undefined for a condition. */
export function groupKeyOf(rule: Rule): GroupKey | undefined {
  return groupKeys.find((key) => Object.hasOwn(rule, key));
}

/** What a group holds. */
export function partsOf(group: Group): readonly Rule[] {
  return Object.values(group)[0]!;
}

/** Every condition of a rule with its place. */
export function conditionsOf(rule: Rule, path: Path = []): { condition: Condition; path: Path }[] {
  const key = groupKeyOf(rule);
  if (key === undefined) return [{ condition: rule as Condition, path }];
  return partsOf(rule as Group).flatMap((part, index) => conditionsOf(part, [...path, key, index]));
}

/** How conditions go together; examples of each stand with its type. */
export const groupExamples: readonly Rule[] = [
  {
    all: [
      { type: 'field', field: 'city', operator: 'is', values: ['杭州'] },
      {
        none: [
          {
            ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 },
            within: { days: 30 },
          },
        ],
      },
    ],
  },
  {
    any: [
      { type: 'age', operator: 'between', value: 18, to: 25 },
      { type: 'birthday', calendar: 'solar', when: { nextDays: 7 } },
    ],
  },
];

/** A rule as it is saved and sent; what does not fit is told with its place in the tree. */
export const rule = z
  .record(z.string(), z.unknown())
  .meta({
    examples: [...groupExamples, ...conditionTypes.map((type) => contractOf(type).examples[0])],
    description:
      'A group (`{"all": […]}`, `{"any": […]}`, `{"none": […]}`) or a condition such as `{"type": "field", "field": "city", "operator": "is", "values": ["杭州"]}`. `GET /segments/words` tells what can be asked, `docs/segments.md` what each condition means, `docs/reference/conditions.md` has more examples. Ids in examples stand for those of your own.',
  })
  .transform((given, ctx): Rule => {
    const reading: Reading = { problems: [], conditions: 0 };
    const read = readNode(given, [], reading);
    if (reading.conditions > mostConditions)
      reading.problems.push({ path: [], message: `has more than ${mostConditions} conditions` });
    for (const { path, message } of reading.problems.slice(0, mostProblems))
      ctx.addIssue({ code: 'custom', path, message });
    return read ?? z.NEVER;
  });

const mostProblems = 50;

function readNode(given: unknown, path: Path, reading: Reading): Rule | undefined {
  const wrong = (message: string) => void reading.problems.push({ path, message });
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return wrong('must be a group or a condition') as undefined;
  const keys = groupKeys.filter((key) => Object.hasOwn(given, key));
  const [key] = keys;
  if (key === undefined) return readCondition(given as Record<string, unknown>, path, reading);
  if (Object.keys(given).length > 1)
    return wrong('must be one group: all, any or none, and nothing besides') as undefined;
  if (path.length / 2 >= deepest) return wrong(`lies more than ${deepest} groups deep`) as undefined;
  const parts = (given as Record<string, unknown>)[key];
  if (!Array.isArray(parts)) return wrong(`${key} must be a list`) as undefined;
  if (parts.length === 0)
    return wrong('is an empty group: put a condition into it, or leave it out') as undefined;
  if (parts.length > mostConditions) return wrong(`has more than ${mostConditions} parts`) as undefined;
  const read = parts.map((part, index) => readNode(part, [...path, key, index], reading));
  return { [key]: read } as unknown as Group;
}

function readCondition(given: Record<string, unknown>, path: Path, reading: Reading): Condition | undefined {
  reading.conditions += 1;
  const type = conditionTypes.find((each) => each === given.type);
  if (type === undefined) {
    const message = `must be one of ${conditionTypes.join(', ')}; or the whole be a group: all, any or none`;
    reading.problems.push({ path: [...path, 'type'], message });
    return undefined;
  }
  // Beyond it a rule is refused anyway, and need not be looked through.
  if (reading.conditions > mostConditions) return undefined;
  return shaped(type, given, path, reading);
}

function shaped(
  type: ConditionType,
  given: Record<string, unknown>,
  path: Path,
  reading: Reading,
): Condition | undefined {
  const parsed = contractOf(type).shapeOf(given).safeParse(given);
  if (parsed.success) return parsed.data as Condition;
  for (const { path: within, message } of parsed.error.issues)
    reading.problems.push({ path: [...path, ...(within as Path)], message });
  return undefined;
}

/** The fields of customers and of orders that a rule reads; `orders` is undefined where it reads no documents. */
export function fieldsRead(rule: Rule): { customers: string[]; orders: string[] | undefined } {
  const all = conditionsOf(rule).map(({ condition }) => anyContract(condition).reads(condition));
  const orders = all.flatMap((reads) => reads.orders ?? []);
  return {
    customers: [...new Set(all.flatMap(({ customers = [] }) => customers))],
    orders: all.some((reads) => reads.orders) ? [...new Set(orders)] : undefined,
  };
}

/** The segments that a rule is about, once each: what has to be worked out before it. */
export function segmentsNamedBy(rule: Rule): string[] {
  const named = conditionsOf(rule).flatMap(({ condition }) =>
    condition.type === 'segment' ? condition.segments : [],
  );
  return [...new Set(named)];
}
