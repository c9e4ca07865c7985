import { activityType } from '#customers/public.contract.ts';
import { openFields, readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { readGrades } from '../grades/stored-grades.queries.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { mayRead } from '../segments/shown-segments.ts';
import { type ConditionType, conditionTypes } from './conditions/conditions.contract.ts';
import { operatorsOfCustom } from './conditions/custom-field.contract.ts';
import { fieldContract } from './conditions/field.contract.ts';
import { filterKeys } from './conditions/order-filters.contract.ts';
import {
  documentKinds,
  measures,
  type OrdersCondition,
  ordersContract,
} from './conditions/orders.contract.ts';
import { mostListed } from './conditions/parts.contract.ts';
import { operatorsOf, ruleField, ruleFieldKeys } from './conditions/rule-fields.contract.ts';
import { mayAskOrders, readsOrderField } from './rule-rights.ts';
import { deepest, mostConditions } from './rule-tree.contract.ts';
import type { rulesContract } from './rules.contract.ts';

type Words = OutputOf<typeof rulesContract.endpoints.words>;

/** By type what has to be readable for it; those that are not here can be used by all, or depend on what they ask. */
const neededField: Partial<Record<ConditionType, string>> = {
  age: 'birthday',
  birthday: 'birthday',
  tag: 'tags',
  owner: 'ownerId',
  team: 'ownerId',
};

/** What the actor can ask about; what they may not read is not among it. */
export async function ruleWords(ctx: Context): Promise<Words> {
  const reads = (key: string) => readsField(ctx, key);
  const isReadable = (key: (typeof ruleFieldKeys)[number]) => fieldsOf(key).every(reads);
  const own = (await openFields(ctx)).filter(({ key }) => reads(`field.${key}`));
  const orders = mayAskOrders(ctx) ? orderWords(ctx) : null;
  const stages = await wholeRule(ctx, { type: 'stage', operator: 'in', stages: ['first'] });
  const grades = await wholeRule(ctx, { type: 'grade', operator: 'in', grades: ['high'] });
  const isOffered = (type: ConditionType) => {
    if (type === 'rfm')
      return mayRead(ctx, { type: 'rfm', measure: 'recency', operator: 'is', values: ['1'] });
    const needed = neededField[type];
    if (type === 'customField') return own.length > 0;
    if (type === 'orders') return orders !== null;
    if (type === 'stage') return mayRead(ctx, stages);
    if (type === 'grade') return mayRead(ctx, grades);
    return needed === undefined || reads(needed);
  };
  return {
    types: conditionTypes.filter(isOffered),
    fields: ruleFieldKeys.filter(isReadable).map((key) => {
      const { as, choices, money = false } = ruleField(key);
      return {
        key,
        as,
        money,
        operators: [...operatorsOf[as]],
        ...(choices ? { choices: [...choices] } : {}),
      };
    }),
    customFields: own.map(({ key, type, label, choices, currency }) => ({
      ...{ key, type, label, currency },
      operators: [...operatorsOfCustom(type)],
      choices: choices
        .filter(({ archived }) => !archived)
        .map((choice) => ({ key: choice.key, label: choice.label })),
    })),
    orders,
    activities: [...activityType.options],
    grades: isOffered('grade')
      ? (await readGrades(ctx)).scheme.grades.map(({ key, name }) => ({ key, name }))
      : [],
    steps: [...(orders?.windows ? ['order'] : []), ...activityType.options],
    limits: { deepest, conditions: mostConditions, values: mostListed },
  };
}

function fieldsOf(field: (typeof ruleFieldKeys)[number]): readonly string[] {
  return fieldContract.reads({ type: 'field', field, operator: 'filled' }).customers ?? [];
}

function orderWords(ctx: Context): NonNullable<Words['orders']> {
  const usual = {
    type: 'orders',
    measure: 'count',
    kind: 'purchases',
    operator: 'atLeast',
    value: 1,
  } as const;
  const isReadable = (asked: Partial<OrdersCondition>) =>
    (ordersContract.reads({ ...usual, ...asked } as OrdersCondition).orders ?? []).every((field) =>
      readsOrderField(ctx, field),
    );
  return {
    measures: measures.filter((measure) => isReadable({ measure })),
    kinds: [...documentKinds],
    filters: filterKeys.filter((key) => isReadable({ of: { [key]: ['1'] } })),
    windows: isReadable({ within: { days: 1 } }),
  };
}
