import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { writeSearch } from '../profiles/search.queries.ts';
import { goldenColumns } from './candidates.ts';
import { addContacts, goldenTypes } from './goldens.queries.ts';
import type { Golden } from './survivorship.ts';

export interface NewCustomer {
  customerId: string;
  golden: Golden;
  externalIds: string[];
}

/** Writes new customers with contact points, empty totals and their search rows. Their ids are claimed already. */
export async function createGoldens(ctx: Context, customers: readonly NewCustomer[]): Promise<void> {
  if (customers.length === 0) return;
  const now = ctx.clock.now();
  const rows = customers.map(({ customerId, golden }) => ({
    id: customerId,
    ...golden.fields,
    sources: golden.sources,
  }));
  const names = sql.join(goldenColumns.map((column) => sql.ref(column)));
  const values = sql.join(goldenColumns.map((column) => sql.ref(`r.${column}`)));
  await sql`
    insert into customers.customers (id, ${names}, field_records, created_at, updated_at)
    overriding system value
    select r.id, ${values}, r.sources, ${now}, ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, ${goldenTypes}, sources jsonb)`.execute(
    ctx.tx,
  );
  await addContacts(ctx, customers);
  await sql`insert into customers.totals (customer_id)
    select unnest(${customers.map((customer) => customer.customerId)}::bigint[])`.execute(ctx.tx);
  await writeSearch(
    ctx,
    customers.map(({ customerId, golden, externalIds }) => ({
      customerId,
      names: [golden.fields.display_name!, golden.fields.company],
      contacts: [...golden.contacts.values()],
      externalIds,
    })),
  );
}
