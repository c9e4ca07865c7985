import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { SortValue } from '#platform/http/cursor.ts';
import { firstTagOfRow } from '../tags/tags.queries.ts';
import type { CustomerField } from './customer-fields.contract.ts';
import { fieldValue } from './customer-fields.queries.ts';

/** What a list is sorted by, over `c` and `t`: never null, and whoever has no value comes last in both directions. */
export interface FieldOrder {
  value: RawBuilder<unknown>;
  type: RawBuilder<unknown>;
  kind: SortValue;
}

/** Beyond every figure that a field can hold. */
const beyond = '100000000000000000000';
/** A cursor carries what is compared: of long texts the beginning, and the id decides between equal ones. */
const comparedLetters = 100;

/**
 * The order of a field: figures and days by size, choices as they are listed, colleagues by name, tags by the first one,
 * texts by pinyin and letter. Fails with customers.field_not_comparable for lists of choices.
 */
export async function orderOfField(
  ctx: Context,
  field: CustomerField,
  ascending: boolean,
): Promise<FieldOrder> {
  const { key, kind, choices } = field;
  const value = key === 'tags' ? firstTagOfRow : fieldValue(field);
  if (kind === 'number' || kind === 'money') return figure(value, ascending);
  if (kind === 'flag') return figure(sql`${value}::integer`, ascending);
  if (kind === 'choice' && choices)
    return figure(sql`array_position(${choices}::text[], ${value}::text)`, ascending);
  if (kind === 'person') return figure(rankOf(value, [...(await ctx.userNames()).keys()]), ascending);
  if (kind === 'date') return word(sql`${value}::text`, 'C', ascending);
  if (kind === 'time') return moment(value, ascending);
  if (kind === 'list' && key !== 'tags')
    throw fail('invalid', 'customers.field_not_comparable', { values: { field: key } });
  return word(sql`left(${value}::text, ${comparedLetters})`, 'zh-x-icu', ascending);
}

function figure(value: RawBuilder<unknown>, ascending: boolean): FieldOrder {
  const none = ascending ? beyond : `-${beyond}`;
  return {
    value: sql`coalesce(${value}::numeric, ${none}::numeric)`,
    type: sql`numeric`,
    kind: 'decimal',
  };
}

function word(value: RawBuilder<unknown>, collation: 'C' | 'zh-x-icu', ascending: boolean): FieldOrder {
  // U+FFFF stands behind every letter in every collation of ICU.
  return {
    value: sql`coalesce(${value}, ${ascending ? '\uffff' : ''}::text) collate ${sql.id(collation)}`,
    type: sql`text`,
    kind: 'text',
  };
}

function moment(value: RawBuilder<unknown>, ascending: boolean): FieldOrder {
  const none = ascending ? '9999-12-31T00:00:00Z' : '0001-01-01T00:00:00Z';
  return {
    value: sql`coalesce(${value}, ${none}::timestamptz)`,
    type: sql`timestamptz`,
    kind: 'instant',
  };
}

/** The place of a user among all; looked up in an object, since an array would be walked for every row. */
function rankOf(userId: RawBuilder<unknown>, ids: readonly string[]): RawBuilder<unknown> {
  const ranks = JSON.stringify(Object.fromEntries(ids.map((id, rank) => [id, rank])));
  return sql`(${ranks}::jsonb ->> ${userId}::text)`;
}
