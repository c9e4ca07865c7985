import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Actor, systemActor } from '../access/actor.ts';
import type { Context } from './context.ts';
import type { Tx } from './database.ts';
import type { Platform } from './platform.ts';
import type { DB } from './tables.ts';
import { contextOf } from './transact.queries.ts';

/** A context that can also load rows by COPY, inside the same transaction. */
export interface BulkContext extends Context {
  /** Loads `data` (COPY text format) into `table (columns)`; both are names from our own code, never input. */
  copyInto(table: string, columns: readonly string[], data: Buffer): Promise<void>;
}

const nameForm = /^[a-z_]+(\.[a-z_]+)?$/;

/** Like `transact`, on a connection of its own, so that rows can be streamed into it. */
export async function transactBulk<T>(
  platform: Platform,
  run: (ctx: BulkContext) => Promise<T>,
  actor: Actor = systemActor,
): Promise<T> {
  const client = await platform.database.pool.connect();
  const db = overOneClient(client);
  let broken = false;
  try {
    await client.query('begin');
    const ctx: BulkContext = {
      ...contextOf(platform, db as unknown as Tx, actor),
      copyInto: (table, columns, data) => copyInto(client, table, columns, data),
    };
    const result = await run(ctx);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The query builder on one connection, whose transaction the caller opens and ends. */
function overOneClient(client: pg.PoolClient): Kysely<DB> {
  const lent = new Proxy(client, {
    get(target, key) {
      if (key === 'release') return () => {};
      const value = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const pool = { connect: async () => lent, end: async () => {} };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) });
}

async function copyInto(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  data: Buffer,
): Promise<void> {
  if (![table, ...columns].every((name) => nameForm.test(name)))
    throw new Error(`Not a name: ${table} (${columns})`);
  const target = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  await pipeline(async function* () {
    yield data;
  }, target);
}
