import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';

/** Puts the only link that works in place of all earlier ones. */
export async function replaceSetupLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<void> {
  // Two servers starting on one database: the later link is the one that stays.
  await sql`lock table admin.setup_links in share row exclusive mode`.execute(tx);
  await tx.deleteFrom('admin.setup_links').execute();
  await tx.insertInto('admin.setup_links').values({ token_hash: tokenHash, created_at: now }).execute();
}

export async function hasSetupLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const row = await tx
    .selectFrom('admin.setup_links')
    .select('created_at')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return row !== undefined;
}

/** True for the one caller that spends the link; a second one waits for the first and gets false. */
export async function spendSetupLink(tx: Tx, tokenHash: Buffer): Promise<boolean> {
  const result = await tx
    .deleteFrom('admin.setup_links')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
