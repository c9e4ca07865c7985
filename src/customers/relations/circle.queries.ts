import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { reads } from '../fields/field-rights.ts';
import { shownColumns } from '../fields/shown-fields.queries.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { CircleMember } from './relations.contract.ts';

const mostShown = 100;

/** Everybody whom a chain of households ties to this person, without a step over somebody whom the actor does not see. */
function householdOf(ctx: Context, id: string): RawBuilder<unknown> {
  return sql`reached as (
      select ${id}::bigint as id
      union
      select c.id from reached cross join lateral (
        select related_id as other from customers.relations where customer_id = reached.id and kind = 'household'
        union all select customer_id from customers.relations where related_id = reached.id and kind = 'household'
      ) tie join customers.customers c on c.id = tie.other where ${visibleCustomers(ctx)}
    ), members as (select id, null::text as role from reached limit ${mostShown + 1})`;
}

/** An organisation and the persons who work there, as far as the actor sees them. */
function staffOf(ctx: Context, id: string): RawBuilder<unknown> {
  return sql`members as (
      select ${id}::bigint as id, null::text as role
      union all (select c.id, r.role from customers.relations r join customers.customers c on c.id = r.customer_id
        where r.related_id = ${id} and r.kind = 'works_at' and ${visibleCustomers(ctx)}
        order by r.created_at, c.id limit ${mostShown})
    )`;
}

/** The circle of a customer whom the actor sees, each member once: the customer first, then whoever spent most. */
export async function circleOf(
  ctx: Context,
  { id, kind }: { id: string; kind: 'person' | 'organisation' },
): Promise<{ items: CircleMember[]; more: boolean }> {
  const members = kind === 'person' ? householdOf(ctx, id) : staffOf(ctx, id);
  const { rows } = await sql<CircleMember>`with recursive ${members}
    select ${shownColumns(ctx, ['displayName', 'kind', 'orders', 'spendMinor'])}, c.id as "customerId", m.role
    from members m join customers.customers c on c.id = m.id join customers.totals t on t.customer_id = c.id
    where ${visibleCustomers(ctx, 'any')}
    order by c.id <> ${id}::bigint, ${reads(ctx, 'spendMinor') ? sql`t.spend_minor desc,` : sql``} c.id`.execute(
    ctx.tx,
  );
  return { items: rows.slice(0, mostShown), more: rows.length > mostShown };
}
