import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { keepPrepared } from './prepared.ts';
import { steadySocket } from './steady-socket.ts';
import type { DB } from './tables.ts';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

export type ConnectionOptions = Pick<
  pg.PoolConfig,
  'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database'
>;

/** A pool and the query builder over it. Bigints and numerics come as text, times as ISO 8601 text in UTC. */
export interface OpenDatabase {
  pool: pg.Pool;
  db: Database;
  /** For questions of who and how much, two at once: whoever waits here holds up nobody who needs the pool. */
  questions: pg.Pool;
  /** The same for upkeep that nobody waits for, one at a time. */
  upkeepQuestions: pg.Pool;
  connection: ConnectionOptions;
  /** A connection for reading gigabytes, beside all others; whoever opens it ends it. */
  openForBulk(): Promise<pg.Client>;
  /** Breaks off the statement that a connection of ours runs, by the id of its server process. */
  breakOff(processId: number): Promise<void>;
  close(): Promise<void>;
}

const dateOid = 1082;
const timestamptzOid = 1184;
pg.types.setTypeParser(dateOid, (text) => text);
// The wire gives `2026-03-05 08:00:00.123456+00`: kept to the microsecond, or keyset pages would skip rows.
pg.types.setTypeParser(timestamptzOid, (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z'));

export function openDatabase(connection: ConnectionOptions, size = 10): OpenDatabase {
  const pool = new pg.Pool({
    ...connection,
    max: size,
    application_name: 'perennial',
    options: '-c TimeZone=UTC',
  });
  // An idle connection that the server ends must not end the process; the next query opens another.
  pool.on('error', () => {});
  pool.on('connect', (client) => {
    client.on('error', () => {});
    keepPrepared(client);
  });
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  // Apart from the pool, all of whose connections may be busy with what is to be broken off.
  const apart = (max: number) => {
    const few = new pg.Pool({ ...connection, max, application_name: 'perennial' });
    few.on('error', () => {});
    few.on('connect', (client) => client.on('error', () => {}));
    return few;
  };
  const [questions, upkeepQuestions] = [apart(2), apart(1)];
  const breaker = new pg.Pool({ ...connection, max: 1, application_name: 'perennial' });
  breaker.on('error', () => {});
  return {
    pool,
    db,
    questions,
    upkeepQuestions,
    connection,
    openForBulk: async () => {
      const client = new pg.Client({
        ...connection,
        application_name: 'perennial',
        stream: steadySocket,
      });
      client.on('error', () => {});
      await client.connect();
      return client;
    },
    breakOff: async (processId) => {
      await breaker.query('select pg_cancel_backend($1)', [processId]);
    },
    close: async () => {
      await Promise.all([closeAll(db, pool), questions.end(), upkeepQuestions.end(), breaker.end()]);
    },
  };
}

/** Kysely ends the pool only where it has run a query itself. */
async function closeAll(db: Database, pool: pg.Pool): Promise<void> {
  await db.destroy();
  if (!pool.ended) await pool.end();
}
