import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { insertChanges } from '../history/keep-changes.queries.ts';
import { changeableCustomers } from '../profiles/visible-customers.queries.ts';
import type { Tag } from './tags.contract.ts';

/** A tag as it is attached: the one that is meant, whether named by its own or by a former name. */
export interface NamedTag extends Tag {
  archived: boolean;
}

/**
 * The tag of this name, made when it is new; a former name gives the tag that it leads to. Two callers at once get the
 * same one, and it is not merged into another until the transaction ends.
 */
export async function tagNamed(ctx: Context, name: string): Promise<NamedTag> {
  const [known] = await heldTags(ctx, [name]);
  if (known) return known.tag;
  await makeTags(ctx, [name]);
  return (await heldTags(ctx, [name]))[0]!.tag;
}

/** Makes tags of these names where none bears, or bore, the name. */
export async function makeTags(ctx: Context, names: readonly string[]): Promise<void> {
  await sql`insert into customers.tags (name, created_at)
    select name, ${ctx.clock.now()}::timestamptz from unnest(${names}::text[]) as n(name) order by name
    on conflict (name) do nothing`.execute(ctx.tx);
}

/** The tags that these names lead to, where there are any; none is merged into another until the transaction ends. */
export async function heldTags(
  ctx: Context,
  names: readonly string[],
): Promise<{ named: string; tag: NamedTag }[]> {
  for (;;) {
    const { rows } = await sql<NamedTag & { named: string; merged: boolean }>`
      select n.name as named, t.id, t.name, t.colour, t.archived_at is not null as archived,
        t.merged_into is not null as merged
      from customers.tags n join customers.tags t on t.id = coalesce(n.merged_into, n.id)
      where n.name = any(${names}::text[]) order by t.id for share of t`.execute(ctx.tx);
    // Merged while it was waited for: the next look finds where its names lead by now.
    if (rows.some(({ merged }) => merged)) continue;
    return rows.map(({ named, merged: _merged, ...tag }) => ({ named, tag }));
  }
}

/** The tag that this id leads to and those that are or were merged into it: a customer may carry any until a merge ends. */
export async function tagIdsOf(ctx: Pick<Context, 'tx'>, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with meant as (select coalesce(merged_into, id) as id from customers.tags where id = ${id})
    select t.id from customers.tags t, meant where t.id = meant.id or t.merged_into = meant.id`.execute(
    ctx.tx,
  );
  return rows.map((row) => row.id);
}

/** The tags that these ids lead to since some were merged into others; ids that nobody knows are left out. */
export async function tagsMeantBy(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ named: string; id: string; name: string }>`select n.id as named, t.id, t.name
    from customers.tags n join customers.tags t on t.id = coalesce(n.merged_into, n.id)
    where n.id = any(${ids}::bigint[])`.execute(ctx.tx);
  return new Map(rows.map(({ named, id, name }) => [named, { id, name }]));
}

/** Over `c`: carries the tag that this id leads to. */
export async function carriesTag(ctx: Pick<Context, 'tx'>, id: string): Promise<RawBuilder<boolean>> {
  const ids = await tagIdsOf(ctx, id);
  const named = ids.length === 1 ? sql`g.tag_id = ${ids[0]}` : sql`g.tag_id = any(${ids}::bigint[])`;
  return sql`exists (select 1 from customers.customer_tags g where g.customer_id = c.id and ${named})`;
}

/** Over a customer's id: the tags it carries, `g` as attached and `t` as meant, by name. */
export function carriedTags(customerId: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select distinct on (t.id) t.id, t.name, t.colour from customers.customer_tags g
    join customers.tags a on a.id = g.tag_id join customers.tags t on t.id = coalesce(a.merged_into, a.id)
    where g.customer_id = ${customerId})`;
}

/** The tags of a row called `c`, by name. */
export const tagsOfRow = sql`(select coalesce(json_agg(json_build_object('id', t.id::text, 'name', t.name, 'colour', t.colour)
    order by t.name collate "zh-x-icu"), '[]') from ${carriedTags(sql`c.id`)} t)`;

/** The name of the first tag of a row called `c`, by name; null without tags. */
export const firstTagOfRow = sql`(select t.name from ${carriedTags(sql`c.id`)} t order by t.name collate "zh-x-icu" limit 1)`;

/** The tags of a customer by name. */
export async function tagsOf(ctx: Context, customerId: string): Promise<Tag[]> {
  const { rows } =
    await sql<Tag>`select t.id, t.name, t.colour from ${carriedTags(sql`${customerId}::bigint`)} t
    order by t.name collate "zh-x-icu"`.execute(ctx.tx);
  return rows;
}

/**
 * Attaches a tag to those of these customers that the actor may change; gives back those that did not carry it. Told by
 * a person, it stays when an import that told it too is undone.
 */
export async function attachTag(ctx: Context, ids: readonly string[], tagId: string): Promise<string[]> {
  await sql`update customers.customer_tags g set import_id = null, by_rule = false from customers.customers c
    where g.tag_id = ${tagId} and (g.import_id is not null or g.by_rule) and c.id = g.customer_id and c.id = any(${ids}::bigint[])
      and ${changeableCustomers(ctx)}`.execute(ctx.tx);
  const { rows } = await sql<{ id: string }>`with added as (
      insert into customers.customer_tags (customer_id, tag_id, created_at)
      select c.id, ${tagId}::bigint, ${ctx.clock.now()} from customers.customers c
      where c.id = any(${ids}::bigint[]) and ${changeableCustomers(ctx)}
      order by c.id on conflict do nothing returning customer_id, tag_id
    ), kept as (${keptTags(ctx, sql`added`, 'after')})
    select customer_id as id from added order by 1`.execute(ctx.tx);
  return rows.map((row) => row.id);
}

/** An insert that keeps that tags came (`after`) or went (`before`), from rows with customer_id and tag_id. */
export function keptTags(
  ctx: Context,
  rows: RawBuilder<unknown>,
  side: 'before' | 'after',
): RawBuilder<unknown> {
  const name = sql`to_jsonb(t.name)`;
  const [before, after] = side === 'before' ? [name, sql`null::jsonb`] : [sql`null::jsonb`, name];
  return insertChanges(
    ctx,
    sql`select r.customer_id, 'tags', ${before}, ${after}, null::bigint from ${rows} r
      join customers.tags t on t.id = r.tag_id`,
  );
}

/**
 * Takes a tag from those of these customers that the actor may change; gives back those that carried it. What a rule put
 * on stays: the rule takes it off.
 */
export async function detachTag(ctx: Context, ids: readonly string[], tagId: string): Promise<string[]> {
  const tagIds = await tagIdsOf(ctx, tagId);
  const { rows } = await sql<{ id: string }>`with removed as (
      delete from customers.customer_tags g using customers.customers c
      where g.tag_id = any(${tagIds}::bigint[]) and not g.by_rule and c.id = g.customer_id
        and c.id = any(${ids}::bigint[]) and ${changeableCustomers(ctx)} returning g.customer_id, g.tag_id
    ), kept as (${keptTags(ctx, sql`removed`, 'before')}), untold as (
      delete from customers.tag_tellings t using removed r where t.customer_id = r.customer_id and t.tag_id = r.tag_id
    ) select distinct customer_id as id from removed`.execute(ctx.tx);
  return rows.map((row) => row.id);
}
