import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Tells the planner of many new rows at once: estimated counts and plans rest on it, and autovacuum comes late. */
export async function refreshStatistics(db: Database): Promise<void> {
  await sql`analyze`.execute(db);
}
