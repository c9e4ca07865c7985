import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { fieldValue } from '../fields/customer-fields.queries.ts';
import type { CustomField } from './custom-fields.contract.ts';
import { openFields } from './custom-fields.queries.ts';
import { type CustomValue, checkedValue } from './custom-value.contract.ts';
import type { FieldCondition, FieldConditions } from './field-filters.contract.ts';

/**
 * Conditions over customers.customers `c`: what its custom fields must say. A value is found by the index of all
 * fields. Fails with customers.field_unknown for a field that is not in use, and with customers.field_not_comparable
 * for a condition that its type does not have.
 */
export async function customFieldConditions(
  ctx: Context,
  conditions: FieldConditions,
): Promise<RawBuilder<unknown>[]> {
  const fields = new Map((await openFields(ctx)).map((field) => [field.key, field]));
  return Object.entries(conditions).map(([key, condition]) => {
    const field = fields.get(key);
    if (!field) throw fail('invalid', 'customers.field_unknown', { values: { field: key } });
    return conditionOf(field, condition);
  });
}

function conditionOf(field: CustomField, condition: FieldCondition): RawBuilder<unknown> {
  const text = sql`c.field_values ->> ${field.key}`;
  if (condition === null) return sql`(${text}) is null`;
  if (typeof condition === 'string' || typeof condition === 'boolean') return holds(field, [condition]);
  if (Array.isArray(condition)) return holds(field, condition);
  if ('filled' in condition) return sql`(c.field_values <> '{}' and (${text}) is not null)`;
  if ('contains' in condition) {
    if (field.type !== 'text' && field.type !== 'url') throw notComparable(field);
    return sql`position(lower(${condition.contains}) in lower(${text})) > 0`;
  }
  return between(field, condition);
}

function holds(field: CustomField, wanted: readonly CustomValue[]): RawBuilder<unknown> {
  const each = wanted.map((value) => {
    const one = field.type === 'choices' ? [String(value)] : value;
    const rule = { ...field, choices: field.choices.map((choice) => ({ ...choice, archived: false })) };
    const checked = checkedValue(rule, one);
    if (checked === undefined) throw notComparable(field);
    return sql`c.field_values @> ${JSON.stringify({ [field.key]: checked })}::jsonb`;
  });
  return sql`(c.field_values <> '{}' and (${sql.join(each, sql` or `)}))`;
}

function between(field: CustomField, ends: { from?: string | undefined; to?: string | undefined }) {
  const { type } = field;
  if (type !== 'number' && type !== 'money' && type !== 'date') throw notComparable(field);
  const value = fieldValue({ key: `field.${field.key}`, kind: type });
  const sqlType = type === 'date' ? sql`date` : sql`numeric`;
  const sides = (['from', 'to'] as const).flatMap((side) => {
    const end = ends[side];
    if (end === undefined) return [];
    const checked = checkedValue(field, end);
    if (checked === undefined) throw notComparable(field);
    return [sql`${value} ${side === 'from' ? sql`>=` : sql`<=`} ${String(checked)}::${sqlType}`];
  });
  return sql`(c.field_values <> '{}' and ${sql.join(sides, sql` and `)})`;
}

function notComparable({ key, type }: CustomField) {
  return fail('invalid', 'customers.field_not_comparable', { values: { field: key, type } });
}
