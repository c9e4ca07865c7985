import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomValue } from '../custom-fields/custom-value.contract.ts';
import { valuesInUse } from '../custom-fields/custom-values.queries.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';

/** A customer as its origins are told from: values, and who gave them, by stored field name. */
export interface TracedCustomer {
  values: Record<string, string | null>;
  custom: Record<string, string>;
  /** Of custom fields in use, by key. */
  fieldValues: Record<string, CustomValue>;
  fieldRecords: Record<string, string>;
  editedFields: string[];
}

/** The customer with its values by column, from the bin too; undefined where the actor may see none. */
export async function tracedCustomer(ctx: Context, id: string): Promise<TracedCustomer | undefined> {
  const { rows } = await sql<TracedCustomer>`
    select to_jsonb(c) as values, c.custom, ${valuesInUse(sql.ref('c.field_values'))} as "fieldValues", c.field_records as "fieldRecords", c.edited_fields as "editedFields"
    from customers.customers c where c.id = ${id} and ${visibleCustomers(ctx, 'any')}`.execute(ctx.tx);
  return rows[0];
}

export interface Note {
  before?: string;
  rules?: string[];
  problem?: string;
  suggestion?: string;
}

/** A source record with what decides between it and others. */
export interface TracedRecord {
  recordId: string;
  sourceId: string;
  sourceName: string;
  importId: string | null;
  rowNo: string | null;
  receivedAt: string;
  trust: number;
  fieldTrust: Record<string, number>;
  leads: boolean;
  filled: number;
  fields: Record<string, CustomValue>;
  contacts: { kind: string; value: string; entered: string }[];
  notes: Record<string, Note> | null;
}

const recordsTraced = 200;

/** The records of a customer, newest first; those named always, of the others at most 200. */
export async function tracedRecords(
  ctx: Context,
  customerId: string,
  always: readonly string[],
): Promise<TracedRecord[]> {
  const { rows } = await sql<TracedRecord>`
    with newest as (
      select id from customers.source_records where customer_id = ${customerId}
      order by received_at desc, id desc limit ${recordsTraced}
    )
    select r.id as "recordId", r.source_id as "sourceId", s.name as "sourceName", r.import_id as "importId",
      r.row_no as "rowNo", r.received_at as "receivedAt", s.trust, s.field_trust as "fieldTrust", r.leads, r.filled,
      r.fields, r.contacts, r.notes
    from customers.source_records r join customers.sources s on s.id = r.source_id
    where r.customer_id = ${customerId} and (r.id in (select id from newest) or r.id = any(${always}::bigint[]))
    order by r.received_at desc, r.id desc`.execute(ctx.tx);
  return rows;
}

/** The record that brought each contact point; null = a person entered it. */
export async function tracedContacts(
  ctx: Context,
  customerId: string,
): Promise<{ id: string; kind: string; value: string; recordId: string | null }[]> {
  const { rows } = await sql<{ id: string; kind: string; value: string; recordId: string | null }>`
    select id, kind, value, record_id as "recordId" from customers.contact_points
    where customer_id = ${customerId} order by id`.execute(ctx.tx);
  return rows;
}

export interface HandEdit {
  /** Null = the customer was made by hand. */
  field: string | null;
  actor: string;
  at: string;
}

/** Who last set which field by hand, and who made the customer by hand, as the audit tells. */
export async function handEdits(ctx: Context, customerId: string): Promise<HandEdit[]> {
  const { rows } = await sql<HandEdit>`
    select distinct on (f.field) f.field, a.actor, a.occurred_at as at
    from platform.audit_entries a
      left join lateral jsonb_array_elements_text(case when a.action = 'customers.update' then a.detail -> 'fields' end)
        as f(field) on true
    where a.subject_kind = 'customer' and a.subject_id = ${customerId}
      and a.action in ('customers.update', 'customers.create')
    order by f.field, a.occurred_at desc, a.id desc`.execute(ctx.tx);
  return rows;
}

/** Takes a field off those set by hand, as a new version; false where it was none. The caller computes anew. */
export async function unsetByHand(ctx: Context, customerId: string, field: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update customers.customers set
      edited_fields = array_remove(edited_fields, ${field}), version = version + 1, updated_at = ${ctx.clock.now()}
    where id = ${customerId} and ${field} = any(edited_fields)`.execute(ctx.tx);
  return numAffectedRows === 1n;
}
