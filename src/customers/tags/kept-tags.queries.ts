import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import { reads } from '../fields/field-rights.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { TagColour, TagEntry } from './tags.contract.ts';

const countedExactly = 1_000;

/**
 * All tags by name, or the one with this id; with `counts` how many customers carry each, without those in the bin. None
 * where the actor may not read tags.
 */
export async function listTags(
  ctx: Context,
  { id, counts }: { id?: string; counts: boolean },
): Promise<TagEntry[]> {
  if (!reads(ctx, 'tags')) return [];
  const one = id === undefined ? sql`` : sql`and t.id = ${id}`;
  const carriers = sql`(select count(*) from (select 1 from customers.customer_tags g
    join customers.customers c on c.id = g.customer_id where g.tag_id = t.id and ${visibleCustomers(ctx)}
    limit ${countedExactly + 1}) few)`;
  const { rows } = await sql<TagEntry & { customers: string | null }>`
    select t.id, t.name, t.colour, t.group_name as "group", t.description, t.keeper_id as "keeperId",
      t.archived_at as "archivedAt", t.version, t.ruled,
      (select coalesce(json_agg(json_build_object('id', f.id::text, 'name', f.name) order by f.id), '[]')
        from customers.tags f where f.merged_into = t.id) as "formerNames",
      ${counts ? carriers : sql`null`} as customers
    from customers.tags t where t.merged_into is null ${one} order by t.name collate "zh-x-icu"`.execute(
    ctx.tx,
  );
  return rows.map((row) => {
    if (row.customers === null) return { ...row, customers: null, exact: false };
    const found = Number(row.customers);
    return { ...row, customers: Math.min(found, countedExactly), exact: found <= countedExactly };
  });
}

export interface TagWords {
  name?: string | undefined;
  group?: string | null | undefined;
  colour?: TagColour | undefined;
  description?: string | null | undefined;
  keeperId?: string | null | undefined;
  archived?: boolean | undefined;
}

/** The id of the new tag; undefined where the name is a tag's already, or was. */
export async function insertTag(
  ctx: Context,
  words: TagWords & { name: string },
): Promise<string | undefined> {
  const { name, group = null, colour = 'grey', description = null, keeperId = null } = words;
  const { rows } = await sql<{ id: string }>`
    insert into customers.tags (name, group_name, colour, description, keeper_id, created_at)
    values (${name}, ${group}, ${colour}, ${description}, ${keeperId}, ${ctx.clock.now()})
    on conflict (name) do nothing returning id`.execute(ctx.tx);
  return rows[0]?.id;
}

export interface LockedTag {
  id: string;
  name: string;
  version: number;
  /** A rule puts it on and off. */
  ruled: boolean;
}

/** Tags that are not merged into others, locked to be changed, in the order of their ids. */
export async function lockTags(ctx: Context, ids: readonly string[]): Promise<LockedTag[]> {
  const { rows } = await sql<LockedTag>`select id, name, version, ruled from customers.tags
    where id = any(${ids}::bigint[]) and merged_into is null order by id for no key update`.execute(ctx.tx);
  return rows;
}

/** The tag that bears this name, or did. */
export async function tagBearing(
  ctx: Context,
  name: string,
): Promise<{ id: string; mergedInto: string | null; of: string } | undefined> {
  const { rows } = await sql<{ id: string; mergedInto: string | null; of: string }>`
    select t.id, t.merged_into as "mergedInto", m.name as of from customers.tags t
    join customers.tags m on m.id = coalesce(t.merged_into, t.id) where t.name = ${name}`.execute(ctx.tx);
  return rows[0];
}

/** Writes what is named; another name leaves the one before as a former name. */
export async function updateTagRow(ctx: Context, before: LockedTag, words: TagWords): Promise<void> {
  const { name, group, colour, description, keeperId, archived } = words;
  const sets: RawBuilder<unknown>[] = [sql`version = version + 1`];
  if (group !== undefined) sets.push(sql`group_name = ${group}`);
  if (colour !== undefined) sets.push(sql`colour = ${colour}`);
  if (description !== undefined) sets.push(sql`description = ${description}`);
  if (keeperId !== undefined) sets.push(sql`keeper_id = ${keeperId}`);
  if (archived !== undefined) {
    const since = sql`coalesce(archived_at, ${ctx.clock.now()}::timestamptz)`;
    sets.push(sql`archived_at = ${archived ? since : sql`null`}`);
  }
  const renamed = name !== undefined && name !== before.name;
  if (renamed) sets.push(sql`name = ${name}`);
  await sql`update customers.tags set ${sql.join(sets)} where id = ${before.id}`.execute(ctx.tx);
  if (renamed)
    await sql`insert into customers.tags (name, merged_into, created_at)
      values (${before.name}, ${before.id}, ${ctx.clock.now()})`.execute(ctx.tx);
}

/** Takes a former name away; undefined where the tag has none with this id, false while customers still carry it. */
export async function deleteFormerName(
  ctx: Context,
  tagId: string,
  formerId: string,
): Promise<boolean | undefined> {
  const { rows } = await sql<{ carried: boolean }>`
    select exists (select from customers.customer_tags where tag_id = f.id) as carried
    from customers.tags f where f.id = ${formerId} and f.merged_into = ${tagId} for update`.execute(ctx.tx);
  if (!rows[0]) return undefined;
  if (rows[0].carried) return false;
  await sql`delete from customers.tags where id = ${formerId}`.execute(ctx.tx);
  return true;
}

/** Gives all tags of a group another one; gives back how many. */
export async function regroupTags(ctx: Context, group: string, to: string | null): Promise<number> {
  const { numAffectedRows } = await sql`update customers.tags set group_name = ${to}, version = version + 1
    where group_name = ${group}`.execute(ctx.tx);
  return Number(numAffectedRows ?? 0);
}
