import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

export async function waitsBefore(tx: Tx, before: Date): Promise<boolean> {
  const { rows } = await sql`
    select from platform.audit_waiting where occurred_at < ${before} limit 1`.execute(tx);
  return rows.length > 0;
}
