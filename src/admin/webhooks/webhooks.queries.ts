import { sql } from 'kysely';
import type { Tx } from '#platform/db/database.ts';
import type { Webhook } from './webhooks.contract.ts';

const columns = sql`w.id, w.name, w.url, w.events, w.user_id as "userId", w.created_at as "createdAt",
  w.paused_at as "pausedAt", w.paused_because as "pausedBecause", w.failing_since as "failingSince", w.version,
  (select count(*)::int from (select from admin.webhook_deliveries d
    where d.webhook_id = w.id and d.state = 'waiting' limit 10000) waiting) as waiting,
  (select count(*)::int from (select from admin.webhook_deliveries d
    where d.webhook_id = w.id and d.state = 'failed' limit 10000) failed) as failed,
  w.last_delivered_at as "lastDeliveredAt"`;

/** All webhooks by name; of deliveries up to 10,000 are counted. */
export async function listWebhooks(tx: Tx): Promise<Webhook[]> {
  const { rows } =
    await sql<Webhook>`select ${columns} from admin.webhooks w order by lower(w.name), w.id`.execute(tx);
  return rows;
}

export async function findWebhook(tx: Tx, id: string): Promise<Webhook | undefined> {
  const { rows } = await sql<Webhook>`select ${columns} from admin.webhooks w where w.id = ${id}`.execute(tx);
  return rows[0];
}

export interface NewWebhook {
  userId: string;
  name: string;
  url: string;
  events: string[];
  secret: Buffer;
  createdAt: Date;
}

export async function insertWebhook(tx: Tx, webhook: NewWebhook): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into admin.webhooks (user_id, name, url, events, secret, created_at)
    values (${webhook.userId}, ${webhook.name}, ${webhook.url}, ${webhook.events}::text[], ${webhook.secret},
      ${webhook.createdAt}) returning id`.execute(tx);
  return rows[0]!.id;
}

export interface WebhookChange {
  userId: string;
  name: string;
  url: string;
  events: string[];
  pausedAt: Date | string | null;
  pausedBecause: Webhook['pausedBecause'];
}

/** False where `version` is not the stored one any more. Going on forgets for how long it had failed. */
export async function updateWebhook(
  tx: Tx,
  id: string,
  version: string,
  change: WebhookChange,
): Promise<boolean> {
  const { userId, name, url, events, pausedAt, pausedBecause } = change;
  const updated = await sql`update admin.webhooks set user_id = ${userId}, name = ${name}, url = ${url},
      events = ${events}::text[], paused_at = ${pausedAt}, paused_because = ${pausedBecause},
      failing_since = case when ${pausedAt}::timestamptz is null then null else failing_since end,
      version = version + 1
    where id = ${id} and version::text = ${version}`.execute(tx);
  return updated.numAffectedRows === 1n;
}

/** Pauses one that goes on; false where it was paused or gone already. */
export async function pauseWebhook(
  tx: Tx,
  id: string,
  because: 'failing' | 'rights',
  now: Date,
): Promise<boolean> {
  const paused = await sql`update admin.webhooks set paused_at = ${now}, paused_because = ${because},
      version = version + 1
    where id = ${id} and paused_at is null`.execute(tx);
  return paused.numAffectedRows === 1n;
}

/** The former secret goes on for a while beside the new one. False where there is no such webhook. */
export async function replaceSecret(tx: Tx, id: string, secret: Buffer, formerUntil: Date): Promise<boolean> {
  const replaced = await sql`update admin.webhooks set former_secret = secret, former_until = ${formerUntil},
      secret = ${secret} where id = ${id}`.execute(tx);
  return replaced.numAffectedRows === 1n;
}

/** The name of what is gone now. */
export async function deleteWebhook(tx: Tx, id: string): Promise<string | undefined> {
  const { rows } = await sql<{
    name: string;
  }>`delete from admin.webhooks where id = ${id} returning name`.execute(tx);
  return rows[0]?.name;
}
