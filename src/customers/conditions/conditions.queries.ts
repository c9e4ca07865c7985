import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { fitsBigint } from '#platform/http/contract.ts';
import { type CustomValue, checkedValue } from '../custom-fields/custom-value.contract.ts';
import type { CustomerField, FieldKind } from '../fields/customer-fields.contract.ts';
import { fieldValue } from '../fields/customer-fields.queries.ts';
import { readsStandIns } from '../fields/field-rights.ts';
import { customerFields } from '../fields/fields.ts';
import { hasName } from '../quality/field-conditions.queries.ts';
import { tagIdsOf } from '../tags/tags.queries.ts';
import { type Condition, type Operator, operatorsOf, takesValue } from './conditions.contract.ts';

const ofTotals: ReadonlySet<string> = new Set([
  'orders',
  'cancellations',
  'spendMinor',
  'firstOrderAt',
  'lastOrderAt',
]);

/** Whether one of these fields stands in customers.totals `t`. */
export function asksTotals(fields: readonly string[]): boolean {
  return fields.some((field) => ofTotals.has(field));
}

/**
 * Conditions over `c` and `t`, all of which must hold. Fails with customers.field_unknown for a field that lists do not
 * have, and with customers.condition_unfit where operator or value do not fit it.
 */
export async function conditionsHold(
  ctx: Context,
  where: readonly Condition[] | undefined,
  timeZone: string,
): Promise<RawBuilder<unknown>[]> {
  if (where === undefined) return [];
  const known = new Map((await customerFields(ctx)).map((field) => [field.key, field]));
  const hold: RawBuilder<unknown>[] = [];
  for (const [key, operator, ...values] of where) {
    const field = known.get(key);
    if (!field?.listed) throw fail('invalid', 'customers.field_unknown', { values: { field: key } });
    const fits =
      operatorsOf[field.kind].includes(operator) &&
      takesValue(operator) === values.length > 0 &&
      values.every((value) => fitsKind(field, operator, value));
    if (!fits) throw fail('invalid', 'customers.condition_unfit', { values: { field: key } });
    hold.push(
      key === 'tags' ? await tagged(ctx, operator, values) : holds(ctx, field, operator, values, timeZone),
    );
  }
  return hold;
}

function fitsKind({ key, kind }: CustomerField, operator: Operator, value: string): boolean {
  if (kind === 'number' || kind === 'money') return /^-?\d{1,18}(\.\d{1,6})?$/.test(value);
  if (kind === 'date' || kind === 'time') return isDay(value);
  if (kind === 'flag') return value === 'true' || value === 'false';
  if (kind === 'person' || key === 'tags') return /^[1-9]\d{0,18}$/.test(value) && fitsBigint(value);
  return operator.length > 0;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < '0001-01-01') return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** What the actor may compare: a name that stands in for an unknown one may be what they do not see. */
function askedValue(ctx: Context, field: CustomerField): RawBuilder<unknown> {
  const value = fieldValue(field);
  if (field.key !== 'displayName' || readsStandIns(ctx)) return value;
  return sql`(case when ${hasName} then ${value} end)`;
}

function holds(
  ctx: Context,
  field: CustomerField,
  operator: Operator,
  values: readonly string[],
  timeZone: string,
): RawBuilder<unknown> {
  const value = askedValue(ctx, field);
  if (operator === 'empty') return sql`${value} is null`;
  if (operator === 'filled')
    return field.key.startsWith('field.')
      ? sql`(c.field_values <> '{}' and ${value} is not null)`
      : sql`${value} is not null`;
  if (operator === 'is' || operator === 'isNot') {
    const same = isSame(field, value, values, timeZone);
    return operator === 'is' ? same : sql`coalesce(not ${same}, true)`;
  }
  const { of, type } = comparable(field.kind, value, timeZone);
  const any = sql`any(${values}::${sql.raw(type)}[])`;
  if (operator === 'atLeast' || operator === 'atMost')
    return operator === 'atLeast' ? sql`${of} >= ${any}` : sql`${of} <= ${any}`;
  if (operator === 'before' || operator === 'after')
    return operator === 'before' ? sql`${of} < ${any}` : sql`${of} > ${any}`;
  const patterns = values.map((text) => {
    const escaped = text.replace(/[\\%_]/g, '\\$&');
    return operator === 'begins' ? `${escaped}%` : `%${escaped}%`;
  });
  return sql`${of} ilike any(${patterns}::text[])`;
}

/** Columns compared as what they are, so that their indexes serve. */
const ownTypes: Record<string, string> = { ownerId: 'bigint', country: 'bpchar' };
const contacts: ReadonlySet<string> = new Set(['phone', 'email', 'wechat', 'website']);

/** The field is one of these values; of several phones or the like any may be. */
function isSame(
  { key, kind }: CustomerField,
  value: RawBuilder<unknown>,
  values: readonly string[],
  timeZone: string,
): RawBuilder<unknown> {
  if (contacts.has(key))
    return sql`exists (select from customers.contact_points p
      where p.customer_id = c.id and p.kind = ${key} and p.value = any(${values}::text[]))`;
  if (key.startsWith('field.')) return holdsOneOf(key.slice('field.'.length), kind, values);
  const own = ownTypes[key];
  const { of, type } = own ? { of: value, type: own } : comparable(kind, value, timeZone);
  return sql`${of} = any(${values}::${sql.raw(type)}[])`;
}

/** What is compared, and the type that values are read as; a time counts by its day in the organisation's zone. */
function comparable(
  kind: FieldKind,
  value: RawBuilder<unknown>,
  timeZone: string,
): { of: RawBuilder<unknown>; type: 'text' | 'numeric' | 'date' | 'boolean' | 'bigint' } {
  if (kind === 'number' || kind === 'money') return { of: value, type: 'numeric' };
  if (kind === 'date') return { of: value, type: 'date' };
  if (kind === 'time') return { of: sql`(${value} at time zone ${timeZone})::date`, type: 'date' };
  if (kind === 'flag') return { of: value, type: 'boolean' };
  return { of: sql`${value}::text`, type: 'text' };
}

/** A custom field is, or among its choices has, one of these values: found by the index of all of them. */
function holdsOneOf(key: string, kind: FieldKind, values: readonly string[]): RawBuilder<unknown> {
  const each = values.map(
    (value) => sql`c.field_values @> ${JSON.stringify({ [key]: storedForm(kind, value) })}::jsonb`,
  );
  return sql`(c.field_values <> '{}' and (${sql.join(each, sql` or `)}))`;
}

function storedForm(kind: FieldKind, value: string): CustomValue {
  if (kind === 'flag') return value === 'true';
  if (kind === 'list') return [value];
  const figure = kind === 'number' || kind === 'money';
  return (figure ? checkedValue({ type: kind, choices: [] }, value) : undefined) ?? value;
}

async function tagged(
  ctx: Context,
  operator: Operator,
  values: readonly string[],
): Promise<RawBuilder<unknown>> {
  const carried = (which: RawBuilder<unknown>) =>
    sql`exists (select from customers.customer_tags g where g.customer_id = c.id ${which})`;
  if (operator === 'filled') return carried(sql``);
  if (operator === 'empty') return sql`not ${carried(sql``)}`;
  const ids: string[] = [];
  for (const value of values) ids.push(...(await tagIdsOf(ctx, value)));
  const any = carried(sql`and g.tag_id = any(${ids}::bigint[])`);
  return operator === 'is' ? any : sql`not ${any}`;
}
