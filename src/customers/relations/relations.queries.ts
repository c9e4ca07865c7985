import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { prepared } from '#platform/db/prepared.ts';
import { shownValue } from '../fields/shown-fields.queries.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { RelationEntry, RelationKind } from './relations.contract.ts';

export interface RelationRow {
  customerId: string;
  kind: RelationKind;
  relatedId: string;
  role: string | null;
}

const relationsShown = 200;

/** The relations of a customer in both directions, to customers that the actor may see. */
export async function relationsOf(ctx: Context, customerId: string): Promise<RelationEntry[]> {
  const { rows } = await sql<RelationEntry>`${prepared}
    with ends as (
      select kind, 'out' as direction, related_id as other, role, created_at from customers.relations where customer_id = ${customerId}
      union all
      select kind, 'in', customer_id, role, created_at from customers.relations where related_id = ${customerId}
    )
    select e.kind, e.direction, e.other as "customerId", c.kind as "customerKind", ${shownValue(ctx, 'displayName')} as "displayName",
      e.role, e.created_at as since
    from ends e join customers.customers c on c.id = e.other
    where ${visibleCustomers(ctx)}
    order by e.kind, e.direction desc, e.created_at, e.other limit ${relationsShown}`.execute(ctx.tx);
  return rows;
}

/**
 * Stores relations whose two ends exist and fit: works_at goes from a person to an organisation, a household
 * holds persons. One that is there takes the new role, if one is given. Gives back how many rows changed.
 */
export async function storeRelations(ctx: Context, relations: readonly RelationRow[]): Promise<number> {
  if (relations.length === 0) return 0;
  const result = await sql`
    insert into customers.relations as old (customer_id, kind, related_id, role, created_at)
    select distinct on (r."customerId", r.kind, r."relatedId") r."customerId", r.kind, r."relatedId", r.role, ${ctx.clock.now()}
    from json_to_recordset(${JSON.stringify(relations)}::json) as r("customerId" bigint, kind text, "relatedId" bigint, role text)
    join customers.customers c on c.id = r."customerId"
    join customers.customers o on o.id = r."relatedId"
    where r."customerId" <> r."relatedId" and case r.kind
      when 'works_at' then c.kind = 'person' and o.kind = 'organisation'
      when 'household' then c.kind = 'person' and o.kind = 'person'
      else true end
    order by r."customerId", r.kind, r."relatedId"
    on conflict (customer_id, kind, related_id) do update set role = excluded.role
    where excluded.role is not null and old.role is distinct from excluded.role`.execute(ctx.tx);
  return Number(result.numAffectedRows ?? 0);
}

export async function deleteRelation(ctx: Context, relation: Omit<RelationRow, 'role'>): Promise<boolean> {
  const result = await sql`delete from customers.relations where kind = ${relation.kind}
    and ((customer_id = ${relation.customerId} and related_id = ${relation.relatedId})
      or (customer_id = ${relation.relatedId} and related_id = ${relation.customerId}))`.execute(ctx.tx);
  return result.numAffectedRows !== 0n;
}
