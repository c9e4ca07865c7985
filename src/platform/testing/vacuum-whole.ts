import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/**
 * Vacuums these tables until every page of them counts as seen by all. Whoever reads beside it, such as the server's own
 * upkeep, holds that off, and a plan reads no index alone meanwhile.
 */
export async function vacuumWhole(pool: pg.Pool, tables: readonly string[]): Promise<void> {
  for (;;) {
    await pool.query(`vacuum analyze ${tables.join(', ')}`);
    const { rows } = await pool.query<{ left: number }>(
      'select count(*)::int as left from pg_class where oid = any($1::regclass[]) and relallvisible < relpages',
      [tables],
    );
    if (rows[0]!.left === 0) return;
    await sleep(100);
  }
}
