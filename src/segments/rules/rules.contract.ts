import { z } from 'zod';
import { customFieldType } from '#customers/public.contract.ts';
import {
  amountMinor,
  contract,
  count,
  currency,
  endpoint,
  id,
  instant,
  nothing,
} from '#platform/http/contract.ts';
import { conditionTypes } from './conditions/conditions.contract.ts';
import { namedKinds } from './conditions/named.contract.ts';
import { filterKeys } from './conditions/order-filters.contract.ts';
import { documentKinds, measures } from './conditions/orders.contract.ts';
import { operators, ruleFieldKeys } from './conditions/rule-fields.contract.ts';
import { factNames } from './fact.contract.ts';
import { groupKeys, rule } from './rule-tree.contract.ts';

export const bothLanguages = z.object({ en: z.string(), zh: z.string() });
const path = z.array(z.union([z.string(), count])).meta({ description: 'Place in the rule: `["all", 0]`.' });

export const finding = z.object({
  path,
  kind: z.enum(namedKinds),
  name: z.string().meta({ description: 'The id, key or name that the rule has.' }),
  called: bothLanguages
    .optional()
    .meta({ description: 'What people call it, or called it; left out where that is not known.' }),
  problem: z.enum(['missing', 'archived', 'unfit']).meta({
    description:
      '`missing`: there is no such thing (any more); `archived`: it is there, and out of use; `unfit`: operator or values do not fit the field.',
  }),
  blocks: z.boolean().meta({ description: 'False: the rule can be asked all the same.' }),
});
export type Finding = z.output<typeof finding>;

const fact = z.object({
  fact: z.enum(factNames),
  value: z.string().nullable(),
  id: id.optional(),
});

export const judged = z.object({
  path,
  holds: z.boolean(),
  group: z.enum(groupKeys).optional(),
  type: z.enum(conditionTypes as [string, ...string[]]).optional(),
  sentence: bothLanguages.optional().meta({ description: 'Of a condition.' }),
  because: z.array(fact).optional().meta({ description: 'Of a condition: what decided about it.' }),
});

const operator = z.enum(operators);
const ruleField = z.object({
  key: z.enum(ruleFieldKeys),
  as: z.enum(['text', 'choice', 'figure', 'date', 'time', 'contact']),
  operators: z.array(operator),
  choices: z.array(z.string()).optional().meta({ description: 'No other values are taken.' }),
  money: z.boolean().meta({ description: 'Figures are minor units of the organisation’s currency.' }),
});
const ownField = z.object({
  key: z.string(),
  type: customFieldType,
  label: bothLanguages,
  operators: z.array(operator),
  choices: z.array(z.object({ key: z.string(), label: bothLanguages })),
  currency: currency.nullable(),
});

const words = z.object({
  types: z.array(z.enum(conditionTypes as [string, ...string[]])).meta({
    description: 'The types of conditions that whoever asks may use.',
  }),
  fields: z.array(ruleField),
  customFields: z.array(ownField),
  orders: z
    .object({
      measures: z.array(z.enum(measures)),
      kinds: z.array(z.enum(documentKinds)),
      filters: z.array(z.enum(filterKeys as [string, ...string[]])),
      windows: z.boolean().meta({ description: 'Whether orders may be asked for by their time.' }),
    })
    .nullable()
    .meta({ description: 'Null where whoever asks may not see orders.' }),
  grades: z.array(z.object({ key: z.string(), name: bothLanguages })),
  activities: z.array(z.string()),
  steps: z.array(z.string()).meta({ description: 'What a sequence is made of.' }),
  limits: z.object({ deepest: count, conditions: count, values: count }),
});

export const ruleRefusals = [
  'customers.field_not_readable',
  'segments.orders_not_readable',
  'segments.order_field_not_readable',
  'segments.rule_not_askable',
];

/** A list of customers shows whom an unsaved rule means up to so many: their ids are bound to its statement. */
export const mostMeant = 100_000;

/** Rules: who is meant, counted, explained and put into words. */
export const rulesContract = contract('segments', {
  words: endpoint({
    method: 'GET',
    path: '/segments/words',
    summary:
      'Tells what rules can ask about: types of conditions, fields with their operators, measures of orders.',
    needs: 'segments.read',
    input: nothing,
    output: words,
  }),
  countRule: endpoint({
    method: 'POST',
    path: '/segments/count',
    summary: 'Counts the customers that a rule means, of those that whoever asks may see, and names some.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ rule }),
    output: z.object({
      customers: count,
      reached: count.meta({ description: 'All customers that could have been meant.' }),
      share: z.number().nullable().meta({ description: '0 to 1; null where nobody could have been meant.' }),
      spendMinor: amountMinor.nullable().meta({
        description:
          'What they have spent, in minor units of the organisation’s currency; null for whom that is kept from.',
      }),
      items: z
        .array(z.object({ id, displayName: z.string() }))
        .meta({ description: 'Some of them, the newest first.' }),
      asOf: instant,
      engine: z.enum(['columnar', 'postgres']),
      tookMs: count,
    }),
    fails: [...ruleRefusals, 'platform.question_too_long'],
  }),
  explainRule: endpoint({
    method: 'POST',
    path: '/segments/explain',
    summary: 'Tells for one customer which parts of a rule hold, and by which facts.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ rule, customerId: id }),
    output: z.object({
      holds: z.boolean(),
      nodes: z.array(judged).meta({ description: 'A group before its parts.' }),
    }),
    fails: [...ruleRefusals, 'customers.not_found'],
  }),
  describeRule: endpoint({
    method: 'POST',
    path: '/segments/describe',
    summary: 'Puts a rule into words and tells what it names that is not there (any more).',
    needs: 'segments.read',
    input: z.strictObject({ rule }),
    output: z.object({
      sentence: bothLanguages,
      findings: z.array(finding),
      names: z
        .array(z.object({ kind: z.enum(namedKinds), id: z.string(), name: z.string() }))
        .meta({ description: 'What people call that which the rule names by id.' }),
    }),
    fails: ruleRefusals.slice(0, -1),
  }),
});
