import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { gramsOf, type Searchable, searchQuestion, searchText } from './search-text.ts';

/** Writes the search rows of these customers. */
export async function writeSearch(
  ctx: Context,
  customers: readonly (Searchable & { customerId: string })[],
): Promise<void> {
  if (customers.length === 0) return;
  const rows = customers.map((customer) => {
    const text = searchText(customer);
    return { id: customer.customerId, text, grams: gramsOf(text) };
  });
  await sql`
    insert into customers.search as s (customer_id, text, grams)
    select r.id, r.text, r.grams from json_to_recordset(${JSON.stringify(rows)}::json) as r(id bigint, text text, grams text[])
    on conflict (customer_id) do update set text = excluded.text, grams = excluded.grams
    where s.text <> excluded.text`.execute(ctx.tx);
}

interface SearchableRow {
  id: string;
  names: (string | null)[];
  contacts: { kind: string; value: string }[] | null;
  externals: string[] | null;
}

/** Works out the search rows of these customers anew from what is stored. */
export async function refreshSearch(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { rows } = await sql<SearchableRow>`
    select c.id, array[c.display_name, c.company] as names,
      (select json_agg(json_build_object('kind', p.kind, 'value', p.value) order by p.id)
        from customers.contact_points p where p.customer_id = c.id) as contacts,
      (select json_agg(i.value order by i.value) from customers.identities i
        where i.customer_id = c.id and i.kind = 'external') as externals
    from customers.customers c where c.id = any(${ids}::bigint[])`.execute(ctx.tx);
  await writeSearch(
    ctx,
    rows.map((row) => ({
      customerId: row.id,
      names: row.names,
      contacts: row.contacts ?? [],
      externalIds: row.externals ?? [],
    })),
  );
}

/** The condition that the customer in `column` answers to what was typed; undefined where nothing was. */
export function matchesSearch(typed: string | undefined): RawBuilder<boolean> | undefined {
  const question = typed === undefined ? null : searchQuestion(typed);
  if (!question) return undefined;
  const patterns = question.patterns.map((pattern) => sql`and s.text like ${pattern}`);
  return sql`s.grams @> ${question.grams}::text[] ${patterns.length > 0 ? sql.join(patterns, sql` `) : sql``}`;
}
