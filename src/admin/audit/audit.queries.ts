import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

export interface AuditFilter {
  actor: string | undefined;
  action: string | undefined;
  subjectKind: string | undefined;
  subjectId: string | undefined;
}

/** Entries before `(occurredAt, id)`, the newest first; the names of users are those of today. */
export async function listAuditEntries(
  tx: Tx,
  filter: AuditFilter,
  before: { occurredAt: string; id: string } | undefined,
  limit: number,
) {
  let query = tx
    .selectFrom('platform.audit_entries as entries')
    .leftJoin('admin.users as users', (join) =>
      join.on(
        'users.id',
        '=',
        sql<string>`case when entries.actor like 'user:%' then substr(entries.actor, 6)::bigint end`,
      ),
    )
    .select([
      'entries.id',
      'entries.occurred_at as occurredAt',
      'entries.actor',
      'users.name as actorName',
      'entries.action',
      'entries.subject_kind as subjectKind',
      'entries.subject_id as subjectId',
      'entries.detail',
    ])
    .orderBy('entries.occurred_at', 'desc')
    .orderBy('entries.id', 'desc')
    .limit(limit);
  if (filter.actor !== undefined) query = query.where('entries.actor', '=', filter.actor);
  if (filter.action !== undefined) query = query.where('entries.action', '=', filter.action);
  if (filter.subjectKind !== undefined) query = query.where('entries.subject_kind', '=', filter.subjectKind);
  if (filter.subjectId !== undefined) query = query.where('entries.subject_id', '=', filter.subjectId);
  if (before) {
    query = query.where(
      sql<boolean>`(entries.occurred_at, entries.id) < (${before.occurredAt}::timestamptz, ${before.id}::bigint)`,
    );
  }
  return query.execute();
}
