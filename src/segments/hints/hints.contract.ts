import { z } from 'zod';
import { contract, count, endpoint } from '#platform/http/contract.ts';
import { filterKeys } from '../rules/conditions/order-filters.contract.ts';
import { ruleFieldKeys, ruleFields } from '../rules/conditions/rule-fields.contract.ts';

/** Fields of customers of which values can be offered: words that many customers share. */
const offeredFields = ruleFieldKeys.filter((key) => {
  const { as } = ruleFields[key];
  return as === 'text' || as === 'choice';
});
const namesOfPeople: readonly string[] = ['displayName', 'familyName', 'givenName'];

export const hintKinds = [
  ...offeredFields.filter((key) => !namesOfPeople.includes(key)).map((key) => `field.${key}` as const),
  ...filterKeys.map((key) => `orders.${key}` as const),
  'sources',
  'teams',
] as const;
const hintKind = z.enum(hintKinds as unknown as [HintKind, ...HintKind[]]);
export type HintKind = (typeof hintKinds)[number];

export const mostHints = 50;

/** Values that a rule can name, while somebody types. */
export const hintsContract = contract('segments', {
  hints: endpoint({
    method: 'GET',
    path: '/segments/hints',
    summary:
      'Offers values that a rule can name: those that occur, the most frequent first, or that fit a text.',
    needs: 'segments.read',
    input: z.strictObject({
      of: hintKind.meta({ description: 'What is looked for: `field.city`, `orders.products`, `teams`.' }),
      q: z.string().trim().max(100).optional().meta({ description: 'A piece of the value or of its name.' }),
    }),
    output: z.object({
      items: z.array(
        z.object({
          value: z.string().meta({ description: 'As a rule names it: a text or an id.' }),
          label: z.string(),
          note: z.string().nullable(),
          count: count
            .nullable()
            .meta({ description: 'How many customers or orders have it, where that is known.' }),
        }),
      ),
      complete: z.boolean().meta({ description: 'False: there are more that fit.' }),
    }),
    fails: [
      'customers.field_not_readable',
      'segments.orders_not_readable',
      'segments.order_field_not_readable',
      'platform.question_too_long',
    ],
  }),
});
