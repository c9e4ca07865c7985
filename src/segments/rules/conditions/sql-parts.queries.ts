import { type RawBuilder, sql } from 'kysely';
import { fitsFigure } from '../judging.ts';
import { intervalOf, type Moment } from '../moment.ts';
import type { Comparison, Window } from './parts.contract.ts';

type Value = RawBuilder<unknown>;

/** Both engines read figures from text by the type that they are cast to, so that none guesses one. */
export type FigureType = 'bigint' | 'integer' | 'decimal(20, 6)' | 'double precision';

export function figure(value: number, type: FigureType): Value {
  return sql`cast(${plainText(value)} as ${sql.raw(type)})`;
}

/** Without an exponent, which only some types read. */
function plainText(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(6);
}

/** A figure compared; never true where there is none. */
export function compares(
  value: Value,
  { operator, value: least, to = least }: Comparison,
  type: FigureType,
): RawBuilder<boolean> {
  const at = (limit: number) => figure(limit, type);
  if (operator === 'atLeast') return sql`${value} >= ${at(least)}`;
  if (operator === 'atMost') return sql`${value} <= ${at(least)}`;
  if (operator === 'exactly') return sql`${value} = ${at(least)}`;
  return sql`(${value} between ${at(least)} and ${at(to)})`;
}

/** A figure that is 0 where nothing was found, compared; what 0 does not fit needs no more than what was found. */
export function comparesOrZero(found: Value, comparison: Comparison, type: FigureType): RawBuilder<boolean> {
  return compares(fitsFigure(0, comparison) ? sql`coalesce(${found}, 0)` : found, comparison, type);
}

/** The opposite, also of what is null. */
export function isNot(condition: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`(not coalesce(${condition}, false))`;
}

/** So many are told one by one, which a columnar engine looks for while it reads; more are one list. */
const few = 4;

export function isOneOf(
  value: Value,
  texts: readonly string[],
  type: 'text' | 'bigint' | 'integer' = 'text',
): RawBuilder<boolean> {
  if (texts.length === 0) return sql`false`;
  if (texts.length > few) return sql`${value} = any(cast(${texts} as ${sql.raw(type)}[]))`;
  return sql`${value} in (${sql.join(texts.map((text) => sql`cast(${text} as ${sql.raw(type)})`))})`;
}

/** Folded as the function of this name folds. */
function folded(text: string): string {
  return text.toLowerCase().replaceAll('i̇', 'i').replaceAll('ς', 'σ');
}

/** Any of these pieces stands in the text, or at its beginning, in capitals or small letters. */
export function looksLike(
  value: Value,
  pieces: readonly string[],
  where: 'anywhere' | 'atStart',
): RawBuilder<boolean> {
  const each = pieces.map((piece) =>
    where === 'atStart'
      ? sql`starts_with(facts.folded(${value}), cast(${folded(piece)} as text))`
      : sql`strpos(facts.folded(${value}), cast(${folded(piece)} as text)) > 0`,
  );
  return sql`(${sql.join(each, sql` or `)})`;
}

/** A time within a window. */
export function happened(at: Value, window: Window, moment: Moment): RawBuilder<boolean> {
  const { from, until } = intervalOf(window, moment);
  const ends = [
    ...(from === undefined ? [] : [sql`${at} >= cast(${from} as timestamptz)`]),
    ...(until === undefined ? [] : [sql`${at} < cast(${until} as timestamptz)`]),
  ];
  return sql`(${sql.join(ends, sql` and `)})`;
}

/** All of these hold; undefined where there is none. */
export function allOf(
  conditions: readonly (RawBuilder<boolean> | undefined)[],
): RawBuilder<boolean> | undefined {
  const given = conditions.filter((each) => each !== undefined);
  return given.length === 0 ? undefined : sql`(${sql.join(given, sql` and `)})`;
}
