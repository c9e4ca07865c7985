import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { listAuditEntries } from './audit.queries.ts';

const sort = 'occurredAt';

export interface AuditInput {
  cursor?: string;
  limit: number;
  actor?: string;
  action?: string;
  subject?: string;
}

/** Who did what, the newest first. */
export async function audit(ctx: Context, input: AuditInput) {
  const cursor = decodeCursor(input.cursor, sort, 'instant');
  const [subjectKind, subjectId] = input.subject?.split(':', 2) ?? [];
  const filter = { actor: input.actor, action: input.action, subjectKind, subjectId };
  const before = cursor && { occurredAt: cursor.value ?? '-infinity', id: cursor.id };
  const rows = await listAuditEntries(ctx.tx, filter, before, input.limit + 1);
  const items = rows
    .slice(0, input.limit)
    .map(({ subjectKind: kind, subjectId: subject, detail, ...row }) => ({
      ...row,
      subject: subject === null ? kind : `${kind}:${subject}`,
      detail: detail as Record<string, unknown>,
    }));
  const last = items.at(-1);
  const more = rows.length > input.limit && last;
  return { items, next: more ? encodeCursor({ sort, value: last.occurredAt, id: last.id }) : null };
}
