import { sql } from 'kysely';
import type { Database, Tx } from './database.ts';

/** Makes the monthly partitions of `table` for the months from `since` to `until`. */
export async function ensureMonths(
  db: Database | Tx,
  table: string,
  since: Date,
  until: Date,
): Promise<void> {
  await sql`select platform.ensure_months(${table}, ${since}, ${until})`.execute(db);
}

/** The partitions of `table` for the months before that of `before`, the oldest first. */
export async function monthsBefore(db: Database | Tx, table: string, before: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass
      and child.relname < split_part(${table}, '.', 2) || '_' || ${before.toISOString().slice(0, 7).replace('-', '_')}
    order by child.relname`.execute(db);
  return rows.map((row) => row.name);
}

/** Drops these partitions of `table`. Fails where somebody goes on to read one. */
export async function dropMonths(db: Database | Tx, table: string, months: readonly string[]): Promise<void> {
  // A backup that reads a month holds it; waiting for that, we would hold up everybody who writes to the table.
  await sql`set local lock_timeout = '2s'`.execute(db);
  const schema = table.split('.')[0]!;
  for (const name of months) await sql`drop table ${sql.id(schema, name)}`.execute(db);
}

/** Partitions of the platform's own growing tables, for this month and the two after it. */
export async function ensurePlatformMonths(db: Database | Tx, now: Date): Promise<void> {
  const until = new Date(now.getTime() + 62 * 86_400_000);
  await ensureMonths(db, 'platform.outbox', now, until);
  await ensureMonths(db, 'platform.audit_entries', now, until);
}
