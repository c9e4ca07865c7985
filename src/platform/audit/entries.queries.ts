import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';
import type { Caller } from './caller.ts';

export interface NewEntry {
  occurredAt: Date;
  actor: string;
  action: string;
  /** As `customer:12`, or a kind alone. */
  subject: string;
  detail: Record<string, unknown>;
  caller: Caller;
}

/** Writes an entry that waits for its seal; it is sealed within a second or so of the commit. */
export async function insertEntry(tx: Tx, entry: NewEntry): Promise<void> {
  const { occurredAt, actor, action, caller } = entry;
  const { byKey } = caller;
  const detail = byKey === undefined ? entry.detail : { ...entry.detail, byKey };
  const [kind, subjectId] = entry.subject.split(':', 2);
  await sql`
    with entry as (
      insert into platform.audit_entries
        (occurred_at, actor, action, subject_kind, subject_id, detail, via, address, user_agent)
      values (${occurredAt}, ${actor}, ${action}, ${kind}, ${subjectId ?? null}, ${JSON.stringify(detail)}::jsonb,
        ${caller.via}, ${caller.address}, ${caller.userAgent})
      returning id, occurred_at)
    insert into platform.audit_waiting (entry_id, occurred_at) select id, occurred_at from entry`.execute(tx);
}
