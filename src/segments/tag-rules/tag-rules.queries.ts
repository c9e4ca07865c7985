import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { storedRule } from '../rules/stored-rule.ts';

export interface TagRule {
  tagId: string;
  /** Null: of none, and the tag is being taken off. */
  segmentId: string | null;
  settled: boolean;
  checkedTo: string;
}

const columns = sql`tag_id as "tagId", segment_id as "segmentId", settled, checked_to as "checkedTo"`;

export async function readTagRule(
  ctx: Context,
  tagId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<TagRule | undefined> {
  const { rows } = await sql<TagRule>`select ${columns} from segments.tag_rules where tag_id = ${tagId}
    ${lock ? sql`for update` : sql``}`.execute(ctx.tx);
  return rows[0];
}

/** The tag follows this segment from now on, null = none; who carries it is looked through soon. */
export async function writeTagRule(ctx: Context, tagId: string, segmentId: string | null): Promise<void> {
  await sql`insert into segments.tag_rules (tag_id, segment_id) values (${tagId}, ${segmentId})
    on conflict (tag_id) do update set segment_id = excluded.segment_id, settled = false, checked_to = 0`.execute(
    ctx.tx,
  );
}

export async function deleteTagRule(ctx: Context, tagId: string): Promise<void> {
  await sql`delete from segments.tag_rules where tag_id = ${tagId}`.execute(ctx.tx);
}

/** Tags whose carriers are to be looked through. */
export async function tagsToSettle(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select tag_id as id from segments.tag_rules where not settled
    order by tag_id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** Tags that follow a segment which is archived, or whose rule is broken. */
export async function tagsStandingStill(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.tag_id as id from segments.tag_rules t
    join segments.segments s on s.id = t.segment_id
    where s.archived_at is not null or s.findings <> '[]' order by t.tag_id`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

export async function noteChecked(ctx: Context, tagId: string, to: string | undefined): Promise<void> {
  await sql`update segments.tag_rules set settled = ${to === undefined}, checked_to = ${to ?? '0'}
    where tag_id = ${tagId}`.execute(ctx.tx);
}

/** The tags that follow these segments. */
export async function tagsFollowing(
  ctx: Context,
  segmentIds: readonly string[],
): Promise<{ tagId: string; segmentId: string }[]> {
  const { rows } = await sql<{
    tagId: string;
    segmentId: string;
  }>`select tag_id as "tagId", segment_id as "segmentId"
    from segments.tag_rules where segment_id = any(${segmentIds}::bigint[]) order by tag_id`.execute(ctx.tx);
  return rows;
}

/** The segments that tags follow. */
export async function segmentsFollowed(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct segment_id as id from segments.tag_rules
    where segment_id is not null order by 1`.execute(ctx.tx);
  return rows.map(({ id }) => id);
}

/** The rules of the segments that tags follow, by tag; undefined where lost. */
export async function rulesOfTags(ctx: Context): Promise<Map<string, Rule | undefined>> {
  const { rows } = await sql<{ tagId: string; rule: unknown }>`select t.tag_id as "tagId", s.rule
    from segments.tag_rules t join segments.segments s on s.id = t.segment_id`.execute(ctx.tx);
  return new Map(rows.map(({ tagId, rule }) => [tagId, storedRule(rule)]));
}

/** Members of a segment beyond an id, in the order of their ids. */
export async function membersBeyond(
  ctx: Context,
  segmentId: string,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from segments.members
    where segment_id = ${segmentId} and customer_id > ${after}::bigint order by customer_id limit ${limit}`.execute(
    ctx.tx,
  );
  return rows.map(({ id }) => id);
}

/** Those of these customers who are no members of a segment; all of them of none. */
export async function notMembers(
  ctx: Context,
  ids: readonly string[],
  segmentId: string | null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from unnest(${ids}::bigint[]) id where not exists (
    select from segments.members m where m.customer_id = id and m.segment_id = ${segmentId}::bigint) order by 1`.execute(
    ctx.tx,
  );
  return rows.map(({ id }) => id);
}
