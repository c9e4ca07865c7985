import { type RawBuilder, sql } from 'kysely';
import { fitsFigure, hasPiece, isDayWithin, isTimeWithin } from '../judging.ts';
import { daysOf, type Moment } from '../moment.ts';
import type { Person } from '../person.ts';
import { factTable } from '../scans.queries.ts';
import type { Compiling, Family } from './family.queries.ts';
import type { FieldCondition } from './field.contract.ts';
import type { Operands } from './operands.contract.ts';
import type { Window } from './parts.contract.ts';
import { type Comparable, ruleField } from './rule-fields.contract.ts';
import { allOf, compares, happened, isNot, isOneOf, looksLike } from './sql-parts.queries.ts';

export const field: Family<FieldCondition> = {
  sql(condition, compiling) {
    const { as, column } = ruleField(condition.field);
    if (as === 'contact') return contact(column, condition, compiling);
    return holds(sql.ref(`c.${column}`), as, condition, compiling.moment);
  },
  judge(condition, person, { moment }) {
    const { as, column } = ruleField(condition.field);
    if (as === 'contact') return judgeContact(column, condition, person);
    if (as === 'time') {
      const at = person.times[column] ?? null;
      const value = at === null ? null : new Date(at / 1_000).toISOString();
      const isHeld =
        condition.operator === 'within'
          ? isTimeWithin(at, condition.within, moment)
          : (at === null) === (condition.operator === 'empty');
      return { holds: isHeld, because: [{ fact: 'value', value }] };
    }
    const value = person.values[column] ?? null;
    return { holds: judgeValue(value, condition, moment), because: [{ fact: 'value', value }] };
  },
};

/** What one value of a row is compared with; whoever has none is not what was asked for. */
function holds(
  value: RawBuilder<unknown>,
  as: Exclude<Comparable, 'contact'>,
  condition: Operands,
  moment: Moment,
): RawBuilder<boolean> {
  switch (condition.operator) {
    case 'empty':
      return sql`${value} is null`;
    case 'filled':
      return sql`${value} is not null`;
    case 'within':
      return as === 'time'
        ? happened(value, condition.within, moment)
        : dayWithin(value, condition.within, moment);
    case 'is':
    case 'contains':
    case 'begins':
      return textFits(value, condition);
    case 'isNot':
    case 'notContains':
      return isNot(textFits(value, condition));
    default:
      return compares(value, condition, 'bigint');
  }
}

type OfTexts = Extract<Operands, { values: string[] }>;

/** The text is, holds or begins with one of the values, whichever way round it is asked. */
export function textFits(value: RawBuilder<unknown>, { operator, values }: OfTexts): RawBuilder<boolean> {
  if (operator === 'is' || operator === 'isNot') return isOneOf(value, values);
  return looksLike(value, values, operator === 'begins' ? 'atStart' : 'anywhere');
}

/** A day within a window. */
export function dayWithin(
  value: RawBuilder<unknown>,
  window: Window,
  { today }: Moment,
): RawBuilder<boolean> {
  const { from, to } = daysOf(window, today);
  return allOf([
    from === undefined ? undefined : sql`${value} >= cast(${from} as date)`,
    to === undefined ? undefined : sql`${value} <= cast(${to} as date)`,
  ])!;
}

function contact(kind: string, condition: Operands, { scans }: Compiling): RawBuilder<boolean> {
  const where = allOf([
    sql`x.kind = cast(${kind} as text)`,
    'values' in condition ? textFits(sql.ref('x.value'), condition) : undefined,
  ]);
  const found = scans.measure(factTable('contact_points'), { where, value: sql`count(*)` });
  const isNegative = ['empty', 'isNot', 'notContains'].includes(condition.operator);
  return isNegative ? sql`coalesce(${found}, 0) = 0` : sql`${found} > 0`;
}

function judgeContact(kind: string, condition: Operands, person: Person) {
  const all = person.contacts.filter((each) => each.kind === kind).map(({ value }) => value);
  const fits = 'values' in condition ? all.filter((value) => judgeText(value, condition)) : all;
  const isNegative = ['empty', 'isNot', 'notContains'].includes(condition.operator);
  const shown = all.length === 0 ? [null] : all;
  return {
    holds: isNegative ? fits.length === 0 : fits.length > 0,
    because: shown.map((value) => ({ fact: 'value' as const, value })),
  };
}

/** What a text is compared with, before it is asked the other way round. */
export function judgeText(text: string, { operator, values }: OfTexts): boolean {
  if (operator === 'is' || operator === 'isNot') return values.includes(text);
  return hasPiece(text, values, operator === 'begins' ? 'atStart' : 'anywhere');
}

function judgeValue(value: string | null, condition: Operands, moment: Moment): boolean {
  switch (condition.operator) {
    case 'empty':
      return value === null;
    case 'filled':
      return value !== null;
    case 'within':
      return isDayWithin(value, condition.within, moment);
    case 'is':
    case 'contains':
    case 'begins':
      return value !== null && judgeText(value, condition);
    case 'isNot':
    case 'notContains':
      return value === null || !judgeText(value, condition);
    default:
      return fitsFigure(value === null ? null : BigInt(value), condition);
  }
}
