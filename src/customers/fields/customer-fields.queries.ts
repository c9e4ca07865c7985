import { type RawBuilder, sql } from 'kysely';
import { maskedIdNumber } from '../id-numbers/id-numbers.queries.ts';
import { tagsOfRow } from '../tags/tags.queries.ts';
import { tierOfCustomer } from '../tiers/tiers.queries.ts';
import { type CustomerField, type FieldKind, storedName } from './customer-fields.contract.ts';

/** The main contact point of a kind. */
const mainContact = (kind: string): RawBuilder<string | null> => sql`(
  select p.value from customers.contact_points p where p.customer_id = c.id and p.kind = ${kind}
  order by p.is_primary desc, p.id limit 1)`;

/** Fields that are no column of customers.customers. */
const elsewhere: Record<string, RawBuilder<unknown>> = {
  phone: mainContact('phone'),
  email: mainContact('email'),
  wechat: mainContact('wechat'),
  website: mainContact('website'),
  tags: tagsOfRow,
  cityTier: tierOfCustomer,
  idNumber: maskedIdNumber,
  orders: sql`t.orders`,
  cancellations: sql`t.cancellations`,
  spendMinor: sql`t.spend_minor`,
  firstOrderAt: sql`t.first_order_at`,
  lastOrderAt: sql`t.last_order_at`,
};

/**
 * The value of a field over customers.customers `c`, and customers.totals `t` for what the customer bought. What the
 * organisation added comes as text where only its key is given, else by its kind, to compare and sort by.
 */
export function fieldValue(field: string | Pick<CustomerField, 'key' | 'kind'>): RawBuilder<unknown> {
  const { key, kind } = typeof field === 'string' ? { key: field, kind: undefined } : field;
  if (key.startsWith('field.')) return addedValue(key.slice('field.'.length), kind);
  if (key.startsWith('custom.')) return sql`(c.custom ->> ${key.slice('custom.'.length)})`;
  return elsewhere[key] ?? sql.ref(`c.${storedName(key)}`);
}

function addedValue(key: string, kind: FieldKind | undefined): RawBuilder<unknown> {
  const text = sql`(c.field_values ->> ${key})`;
  if (kind === 'number' || kind === 'money') return sql`${text}::numeric`;
  if (kind === 'date') return sql`${text}::date`;
  if (kind === 'flag') return sql`${text}::boolean`;
  return kind === 'list' ? sql`(c.field_values -> ${key})` : text;
}

/** Fields as columns of a select, each named as in the API. */
export function fieldColumns(
  fields: readonly (string | Pick<CustomerField, 'key' | 'kind'>)[],
): RawBuilder<unknown> {
  return sql.join(
    fields.map(
      (field) => sql`${fieldValue(field)} as ${sql.id(typeof field === 'string' ? field : field.key)}`,
    ),
  );
}
