import { type RawBuilder, sql } from 'kysely';
import { kindOfField, storedName } from '../fields/customer-fields.contract.ts';
import type { MeasuredField } from './measured-fields.contract.ts';

/** Over a row of customers.customers called `c`: the field makes sense for this kind of customer. */
function expects(field: MeasuredField): RawBuilder<boolean> {
  const kind = kindOfField(field);
  return kind ? sql`c.kind = ${kind}` : sql`true`;
}

/** Over `c`: it has a name of its own, not one that merely stands in for an unknown one. */
export const hasName: RawBuilder<boolean> = sql`(c.field_records ? 'display_name' or 'display_name' = any(c.edited_fields))`;

/**
 * Over `c`: the field holds something, readable or not. A name that merely stands in for an unknown one is none.
 * Not for phone and e-mail, which are contact points.
 */
function holds(field: MeasuredField): RawBuilder<boolean> {
  const name = storedName(field);
  if (field === 'displayName') return hasName;
  return sql`(${sql.ref(`c.${name}`)} is not null or ${name} = any(c.marks))`;
}

/** Over `c`: what arrived for the field did not pass its check, and nobody has set it by hand since. */
function isMarked(field: MeasuredField): RawBuilder<boolean> {
  return sql`(c.marks <> '{}' and ${storedName(field)} = any(c.marks))`;
}

/** Over a row of customers.source_records called `r`: the field makes sense for the kind that it told. */
export function recordExpects(field: MeasuredField): RawBuilder<boolean> {
  const kind = kindOfField(field);
  return kind ? sql`coalesce(r.fields ->> 'kind', 'person') = ${kind}` : sql`true`;
}

/** Over a row of customers.source_records called `r`: it brought a value of the field, sound or not. */
export function recordBrings(field: MeasuredField): RawBuilder<boolean> {
  return isContact(field)
    ? sql`r.contacts @> ${JSON.stringify([{ kind: field }])}::jsonb`
    : sql`r.fields ? ${storedName(field)}`;
}

/** Over `r`: it brought something for the field, readable or not. */
export function recordHolds(field: MeasuredField): RawBuilder<boolean> {
  return sql`(${recordBrings(field)} or ${recordProblem(field)})`;
}

/** Over `r`: what it brought for the field did not pass its check. */
export function recordProblem(field: MeasuredField): RawBuilder<boolean> {
  return sql`coalesce(r.notes -> ${storedName(field)} ? 'problem', false)`;
}

/** Phone and e-mail are lists of contact points, not columns. */
export function isContact(field: MeasuredField): field is 'phone' | 'email' {
  return field === 'phone' || field === 'email';
}

function anything(field: MeasuredField): RawBuilder<boolean> {
  return isContact(field)
    ? sql`exists (select 1 from customers.contact_points p where p.customer_id = c.id and p.kind = ${field})`
    : holds(field);
}

/** Over `c`: the field is expected and empty. */
export function isMissing(field: MeasuredField): RawBuilder<boolean> {
  return sql`(${expects(field)} and not ${anything(field)})`;
}

/** Over `c`: the field is expected and holds something, in doubt or not. */
export function isFilled(field: MeasuredField): RawBuilder<boolean> {
  return sql`(${expects(field)} and ${anything(field)})`;
}

/** Over `c`: the field is filled and not in doubt. */
export function isValid(field: MeasuredField): RawBuilder<boolean> {
  return sql`(${isFilled(field)} and not ${isInvalid(field)})`;
}

/** Over `c`: the field holds something that did not pass its check; of several phones the first choice counts. */
export function isInvalid(field: MeasuredField): RawBuilder<boolean> {
  const wrong = isContact(field)
    ? sql`exists (select 1 from customers.contact_points p
        where p.customer_id = c.id and p.kind = ${field} and p.is_primary and p.status = 'invalid')`
    : isMarked(field);
  return sql`(${expects(field)} and ${wrong})`;
}
