import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';

/** How many customers carry a tag, in the bin too, and how many of them carry the other one already. */
export async function carriersOf(
  ctx: Context,
  from: string,
  into: string,
): Promise<{ customers: number; both: number }> {
  const { rows } = await sql<{ customers: string; both: string }>`
    select count(*) as customers, count(i.customer_id) as both from customers.customer_tags f
    left join customers.customer_tags i on i.customer_id = f.customer_id and i.tag_id = ${into}
    where f.tag_id = ${from}`.execute(ctx.tx);
  return { customers: Number(rows[0]!.customers), both: Number(rows[0]!.both) };
}

/** From now on the name of `from`, and all names that led to it, lead to `into`. */
export async function leadTo(ctx: Context, from: string, into: string): Promise<void> {
  await sql`update customers.tags set merged_into = ${into}, version = version + 1
    where id = ${from} or merged_into = ${from}`.execute(ctx.tx);
}

/** The tag that a merged one leads to, until the transaction ends; undefined where the merged one's name was let go. */
export async function stayingTag(ctx: Context, from: string): Promise<string | undefined> {
  const { rows } = await sql<{ into: string }>`select merged_into as "into" from customers.tags
    where id = ${from} and merged_into is not null for share`.execute(ctx.tx);
  return rows[0]?.into;
}

/**
 * Up to `limit` customers who carry `from` carry `into` instead, told by whom they were told; gives them back. A person
 * who told either told the one that stays. Nobody attaches `from` any more once its name leads elsewhere, so that an
 * empty answer is the end.
 */
export async function moveCarriers(
  ctx: Context,
  from: string,
  into: string,
  limit: number,
): Promise<{ moved: string[]; had: string[] }> {
  const batch = await sql<{ id: string }>`
    select c.id from customers.customers c where c.id in (
      select customer_id from customers.customer_tags where tag_id = ${from} order by customer_id limit ${limit})
    order by c.id for no key update`.execute(ctx.tx);
  const ids = batch.rows.map((row) => row.id);
  if (ids.length === 0) return { moved: [], had: [] };
  const both = await sql<{ id: string }>`with gone as (
      delete from customers.customer_tags f using customers.customer_tags i
      where f.tag_id = ${from} and f.customer_id = any(${ids}::bigint[])
        and i.tag_id = ${into} and i.customer_id = f.customer_id
      returning f.customer_id, f.import_id as told, i.import_id as had, i.by_rule as ruled
    ), told_too as (
      insert into customers.tag_tellings (customer_id, tag_id, import_id, alone)
      select customer_id, ${into}::bigint, told, false from gone where told is not null and (had <> told or had is null and ruled)
      on conflict do nothing
    ), by_person as (
      update customers.customer_tags i set import_id = null, by_rule = false from gone
      where i.tag_id = ${into} and i.customer_id = gone.customer_id and gone.told is null
    ), kept as (${keptMerge(ctx, from, null)}) select customer_id as id from gone`.execute(ctx.tx);
  await sql`with gone as (
      update customers.customer_tags set tag_id = ${into}
      where tag_id = ${from} and customer_id = any(${ids}::bigint[]) returning customer_id
    ) ${keptMerge(ctx, from, into)}`.execute(ctx.tx);
  await sql`with gone as (
      delete from customers.tag_tellings where tag_id = ${from} and customer_id = any(${ids}::bigint[])
      returning customer_id, import_id, alone
    )
    insert into customers.tag_tellings (customer_id, tag_id, import_id, alone)
    select g.customer_id, ${into}::bigint, g.import_id, g.alone from gone g
    join customers.customer_tags t on t.customer_id = g.customer_id and t.tag_id = ${into}
    where t.import_id is distinct from g.import_id
    on conflict do nothing`.execute(ctx.tx);
  const had = both.rows.map((row) => row.id);
  const hadBoth = new Set(had);
  return { moved: ids.filter((id) => !hadBoth.has(id)), had };
}

/** An insert that keeps, for rows `gone`, that a tag became another; null = it went, since the other was there. */
function keptMerge(ctx: Context, from: string, into: string | null): RawBuilder<unknown> {
  return insertChanges(
    ctx,
    sql`select gone.customer_id, 'tags', to_jsonb(f.name), to_jsonb(i.name), null::bigint from gone
      join customers.tags f on f.id = ${from} left join customers.tags i on i.id = ${into}::bigint`,
  );
}
