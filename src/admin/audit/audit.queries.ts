import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import { endOf, startOf } from '#platform/db/days.queries.ts';

export interface AuditFilter {
  actor?: string | undefined;
  actions?: readonly string[] | undefined;
  subjectKind?: string | undefined;
  subjectId?: string | undefined;
  /** The first and the last day, in `timeZone`. */
  from?: string | undefined;
  to?: string | undefined;
  timeZone: string;
  /** As `textQuestion` gives it. */
  words?: string | undefined;
  address?: string | undefined;
  /** Leaves out what entries of other domains tell, which may be values of fields that the reader may not see. */
  withoutDetails?: boolean | undefined;
  /** Actions of which the reader may not know what they were about: their moment would tell a field of it. */
  withoutSubject?: readonly string[] | undefined;
}

export interface AuditRow {
  id: string;
  occurredAt: string;
  actor: string;
  actorName: string | null;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  detail: Record<string, unknown>;
  via: 'web' | 'api' | 'command_line' | 'job' | null;
  address: string | null;
  userAgent: string | null;
  seal: string | null;
}

type Before = { occurredAt: string; id: string } | undefined;

/** Entries before `(occurredAt, id)`, the newest first; the names of users are those of today. */
export async function listAuditEntries(
  tx: Tx,
  filter: AuditFilter,
  before: Before,
  limit: number,
): Promise<AuditRow[]> {
  const { rows } = await auditQuery(filter, before, limit).execute(tx);
  return rows;
}

/**
 * The statement behind a page. Each action is walked by itself in its own index: asked for together, the rarest of
 * them would be looked for through the whole log.
 */
export function auditQuery(filter: AuditFilter, before: Before, limit: number): RawBuilder<AuditRow> {
  const newest = (where: RawBuilder<unknown>[]) => sql`
    select * from platform.audit_entries e where ${sql.join(where, sql` and `)}
    order by e.occurred_at desc, e.id desc limit ${limit}`;
  const where = conditionsOf(filter, before);
  const found = filter.actions
    ? sql`select e.* from unnest(${filter.actions}::text[]) as wanted(action)
        cross join lateral (${newest([sql`e.action = wanted.action`, ...where])}) e
        order by e.occurred_at desc, e.id desc limit ${limit}`
    : newest(where);
  return sql`
    with found as materialized (${found})
    select e.id, e.occurred_at as "occurredAt", e.actor, u.name as "actorName", e.action,
      e.subject_kind as "subjectKind", ${subjectOf(filter)} as "subjectId", ${detailOf(filter)} as detail, e.via, e.address,
      e.user_agent as "userAgent", s.number as seal
    from found e
      left join admin.users u on u.id = case when e.actor like 'user:%' then substr(e.actor, 6)::bigint end
      left join platform.audit_seals s on s.entry_id = e.id
    order by e.occurred_at desc, e.id desc`;
}

/** What the installation itself does: people, roles, settings, the audit. */
const ownAction = sql`(e.action like 'admin.%' or e.action like 'audit.%')`;

function detailOf({ withoutDetails }: AuditFilter): RawBuilder<unknown> {
  return withoutDetails ? sql`case when ${ownAction} then e.detail else '{}'::jsonb end` : sql`e.detail`;
}

function subjectOf({ withoutSubject = [] }: AuditFilter): RawBuilder<unknown> {
  if (withoutSubject.length === 0) return sql`e.subject_id`;
  return sql`case when e.action <> all(${withoutSubject}::text[]) then e.subject_id end`;
}

function conditionsOf(filter: AuditFilter, before: Before): RawBuilder<unknown>[] {
  const { actor, subjectKind, subjectId, from, to, timeZone, words, address, withoutSubject = [] } = filter;
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (actor !== undefined) where.push(sql`e.actor = ${actor}`);
  if (subjectKind !== undefined) where.push(sql`e.subject_kind = ${subjectKind}`);
  if (subjectId !== undefined) where.push(sql`e.subject_id = ${subjectId}`);
  if (subjectId !== undefined && withoutSubject.length > 0)
    where.push(sql`e.action <> all(${withoutSubject}::text[])`);
  if (address !== undefined) where.push(sql`e.address = ${address}`);
  if (words !== undefined && filter.withoutDetails) where.push(ownAction);
  if (words !== undefined) where.push(sql`platform.audit_words(e.detail) @@ to_tsquery('simple', ${words})`);
  if (from !== undefined) where.push(sql`e.occurred_at >= ${startOf(from, timeZone)}`);
  if (to !== undefined) where.push(sql`e.occurred_at < ${endOf(to, timeZone)}`);
  if (before)
    where.push(sql`(e.occurred_at, e.id) < (${before.occurredAt}::timestamptz, ${before.id}::bigint)`);
  return where;
}

// As platform.audit_words parts them.
const between = /[^0-9a-zA-Z\u00c0-\u2fff\u3040-\ufeff\uff10-\uff19\uff21-\u{10ffff}]+/gu;
const alone = /[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/g;
const aloneFirst = /^[\u2e80-\u2fff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;

const leastBegun = 3;

/**
 * A typed text as a question: every word must stand in the detail, and Chinese characters that stand in a row must stand
 * so there. The last word may be only begun, from three letters on: fewer begin too many. Undefined where it holds no
 * word.
 */
export function textQuestion(typed: string): string | undefined {
  const words = typed
    .replace(between, ' ')
    .split(' ')
    .filter((word) => word !== '');
  const asked = words.map((word, index) => {
    const pieces = word
      .replace(alone, ' $& ')
      .split(' ')
      .filter((piece) => piece !== '');
    const isLast = index === words.length - 1;
    const begun = (piece: string) => isLast && piece.length >= leastBegun && !aloneFirst.test(piece);
    return pieces.map((piece) => (begun(piece) ? `'${piece}':*` : `'${piece}'`)).join(' <-> ');
  });
  return asked.length === 0 ? undefined : asked.map((one) => `(${one})`).join(' & ');
}
