import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';

export interface CustomerWithChanges {
  customerId: string;
  name: string;
}

/** These customers, where a later import changed what this one wrote in an activity. */
export async function customersWithChanges(
  ctx: Context,
  importId: string,
  customerIds: string[],
): Promise<CustomerWithChanges[]> {
  const { rows } = await sql<CustomerWithChanges>`
    select id as "customerId", display_name as name from customers.customers
    where id in (
      select mine.customer_id from customers.former_activities mine
      join customers.activity_keys keyed on keyed.customer_id = mine.customer_id and keyed.activity_id = mine.activity_id
      join customers.activities stored on stored.customer_id = mine.customer_id
        and stored.occurred_at = keyed.occurred_at and stored.id = mine.activity_id
      where mine.customer_id = any(${customerIds}::bigint[]) and mine.import_id = ${importId}
        and (stored.type, stored.occurred_at, stored.payload) is distinct from
          (mine.left_type, mine.left_at, mine.left_payload)
      union all
      select stored.customer_id from customers.activities stored
      join customers.former_activities later on later.customer_id = stored.customer_id and later.activity_id = stored.id
      where stored.customer_id = any(${customerIds}::bigint[]) and stored.import_id = ${importId}::bigint)
    order by id`.execute(ctx.tx);
  return rows;
}

/** Activities of this import that later ones changed become those of the first of these. */
export async function handOverChanged(ctx: Context, importId: string, customerIds: string[]): Promise<void> {
  await sql`with heir as (
      select distinct on (later.customer_id, later.activity_id) later.customer_id, later.activity_id, later.import_id,
        stored.occurred_at
      from customers.activities stored
      join customers.former_activities later on later.customer_id = stored.customer_id and later.activity_id = stored.id
      where stored.customer_id = any(${customerIds}::bigint[]) and stored.import_id = ${importId}::bigint
      order by later.customer_id, later.activity_id, later.import_id
    ), forgotten as (
      delete from customers.former_activities later using heir
      where later.customer_id = heir.customer_id and later.import_id = heir.import_id
        and later.activity_id = heir.activity_id
    )
    update customers.activities stored set import_id = heir.import_id from heir
    where stored.customer_id = heir.customer_id and stored.occurred_at = heir.occurred_at
      and stored.id = heir.activity_id`.execute(ctx.tx);
}

/**
 * Puts activities back that are as the import left them, and gives which. Where a later one changed them since,
 * what that one keeps as the form of before becomes the form that this import found.
 */
export async function restoreChanged(
  ctx: Context,
  importId: string,
  customerIds: string[],
): Promise<string[]> {
  await sql`update customers.former_activities later
    set type = mine.type, occurred_at = mine.occurred_at, payload = mine.payload
    from customers.former_activities mine
    where mine.customer_id = any(${customerIds}::bigint[]) and mine.import_id = ${importId}
      and later.customer_id = mine.customer_id and later.activity_id = mine.activity_id
      and later.import_id <> mine.import_id
      and (later.type, later.occurred_at, later.payload) = (mine.left_type, mine.left_at, mine.left_payload)`.execute(
    ctx.tx,
  );
  const { rows } = await sql<{ id: string }>`
    with mine as (
      delete from customers.former_activities
      where customer_id = any(${customerIds}::bigint[]) and import_id = ${importId} returning *
    ), back as (
      update customers.activities stored
      set type = mine.type, occurred_at = mine.occurred_at, payload = mine.payload
      from mine
      where stored.customer_id = mine.customer_id and stored.occurred_at = mine.left_at and stored.id = mine.activity_id
        and (stored.type, stored.payload) = (mine.left_type, mine.left_payload)
      returning stored.customer_id, stored.id, stored.occurred_at
    ), keys as (
      update customers.activity_keys keyed set occurred_at = back.occurred_at from back
      where keyed.customer_id = back.customer_id and keyed.activity_id = back.id
    )
    select id from back`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Removes the activities that an import brought to these customers, with their keys and unique values; gives how many. */
export async function deleteImported(ctx: Context, importId: string, customerIds: string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with removed as (
      delete from customers.activities
      where customer_id = any(${customerIds}::bigint[]) and import_id = ${importId}::bigint
      returning customer_id, id
    ), keys as (
      delete from customers.activity_keys keyed using removed
      where keyed.customer_id = removed.customer_id and keyed.activity_id = removed.id
    ), unique_values as (
      delete from customers.activity_values v using removed
      where v.customer_id = removed.customer_id and v.activity_id = removed.id
    )
    select count(*)::int as count from removed`.execute(ctx.tx);
  return rows[0]!.count;
}
