import { sql } from 'kysely';
import type { Tx } from './database.ts';

/** Runs a part of a transaction; where that fails what it wrote never happened, and the transaction can go on. */
export async function withSavepoint<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(tx);
  try {
    const done = await run();
    await sql`release savepoint part`.execute(tx);
    return done;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(tx);
    await sql`release savepoint part`.execute(tx);
    throw error;
  }
}
