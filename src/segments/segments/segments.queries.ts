import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import type { Finding } from '../rules/rules.contract.ts';
import { storedRule } from '../rules/stored-rule.ts';
import { changeableSegments, seenSegments } from './seen-segments.queries.ts';

/** A segment as it is stored, with what the actor may do with it. */
export interface StoredSegment {
  id: string;
  name: string;
  description: string;
  kind: 'dynamic' | 'static' | 'hand';
  /** Null of a list made by hand, and where it is lost. */
  rule: Rule | null;
  /** There is a rule that this version cannot read: nobody knows what it asks about. */
  lost: boolean;
  /** The rule that members are worked out by as yet, where it is another; undefined where it is lost. */
  former: Rule | null | undefined;
  findings: Finding[];
  ownerId: string | null;
  shared: 'me' | 'team' | 'all';
  /** Members are as the rule says, but for what goes on by itself. */
  filled: boolean;
  members: string;
  mayChange: boolean;
  version: number;
  createdAt: string;
  updatedAt: string;
  filledAt: string | null;
  archivedAt: string | null;
}

/** Over segments.segments `s`. */
export const formerRule = sql`case when s.filled_by is distinct from s.rule then s.filled_by end as former`;

const columns = (ctx: Context) => sql`s.id, s.name, s.description, s.kind, s.rule, ${formerRule}, s.findings,
  s.owner_id as "ownerId", s.shared, s.kind = 'hand' or s.filled_rule is not distinct from s.rule_version as filled,
  s.members, ${changeableSegments(ctx.actor)} as "mayChange", s.version, s.created_at as "createdAt",
  s.updated_at as "updatedAt", s.filled_at as "filledAt", s.archived_at as "archivedAt"`;

export interface RulesAsStored {
  rule: unknown;
  former: unknown;
}

type Row = Omit<StoredSegment, keyof RulesOfSegment> & RulesAsStored;
export type RulesOfSegment = Pick<StoredSegment, 'rule' | 'lost' | 'former'>;

/** The same with its rules as this version reads them. */
export function withRules<Each extends RulesAsStored>(
  row: Each,
): Omit<Each, 'rule' | 'former'> & RulesOfSegment {
  const rule = storedRule(row.rule) ?? null;
  const former = row.former === null ? null : storedRule(row.former);
  return { ...row, rule, lost: rule === null && row.rule !== null, former };
}

/** The segments that the actor sees, in use or archived, by name. */
export async function seenSegmentsOf(
  ctx: Context,
  { archived }: { archived: boolean },
): Promise<StoredSegment[]> {
  const { rows } = await sql<Row>`select ${columns(ctx)} from segments.segments s
    where ${seenSegments(ctx.actor)} and (s.archived_at is not null) = ${archived}
    order by s.name collate "zh-x-icu", s.id`.execute(ctx.tx);
  return rows.map(withRules);
}

/** One that the actor sees; `lock` keeps others from changing it and its members. */
export async function findSegment(
  ctx: Context,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<StoredSegment | undefined> {
  const { rows } = await sql<Row>`select ${columns(ctx)} from segments.segments s
    where s.id = ${id} and ${seenSegments(ctx.actor)} ${lock ? sql`for update` : sql``}`.execute(ctx.tx);
  return rows.map(withRules)[0];
}

const mostFound = 5;

/** The first by name of those in use that the actor sees and whose name has this in it, however it is written. */
export async function segmentsNamedLike(
  ctx: Context,
  part: string,
): Promise<Pick<StoredSegment, 'id' | 'name' | 'description'>[]> {
  const { rows } = await sql<Pick<StoredSegment, 'id' | 'name' | 'description'>>`
    select s.id, s.name, s.description from segments.segments s
    where ${seenSegments(ctx.actor)} and s.archived_at is null and strpos(lower(s.name), lower(${part})) > 0
    order by s.name collate "zh-x-icu", s.id limit ${mostFound}`.execute(ctx.tx);
  return rows;
}

/** Names by id of those in use that the actor sees. */
export async function segmentNames(
  ctx: Context,
  ids: readonly string[],
): Promise<{ used: Map<string, string>; archived: Map<string, string> }> {
  const { rows } =
    ids.length === 0
      ? { rows: [] }
      : await sql<{ id: string; name: string; is_used: boolean }>`
          select s.id, s.name, s.archived_at is null as is_used from segments.segments s
          where s.id = any(${ids}::bigint[]) and ${seenSegments(ctx.actor)}`.execute(ctx.tx);
  const named = (isUsed: boolean) =>
    new Map(rows.filter(({ is_used }) => is_used === isUsed).map(({ id, name }) => [id, name]));
  return { used: named(true), archived: named(false) };
}

/** The rules of these segments by id, whoever may see them; lists made by hand have none. */
export async function rulesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, RulesOfSegment>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string } & RulesAsStored>`select s.id, s.rule, ${formerRule}
    from segments.segments s where s.id = any(${ids}::bigint[]) and s.rule is not null`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, withRules(row)]));
}

export async function countSegments(ctx: Context): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from segments.segments where archived_at is null`.execute(ctx.tx);
  return Number(rows[0]!.count);
}

const rulesLock = 5_120_031;

/** Until the transaction ends nobody else saves a rule that names segments: two could close a circle together. */
export async function holdRules(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(${rulesLock})`.execute(ctx.tx);
}

/** Until the transaction ends nobody saves such a rule, although others may keep them so, too. */
export async function keepRules(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${rulesLock})`.execute(ctx.tx);
}

export type SegmentWords = Pick<StoredSegment, 'name' | 'description' | 'shared'>;

export async function insertSegment(
  ctx: Context,
  words: SegmentWords & Pick<StoredSegment, 'kind' | 'rule'>,
): Promise<string> {
  const now = ctx.clock.now();
  const owner = ctx.actor.kind === 'user' ? ctx.actor : undefined;
  const { rows } = await sql<{ id: string }>`
    insert into segments.segments (name, description, kind, rule, shared, owner_id, team_id, created_at, updated_at)
    values (${words.name}, ${words.description}, ${words.kind}, ${asJson(words.rule)}, ${words.shared},
      ${owner?.userId ?? null}, ${owner?.teamId ?? null}, ${now}, ${now}) returning id`.execute(ctx.tx);
  return rows[0]!.id;
}

function asJson(rule: Rule | null): RawBuilder<unknown> {
  return rule === null ? sql`null` : sql`${JSON.stringify(rule)}::jsonb`;
}

/**
 * What comes to be shared with a team is so with this one. Only another rule than the one it has makes members be worked
 * out anew.
 */
export async function updateSegmentRow(
  ctx: Context,
  id: string,
  { teamId, ...words }: SegmentWords & { rule?: Rule | undefined; teamId: string | null },
): Promise<void> {
  const rule = words.rule && asJson(words.rule);
  const ruled = rule
    ? sql`, rule = ${rule}, rule_version = rule_version + (rule is distinct from ${rule})::int,
        findings = case when rule is distinct from ${rule} then '[]' else findings end`
    : sql``;
  await sql`update segments.segments set name = ${words.name}, description = ${words.description}, shared = ${words.shared},
      team_id = case when shared <> 'team' and ${words.shared} = 'team' then ${teamId}::bigint else team_id end,
      version = version + 1, updated_at = ${ctx.clock.now()} ${ruled} where id = ${id}`.execute(ctx.tx);
}

/** Out of use, or into it again: then members are worked out anew. */
export async function writeArchived(ctx: Context, id: string, archived: boolean): Promise<void> {
  const now = ctx.clock.now();
  await sql`update segments.segments set archived_at = ${archived ? now : null}, version = version + 1, updated_at = ${now},
      filled_rule = case when ${archived} or kind <> 'dynamic' then filled_rule end where id = ${id}`.execute(
    ctx.tx,
  );
}

/** As if another rule had been saved: its members are worked out by it. */
export async function writeRetaken(ctx: Context, id: string): Promise<void> {
  await sql`update segments.segments set rule_version = rule_version + 1, version = version + 1,
      updated_at = ${ctx.clock.now()} where id = ${id}`.execute(ctx.tx);
}

export async function moveTeamSegments(ctx: Context, teamId: string, into: string): Promise<void> {
  await sql`update segments.segments set team_id = ${into}::bigint where team_id = ${teamId}`.execute(ctx.tx);
}
