import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { CustomField } from './custom-fields.contract.ts';
import { openFields } from './custom-fields.queries.ts';

/** What a list is sorted by, over customers.customers `c`: never null, and whoever has no value comes last. */
export interface FieldOrder {
  value: RawBuilder<unknown>;
  type: RawBuilder<unknown>;
  kind: 'text' | 'decimal';
}

/**
 * The order of a custom field: figures and days by size, choices as they are listed. Fails with
 * customers.field_unknown and customers.field_not_comparable.
 */
export async function orderOfField(ctx: Context, key: string, ascending: boolean): Promise<FieldOrder> {
  const field = (await openFields(ctx)).find((each) => each.key === key);
  if (!field) throw fail('invalid', 'customers.field_unknown', { values: { field: key } });
  const order = orderOf(field, ascending);
  if (!order) throw fail('invalid', 'customers.field_not_comparable', { values: { field: key } });
  return order;
}

/** Beyond every figure that a field can hold. */
const beyond = '100000000000000000000';

function orderOf({ key, type, choices }: CustomField, ascending: boolean): FieldOrder | undefined {
  const text = sql`(c.field_values ->> ${key})`;
  const figure = (value: RawBuilder<unknown>): FieldOrder => ({
    value: sql`coalesce(${value}, ${ascending ? beyond : `-${beyond}`}::numeric)`,
    type: sql`numeric`,
    kind: 'decimal',
  });
  // U+FFFF stands behind every letter in every collation of ICU.
  const word = (collation: 'C' | 'zh-x-icu'): FieldOrder => ({
    value: sql`coalesce(${text}, ${ascending ? '\uffff' : ''}::text) collate ${sql.id(collation)}`,
    type: sql`text`,
    kind: 'text',
  });
  if (type === 'number' || type === 'money') return figure(sql`${text}::numeric`);
  if (type === 'flag') return figure(sql`${text}::boolean::integer::numeric`);
  if (type === 'choice') {
    const keys = choices.map((choice) => choice.key);
    return figure(sql`array_position(${keys}::text[], ${text})::numeric`);
  }
  if (type === 'date') return word('C');
  return type === 'text' || type === 'url' ? word('zh-x-icu') : undefined;
}
