import type { Tx } from '#platform/db/database.ts';

export interface PasswordLink {
  userId: string;
  tokenHash: Buffer;
  expiresAt: Date;
}

export async function replacePasswordLink(tx: Tx, link: PasswordLink): Promise<void> {
  const values = { token_hash: link.tokenHash, expires_at: link.expiresAt };
  await tx
    .insertInto('admin.password_links')
    .values({ user_id: link.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

export async function deletePasswordLink(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('admin.password_links').where('user_id', '=', userId).execute();
}

/** Whose link this is; undefined where it is wrong, spent or expired. */
export async function findPasswordLink(
  tx: Tx,
  tokenHash: Buffer,
  now: Date,
): Promise<{ userId: string; email: string } | undefined> {
  return tx
    .selectFrom('admin.password_links as links')
    .innerJoin('admin.users as users', 'users.id', 'links.user_id')
    .select(['users.id as userId', 'users.email'])
    .where('links.token_hash', '=', tokenHash)
    .where('links.expires_at', '>', now.toISOString())
    .executeTakeFirst();
}

/** True for the one caller that spends the link; a second one waits for the first and gets false. */
export async function spendPasswordLink(tx: Tx, tokenHash: Buffer, now: Date): Promise<boolean> {
  const result = await tx
    .deleteFrom('admin.password_links')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
