import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseUnreadable } from '../fields/field-rights.ts';
import { type CustomField, type FieldOwner, guardedAs } from './custom-fields.contract.ts';
import { openFields } from './custom-fields.queries.ts';
import { type CustomValue, checkedValue } from './custom-value.contract.ts';
import type { FieldCondition, FieldConditions } from './field-filters.contract.ts';

/** Whose fields are meant, and the column with their values. */
export interface FieldValues {
  of: FieldOwner;
  values: RawBuilder<unknown>;
}

/**
 * Conditions over something that has custom fields and no list of all its fields: what they must say. A value is found by
 * the index of all fields. Fails with customers.field_unknown for a field that is not in use, with
 * customers.field_not_comparable for a condition that its type does not have, and with customers.field_not_readable.
 */
export async function customFieldConditions(
  ctx: Context,
  conditions: FieldConditions,
  { of, values }: FieldValues,
): Promise<RawBuilder<unknown>[]> {
  if (Object.keys(conditions).length === 0) return [];
  const fields = new Map((await openFields(ctx, { of })).map((field) => [field.key, field]));
  return Object.entries(conditions).map(([key, condition]) => {
    const field = fields.get(key);
    if (!field) throw fail('invalid', 'customers.field_unknown', { values: { field: key } });
    refuseUnreadable(ctx, [`field.${key}`], guardedAs(of));
    return conditionOf(field, condition, values);
  });
}

function conditionOf(
  field: CustomField,
  condition: FieldCondition,
  values: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const text = sql`${values} ->> ${field.key}`;
  if (condition === null) return sql`(${text}) is null`;
  if (typeof condition === 'string' || typeof condition === 'boolean')
    return holds(field, [condition], values);
  if (Array.isArray(condition)) return holds(field, condition, values);
  if ('filled' in condition) return sql`(${values} <> '{}' and (${text}) is not null)`;
  if ('contains' in condition) {
    if (field.type !== 'text' && field.type !== 'url') throw notComparable(field);
    return sql`position(lower(${condition.contains}) in lower(${text})) > 0`;
  }
  return between(field, condition, values);
}

function holds(
  field: CustomField,
  wanted: readonly CustomValue[],
  values: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const each = wanted.map((value) => {
    const one = field.type === 'choices' ? [String(value)] : value;
    const rule = { ...field, choices: field.choices.map((choice) => ({ ...choice, archived: false })) };
    const checked = checkedValue(rule, one);
    if (checked === undefined) throw notComparable(field);
    return sql`${values} @> ${JSON.stringify({ [field.key]: checked })}::jsonb`;
  });
  return sql`(${values} <> '{}' and (${sql.join(each, sql` or `)}))`;
}

function between(
  field: CustomField,
  ends: { from?: string | undefined; to?: string | undefined },
  values: RawBuilder<unknown>,
) {
  const { type } = field;
  if (type !== 'number' && type !== 'money' && type !== 'date') throw notComparable(field);
  const sqlType = type === 'date' ? sql`date` : sql`numeric`;
  const value = sql`(${values} ->> ${field.key})::${sqlType}`;
  const sides = (['from', 'to'] as const).flatMap((side) => {
    const end = ends[side];
    if (end === undefined) return [];
    const checked = checkedValue(field, end);
    if (checked === undefined) throw notComparable(field);
    return [sql`${value} ${side === 'from' ? sql`>=` : sql`<=`} ${String(checked)}::${sqlType}`];
  });
  return sql`(${values} <> '{}' and ${sql.join(sides, sql` and `)})`;
}

function notComparable({ key, type }: CustomField) {
  return fail('invalid', 'customers.field_not_comparable', { values: { field: key, type } });
}
