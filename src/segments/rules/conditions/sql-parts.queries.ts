import { type RawBuilder, sql } from 'kysely';
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

/** A figure compared; false, not null, where there is none. */
export function compares(
  value: Value,
  { operator, value: least, to = least }: Comparison,
  type: FigureType,
): RawBuilder<boolean> {
  const at = (limit: number) => figure(limit, type);
  if (operator === 'atLeast') return sql`coalesce(${value} >= ${at(least)}, false)`;
  if (operator === 'atMost') return sql`coalesce(${value} <= ${at(least)}, false)`;
  if (operator === 'exactly') return sql`coalesce(${value} = ${at(least)}, false)`;
  return sql`coalesce(${value} between ${at(least)} and ${at(to)}, false)`;
}

export function isOneOf(
  value: Value,
  texts: readonly string[],
  type: 'text' | 'bigint' = 'text',
): RawBuilder<boolean> {
  if (texts.length === 0) return sql`false`;
  return sql`${value} = any(cast(${texts} as ${sql.raw(type)}[]))`;
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
