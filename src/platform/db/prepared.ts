import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';

const mark = '/* prepared */';

/**
 * Begins a statement that each connection parses and plans once, and not every time: for small ones that run all the time,
 * whose plan is the same whatever their parameters are.
 */
export const prepared = sql.raw(mark);

/** Has a connection keep the statements that are marked so. */
export function keepPrepared(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const kept = (text: unknown, ...rest: unknown[]): unknown =>
    typeof text === 'string' && text.startsWith(mark)
      ? query({ name: nameOf(text), text, values: rest[0] }, ...rest.slice(1))
      : query(text, ...rest);
  client.query = kept as typeof client.query;
}

const names = new Map<string, string>();

/** PostgreSQL tells statements apart by 63 bytes. */
function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, name);
  return name;
}
