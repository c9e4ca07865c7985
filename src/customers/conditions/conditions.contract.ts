import { z } from 'zod';
import { isStorableText } from '#platform/http/contract.ts';
import type { FieldKind } from '../fields/customer-fields.contract.ts';

export const operators = [
  'is',
  'isNot',
  'contains',
  'begins',
  'atLeast',
  'atMost',
  'before',
  'after',
  'empty',
  'filled',
] as const;
export type Operator = (typeof operators)[number];

const mostValues = 20;
const mostConditions = 10;

/** One thing that must hold: field, operator, values; of several values any will do. */
const condition = z
  .tuple([z.string().regex(/^[A-Za-z][\w.-]{0,80}$/), z.enum(operators)])
  .rest(z.string().min(1).max(300).refine(isStorableText, 'holds something that cannot be stored'))
  .refine((parts) => parts.length <= mostValues + 2, `at most ${mostValues} values`);

const conditions = z.array(condition).min(1).max(mostConditions);

export type Condition = z.output<typeof condition>;

/** Conditions that all must hold; in an address as JSON: `[["city","is","杭州"],["birthday","before","1990-01-01"]]`. */
export const where = z.union([
  conditions,
  z
    .string()
    .max(6_000)
    .transform((text, ctx): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        ctx.addIssue({ code: 'custom', message: 'must be JSON' });
        return z.NEVER;
      }
    })
    .pipe(conditions),
]);

const texts: readonly Operator[] = ['contains', 'is', 'isNot', 'begins', 'empty', 'filled'];
const amounts: readonly Operator[] = ['atLeast', 'atMost', 'is', 'empty', 'filled'];
const days: readonly Operator[] = ['is', 'before', 'after', 'empty', 'filled'];
const picks: readonly Operator[] = ['is', 'isNot', 'empty', 'filled'];

/** What can be asked of a field of each kind; the first is the usual one. */
export const operatorsOf: Record<FieldKind, readonly Operator[]> = {
  text: texts,
  name: texts,
  phone: texts,
  email: texts,
  url: texts,
  number: amounts,
  money: amounts,
  date: days,
  time: days,
  choice: picks,
  flag: ['is', 'empty', 'filled'],
  person: picks,
  list: picks,
};

/** `empty` and `filled` ask for no value; all others for at least one. */
export function takesValue(operator: Operator): boolean {
  return operator !== 'empty' && operator !== 'filled';
}
