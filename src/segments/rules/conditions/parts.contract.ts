import { z } from 'zod';
import { id, isStorableText } from '#platform/http/contract.ts';

export const mostListed = 10_000;
const mostPatterns = 100;
/** Beyond it a product with a number of orders would pass what a bigint holds. */
const largestFigure = 10_000_000_000_000;

const text = z.string().min(1).max(300).refine(isStorableText, 'holds something that cannot be stored');

/** Values of which any will do. */
export const texts = z.array(text).min(1).max(mostListed);
/** Pieces of text that are looked for. */
export const patterns = z.array(text).min(1).max(mostPatterns);
export const ids = z.array(id).min(1).max(mostListed);

export const countOperators = ['atLeast', 'atMost', 'exactly', 'between'] as const;
export type CountOperator = (typeof countOperators)[number];

/** A figure compared: `to` is the other end of `between`, both included. */
export interface Comparison {
  operator: CountOperator;
  value: number;
  to?: number | undefined;
}

/** The keys of a comparison, by its operator. */
export function comparisonShape(operator: unknown, figure: z.ZodType<number>) {
  const shape = { operator: z.enum(countOperators), value: figure };
  return operator === 'between' ? { ...shape, to: figure } : shape;
}

/** Refuses a range that ends before it begins. */
export function inOrder<Shape extends z.ZodType>(shape: Shape): Shape {
  return shape.refine(
    (given) => {
      const { value, to } = given as Partial<Comparison>;
      return to === undefined || value === undefined || to >= value;
    },
    { message: 'must not be less than value', path: ['to'] },
  );
}

export const wholeFigure = z.number().int().min(-largestFigure).max(largestFigure);
/** As the database keeps quantities: what lies beyond the sixth decimal no figure could equal. */
export const anyFigure = z
  .number()
  .min(-largestFigure)
  .max(largestFigure)
  .refine((value) => Number(value.toFixed(6)) === value, 'has more than six decimals');

const mostDays = 36_500;
const days = z.number().int().min(1).max(mostDays);
const ago = z.number().int().min(0).max(mostDays);
/** Of the organisation's calendar; further off no calendar of a customer reaches. */
export const ruleDay = z.iso
  .date()
  .refine((day) => day >= '1900-01-01' && day <= '2200-12-31', 'must lie in the years 1900 to 2200');

const lastDays = z.strictObject({ days });
const daysAgo = z.strictObject({
  daysAgo: z
    .strictObject({ from: ago, to: ago })
    .refine(({ from, to }) => from >= to, { message: 'must not be before from', path: ['to'] }),
});
const fromTo = z
  .strictObject({ from: ruleDay.optional(), to: ruleDay.optional() })
  .refine(({ from, to }) => from !== undefined || to !== undefined, 'needs from or to')
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'must not be before from',
    path: ['to'],
  });
const nextDays = z.strictObject({ nextDays: days });

/** When something happened: in the last days, so many days ago, or between two days; both ends included. */
export type Window =
  | z.output<typeof lastDays>
  | z.output<typeof daysAgo>
  | z.output<typeof fromTo>
  | z.output<typeof nextDays>;

/** The shape of a window by the key that it has; `ahead`: it may lie in the future. */
export function windowShape(given: unknown, ahead = false): z.ZodType<Window> {
  const has = (key: string) => typeof given === 'object' && given !== null && Object.hasOwn(given, key);
  if (has('days')) return lastDays;
  if (has('daysAgo')) return daysAgo;
  return ahead && has('nextDays') ? nextDays : fromTo;
}
