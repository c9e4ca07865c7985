import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { keptTags } from './tags.queries.ts';

/** Notes that a rule puts the tag on and off, or does so no longer. False for one that is archived, merged or not there. */
export async function markRuled(ctx: Context, tagId: string, ruled: boolean): Promise<boolean> {
  const { rows } = await sql`update customers.tags set ruled = ${ruled}
    where id = ${tagId} and merged_into is null and archived_at is null returning id`.execute(ctx.tx);
  return rows.length > 0;
}

/** Attaches a tag for its rule; gives back those who did not carry it. Whoever carries it by an import carries it by both. */
export async function attachByRule(ctx: Context, ids: readonly string[], tagId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with added as (
      insert into customers.customer_tags (customer_id, tag_id, by_rule, created_at)
      select c.id, ${tagId}::bigint, true, ${ctx.clock.now()} from customers.customers c
      where c.id = any(${ids}::bigint[]) order by c.id on conflict do nothing returning customer_id, tag_id
    ), kept as (${keptTags(ctx, sql`added`, 'after')})
    select customer_id as id from added order by 1`.execute(ctx.tx);
  await sql`update customers.customer_tags set by_rule = true where tag_id = ${tagId}
    and customer_id = any(${ids}::bigint[]) and import_id is not null and not by_rule`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/**
 * Takes a tag from those who carry it by its rule alone; gives them back. Whom imports told it of too go on to carry it:
 * it is that of the import that told it before the rule, or else of the first after it.
 */
export async function detachByRule(ctx: Context, ids: readonly string[], tagId: string): Promise<string[]> {
  await sql`with heirs as (
      select t.customer_id, min(t.import_id) as import_id from customers.tag_tellings t
      where t.tag_id = ${tagId} and t.customer_id = any(${ids}::bigint[]) group by 1
    ), inherited as (
      update customers.customer_tags g set by_rule = false, import_id = h.import_id from heirs h
      where g.customer_id = h.customer_id and g.tag_id = ${tagId} and g.by_rule and g.import_id is null returning g.customer_id, g.import_id
    )
    delete from customers.tag_tellings t using inherited i
    where t.customer_id = i.customer_id and t.tag_id = ${tagId} and t.import_id = i.import_id`.execute(
    ctx.tx,
  );
  await sql`update customers.customer_tags set by_rule = false where tag_id = ${tagId}
    and customer_id = any(${ids}::bigint[]) and by_rule and import_id is not null`.execute(ctx.tx);
  const { rows } = await sql<{ id: string }>`with removed as (
      delete from customers.customer_tags g
      where g.tag_id = ${tagId} and g.customer_id = any(${ids}::bigint[]) and g.by_rule
      returning g.customer_id, g.tag_id
    ), kept as (${keptTags(ctx, sql`removed`, 'before')})
    select customer_id as id from removed order by 1`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Customers beyond an id who carry a tag by its rule, in the order of their ids. */
export async function carriersByRule(
  ctx: Context,
  tagId: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from customers.customer_tags
    where tag_id = ${tagId} and by_rule and customer_id > ${after}::bigint order by customer_id limit ${limit}`.execute(
    ctx.tx,
  );
  return rows.map(({ id }) => id);
}

/** Whoever carries a tag by its rule goes on to carry it: of whom no import told it, as if a person had. */
export async function keepWithoutRule(ctx: Context, tagId: string): Promise<void> {
  await sql`update customers.customer_tags set by_rule = false where tag_id = ${tagId} and by_rule`.execute(
    ctx.tx,
  );
}

/** Whether a customer carries a tag by its rule. */
export async function carriesByRule(ctx: Context, customerId: string, tagId: string): Promise<boolean> {
  const { rows } = await sql`select from customers.customer_tags
    where customer_id = ${customerId} and tag_id = ${tagId} and by_rule`.execute(ctx.tx);
  return rows.length > 0;
}

/** What a tag is called. */
export async function nameOfTag(ctx: Context, tagId: string): Promise<string | undefined> {
  const { rows } = await sql<{ name: string }>`select name from customers.tags where id = ${tagId}`.execute(
    ctx.tx,
  );
  return rows[0]?.name;
}
