import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/** The partitions of the months before `before`, by the names that `platform.ensure_months` gives. */
export async function monthsBefore(tx: Tx, before: Date): Promise<string[]> {
  const first = `audit_entries_${before.toISOString().slice(0, 7).replace('-', '_')}`;
  const { rows } = await sql<{ name: string }>`
    select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = 'platform.audit_entries'::regclass and child.relname < ${first}
    order by child.relname`.execute(tx);
  return rows.map((row) => row.name);
}

export async function waitsBefore(tx: Tx, before: Date): Promise<boolean> {
  const { rows } = await sql`
    select from platform.audit_waiting where occurred_at < ${before} limit 1`.execute(tx);
  return rows.length > 0;
}

export async function dropMonths(tx: Tx, months: readonly string[]): Promise<void> {
  // A backup that reads a month holds it; waiting for that, we would hold up everybody who writes an entry.
  await sql`set local lock_timeout = '2s'`.execute(tx);
  for (const name of months) await sql`drop table ${sql.id('platform', name)}`.execute(tx);
}
