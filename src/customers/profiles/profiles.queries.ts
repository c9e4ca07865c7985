import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { CustomerKind } from './profiles.contract.ts';
import { visibleCustomers, type Whereabouts } from './visible-customers.queries.ts';

/** Whether the actor may see this customer. */
export async function customerExists(
  ctx: Context,
  id: string,
  whereabouts: Whereabouts = 'live',
): Promise<boolean> {
  const { rows } = await sql`select 1 from customers.customers c
    where c.id = ${id} and ${visibleCustomers(ctx, whereabouts)}`.execute(ctx.tx);
  return rows.length > 0;
}

/** The kinds of those of these customers that the actor may see, by id. */
export async function kindsOf(ctx: Context, ids: readonly string[]): Promise<Map<string, CustomerKind>> {
  const { rows } = await sql<{
    id: string;
    kind: CustomerKind;
  }>`select c.id, c.kind from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${visibleCustomers(ctx)}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row.kind]));
}
