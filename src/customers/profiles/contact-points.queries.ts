import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import { seesContact, shownContact } from '../fields/shown-fields.queries.ts';
import type { ContactKind, ContactPoint } from './contact-point.contract.ts';

/** The contact points of a customer as the actor may see them, the primary one of each kind first. */
export async function contactPointsOf(ctx: Context, customerId: string): Promise<ContactPoint[]> {
  const shown = (value: RawBuilder<unknown>) => shownContact(ctx, sql`p.kind`, value);
  const { rows } = await sql<ContactPoint>`${prepared}
    select id, kind, ${shown(sql`p.value`)} as value, ${shown(sql`p.entered`)} as entered, label, status, is_primary as "isPrimary",
      exists (select 1 from customers.shared_values v where v.kind = p.kind and v.value = p.value) as "isShared"
    from customers.contact_points p
    where customer_id = ${customerId} and ${seesContact(ctx)}
    order by array_position(array['phone', 'email', 'wechat', 'website'], kind::text), is_primary desc, id`.execute(
    ctx.tx,
  );
  return rows;
}

export interface NewContactPoint {
  kind: ContactKind;
  value: string;
  entered: string;
  label: string | null;
  isPrimary: boolean;
}

/** Adds a contact point; false where the customer has this value already. */
export async function insertContactPoint(
  ctx: Context,
  customerId: string,
  point: NewContactPoint,
): Promise<boolean> {
  const result = await sql`
    insert into customers.contact_points (customer_id, kind, value, entered, label, is_primary, created_at)
    values (${customerId}, ${point.kind}, ${point.value}, ${point.entered}, ${point.label}, ${point.isPrimary}, ${ctx.clock.now()})
    on conflict (customer_id, kind, value) do nothing`.execute(ctx.tx);
  return result.numAffectedRows === 1n;
}

/** Writes a contact point back as a person left it, so that no record decides about it any more; the caller has made sure that its value is free. */
export async function writeContactPoint(
  ctx: Context,
  customerId: string,
  point: ContactPoint,
): Promise<void> {
  await sql`
    update customers.contact_points set value = ${point.value}, entered = ${point.entered}, label = ${point.label},
      status = ${point.status}, is_primary = ${point.isPrimary}, record_id = null
    where customer_id = ${customerId} and id = ${point.id}`.execute(ctx.tx);
}

export async function deleteContactPoint(ctx: Context, customerId: string, id: string): Promise<void> {
  await sql`delete from customers.contact_points where customer_id = ${customerId} and id = ${id}`.execute(
    ctx.tx,
  );
}

/** Leaves one primary contact point of this kind: `chosen`, or else the eldest. */
export async function settlePrimary(
  ctx: Context,
  customerId: string,
  kind: ContactKind,
  chosen?: string,
): Promise<void> {
  await sql`
    update customers.contact_points p set is_primary = (p.id = k.id)
    from (select id from customers.contact_points where customer_id = ${customerId} and kind = ${kind}
      order by id = ${chosen ?? null}::bigint desc nulls last, is_primary desc, id limit 1) k
    where p.customer_id = ${customerId} and p.kind = ${kind} and p.is_primary <> (p.id = k.id)`.execute(
    ctx.tx,
  );
}
