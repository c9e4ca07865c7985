import { sql } from 'kysely';
import type { Database, Tx } from '#platform/db/database.ts';

export interface StoredProvider {
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: Buffer | null;
  emailDomains: string[];
  /** The key or id of the role. */
  role: string | null;
  onlyProvider: boolean;
  trustsMfa: boolean;
}

export async function findProvider(tx: Database | Tx): Promise<StoredProvider | undefined> {
  const { rows } = await sql<StoredProvider>`select p.name, issuer, client_id as "clientId",
      client_secret as "clientSecret", email_domains as "emailDomains", coalesce(r.key, r.id::text) as role,
      only_provider as "onlyProvider", trusts_mfa as "trustsMfa"
    from admin.provider p left join admin.roles r on r.id = p.role_id`.execute(tx);
  return rows[0];
}

export async function replaceProvider(
  tx: Tx,
  provider: Omit<StoredProvider, 'role'> & { roleId: string | null },
): Promise<void> {
  const { name, issuer, clientId, clientSecret, emailDomains, roleId, onlyProvider, trustsMfa } = provider;
  await sql`delete from admin.provider`.execute(tx);
  await sql`insert into admin.provider
      (name, issuer, client_id, client_secret, email_domains, role_id, only_provider, trusts_mfa)
    values (${name}, ${issuer}, ${clientId}, ${clientSecret}, ${emailDomains}::text[], ${roleId},
      ${onlyProvider}, ${trustsMfa})`.execute(tx);
}

export async function deleteProvider(tx: Tx): Promise<boolean> {
  const deleted = await sql`delete from admin.provider`.execute(tx);
  return deleted.numAffectedRows === 1n;
}

export async function insertProviderSignIn(
  tx: Tx,
  signIn: { browserHash: Buffer; issuer: string; expiresAt: Date },
): Promise<void> {
  await sql`insert into admin.provider_sign_ins (browser_hash, issuer, expires_at)
    values (${signIn.browserHash}, ${signIn.issuer}, ${signIn.expiresAt})`.execute(tx);
}

/** The issuer that this browser was sent to, for the one caller who comes back first and in time. */
export async function spendProviderSignIn(
  tx: Tx,
  browserHash: Buffer,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ issuer: string; live: boolean }>`delete from admin.provider_sign_ins
    where browser_hash = ${browserHash} returning issuer, expires_at > ${now} as live`.execute(tx);
  return rows[0]?.live ? rows[0].issuer : undefined;
}

/** Whose subject this is at the provider. */
export async function findIdentity(
  tx: Tx,
  identity: { issuer: string; subject: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ userId: string }>`select user_id as "userId" from admin.provider_identities
    where issuer = ${identity.issuer} and subject = ${identity.subject}`.execute(tx);
  return rows[0]?.userId;
}

/** False where the user or the subject is linked already, by somebody who was faster too. */
export async function insertIdentity(
  tx: Tx,
  identity: { issuer: string; subject: string; userId: string; now: Date },
): Promise<boolean> {
  const inserted = await sql`insert into admin.provider_identities (issuer, subject, user_id, linked_at)
    values (${identity.issuer}, ${identity.subject}, ${identity.userId}, ${identity.now})
    on conflict do nothing`.execute(tx);
  return inserted.numAffectedRows === 1n;
}

/** Whether the session was opened by the provider and since `from`. */
export async function isFreshFromProvider(tx: Tx, tokenHash: Buffer, from: Date): Promise<boolean> {
  const { rows } = await sql`select from admin.sessions
    where token_hash = ${tokenHash} and by_provider and created_at >= ${from}`.execute(tx);
  return rows.length > 0;
}
