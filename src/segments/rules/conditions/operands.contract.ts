import { z } from 'zod';
import {
  anyFigure,
  type Comparison,
  comparisonShape,
  inOrder,
  patterns,
  texts,
  type Window,
  windowShape,
} from './parts.contract.ts';
import { type Operator, operators } from './rule-fields.contract.ts';

/** What a field is compared with, by the operator. */
export type Operands =
  | { operator: 'is' | 'isNot' | 'contains' | 'notContains' | 'begins'; values: string[] }
  | Comparison
  | { operator: 'within'; within: Window }
  | { operator: 'empty' | 'filled' };

/** The keys that go with an operator; an unknown operator is refused by its own shape. */
export function operandsShape(
  given: Readonly<Record<string, unknown>>,
  allowed: readonly Operator[] = operators,
  figure: z.ZodType<number> = anyFigure,
): Record<string, z.ZodType> {
  const operator = z.enum(allowed as readonly [Operator, ...Operator[]]);
  switch (given.operator) {
    case 'is':
    case 'isNot':
      return { operator, values: texts };
    case 'contains':
    case 'notContains':
    case 'begins':
      return { operator, values: patterns };
    case 'atLeast':
    case 'atMost':
    case 'exactly':
    case 'between':
      return { ...comparisonShape(given.operator, figure), operator };
    case 'within':
      return { operator, within: windowShape(given.within, true) };
    default:
      return { operator };
  }
}

/** A strict object of these keys, of which a range must not end before it begins. */
export function strictly(shape: Record<string, z.ZodType>): z.ZodType {
  return inOrder(z.strictObject(shape));
}

const negations = { is: 'isNot', isNot: 'is', contains: 'notContains', notContains: 'contains' } as const;

/** The same operands asked the other way round, where there is such an operator. */
export function oppositeOperands<C extends Operands>(condition: C): C | undefined {
  const { operator } = condition;
  if (operator === 'empty') return { ...condition, operator: 'filled' };
  if (operator === 'filled') return { ...condition, operator: 'empty' };
  if (!Object.hasOwn(negations, operator)) return undefined;
  return { ...condition, operator: negations[operator as keyof typeof negations] };
}
