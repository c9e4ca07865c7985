import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { changeableCustomers, visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { Tag } from './tags.contract.ts';

/** The tag of this name, made when it is new. Two callers at once get the same one. */
export async function tagNamed(ctx: Context, name: string): Promise<Tag> {
  const find = () => sql<Tag>`select id, name from customers.tags where name = ${name}`.execute(ctx.tx);
  const known = (await find()).rows[0];
  if (known) return known;
  const made =
    await sql<Tag>`insert into customers.tags (name, created_at) values (${name}, ${ctx.clock.now()})
    on conflict (name) do nothing returning id, name`.execute(ctx.tx);
  return made.rows[0] ?? (await find()).rows[0]!;
}

const countedExactly = 1_000;

/** All tags by name with their customers, counted up to 1,000; those in the bin are not counted. */
export async function listTags(ctx: Context): Promise<(Tag & { customers: number; exact: boolean })[]> {
  const { rows } = await sql<Tag & { customers: string }>`
    select t.id, t.name, (select count(*) from (select 1 from customers.customer_tags g
      join customers.customers c on c.id = g.customer_id where g.tag_id = t.id and ${visibleCustomers(ctx)}
      limit ${countedExactly + 1}) few) as customers
    from customers.tags t order by t.name collate "zh-x-icu"`.execute(ctx.tx);
  return rows.map((row) => {
    const found = Number(row.customers);
    return { ...row, customers: Math.min(found, countedExactly), exact: found <= countedExactly };
  });
}

/** The tags of a row called `c`, by name. */
export const tagsOfRow = sql`(select coalesce(json_agg(json_build_object('id', t.id::text, 'name', t.name)
    order by t.name collate "zh-x-icu"), '[]')
  from customers.customer_tags g join customers.tags t on t.id = g.tag_id where g.customer_id = c.id)`;

/** The tags of a customer by name. */
export async function tagsOf(ctx: Context, customerId: string): Promise<Tag[]> {
  const { rows } = await sql<Tag>`select t.id, t.name from customers.customer_tags g
    join customers.tags t on t.id = g.tag_id where g.customer_id = ${customerId}
    order by t.name collate "zh-x-icu"`.execute(ctx.tx);
  return rows;
}

/**
 * Attaches a tag to those of these customers that the actor may change; gives back those that did not carry it. Told by
 * a person, it stays when an import that told it too is undone.
 */
export async function attachTag(ctx: Context, ids: readonly string[], tagId: string): Promise<string[]> {
  await sql`update customers.customer_tags g set import_id = null from customers.customers c
    where g.tag_id = ${tagId} and g.import_id is not null and c.id = g.customer_id and c.id = any(${ids}::bigint[])
      and ${changeableCustomers(ctx)}`.execute(ctx.tx);
  const { rows } = await sql<{ id: string }>`
    insert into customers.customer_tags (customer_id, tag_id, created_at)
    select c.id, ${tagId}::bigint, ${ctx.clock.now()} from customers.customers c
    where c.id = any(${ids}::bigint[]) and ${changeableCustomers(ctx)}
    on conflict do nothing returning customer_id as id`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** Takes a tag from those of these customers that the actor may change; gives back how many carried it. */
export async function detachTag(ctx: Context, ids: readonly string[], tagId: string): Promise<number> {
  const { rows } = await sql<{ removed: string }>`with removed as (
      delete from customers.customer_tags g using customers.customers c
      where g.tag_id = ${tagId} and c.id = g.customer_id and c.id = any(${ids}::bigint[])
        and ${changeableCustomers(ctx)} returning g.customer_id
    ), untold as (
      delete from customers.tag_tellings t using removed r where t.customer_id = r.customer_id and t.tag_id = ${tagId}
    ) select count(*) as removed from removed`.execute(ctx.tx);
  return Number(rows[0]!.removed);
}
