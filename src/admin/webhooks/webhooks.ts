import { randomBytes, randomUUID } from 'node:crypto';
import type { UserActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { isOutboundUrl } from '#platform/outbound/outbound-request.ts';
import { encryptSecret } from '#platform/secrets/secrets.ts';
import { ownUserId } from '../sessions/own-user-id.ts';
import { holdWebhook, listDeliveries, queueForOne, replay } from './deliveries.queries.ts';
import { mayHear } from './hearing.ts';
import { bodyOf } from './queue-event.ts';
import type { Webhook, WebhookDelivery } from './webhooks.contract.ts';
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  replaceSecret,
  updateWebhook,
} from './webhooks.queries.ts';

export const secretPurpose = 'secret of a webhook';

const mostWebhooks = 50;
const formerMs = 86_400_000;
const sort = 'id';

export async function webhooks(ctx: Context): Promise<{ items: Webhook[]; eventTypes: string[] }> {
  return { items: await listWebhooks(ctx.tx), eventTypes: [...ctx.eventTypes.keys()].sort() };
}

/**
 * The secret is shown this once. Throws `admin.webhook_url_refused`, `admin.webhook_event_unknown`,
 * `admin.webhook_beyond_reach`, `admin.too_many_webhooks`.
 */
export async function makeWebhook(
  ctx: Context,
  input: { name: string; url: string; events: string[] },
): Promise<Webhook & { secret: string }> {
  const userId = ownUserId(ctx.actor);
  const events = [...new Set(input.events)].sort();
  refuseBeyond(ctx, input.url, events);
  if ((await listWebhooks(ctx.tx)).length >= mostWebhooks)
    throw fail('conflict', 'admin.too_many_webhooks', { values: { most: mostWebhooks } });
  const secret = newSecret();
  const sealed = await encryptSecret(ctx, secret, secretPurpose);
  const { name, url } = input;
  const id = await insertWebhook(ctx.tx, {
    userId,
    name,
    url,
    events,
    secret: sealed,
    createdAt: ctx.clock.now(),
  });
  await ctx.audit('admin.webhook_made', `webhook:${id}`, { name, url, events });
  return { ...(await webhookOf(ctx, id)), secret };
}

/** From now on it is within the rights of whoever changes where what goes. Throws as `makeWebhook`, `admin.version_conflict`. */
export async function changeWebhook(
  ctx: Context,
  input: { id: string; name?: string; url?: string; events?: string[]; paused?: boolean },
): Promise<Webhook> {
  const userId = ownUserId(ctx.actor);
  const before = await webhookOf(ctx, input.id);
  const { name = before.name, url = before.url } = input;
  const events = input.events ? [...new Set(input.events)].sort() : before.events;
  refuseBeyond(ctx, url, events);
  const isSame = input.paused === undefined || input.paused === (before.pausedAt !== null);
  const paused = isSame
    ? { pausedAt: before.pausedAt, pausedBecause: before.pausedBecause }
    : {
        pausedAt: input.paused ? ctx.clock.now() : null,
        pausedBecause: input.paused ? ('person' as const) : null,
      };
  if (!(await updateWebhook(ctx.tx, input.id, ctx.ifMatch ?? '', { userId, name, url, events, ...paused })))
    throw fail('conflict', 'admin.version_conflict');
  const { id: _id, ...change } = input;
  await ctx.audit('admin.webhook_changed', `webhook:${input.id}`, change);
  return webhookOf(ctx, input.id);
}

/** The former secret signs too for a day, so that receivers can change over without missing anything. */
export async function renewWebhookSecret(
  ctx: Context,
  input: { id: string },
): Promise<{ secret: string; formerUntil: string }> {
  ownUserId(ctx.actor);
  const secret = newSecret();
  const formerUntil = new Date(ctx.clock.now().getTime() + formerMs);
  const sealed = await encryptSecret(ctx, secret, secretPurpose);
  if (!(await replaceSecret(ctx.tx, input.id, sealed, formerUntil))) throw notFound();
  await ctx.audit('admin.webhook_secret_renewed', `webhook:${input.id}`);
  return { secret, formerUntil: formerUntil.toISOString() };
}

export async function removeWebhook(ctx: Context, input: { id: string }): Promise<void> {
  const name = await deleteWebhook(ctx.tx, input.id);
  if (name === undefined) throw notFound();
  await ctx.audit('admin.webhook_removed', `webhook:${input.id}`, { name });
}

export async function webhookDeliveries(
  ctx: Context,
  input: { id: string; state?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: WebhookDelivery[]; next: string | null }> {
  await webhookOf(ctx, input.id);
  const before = decodeCursor(input.cursor, sort)?.id;
  const { id: webhookId, state, limit } = input;
  const rows = await listDeliveries(ctx.tx, { webhookId, state, before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? encodeCursor({ sort, value: null, id: last.id }) : null;
  return { items, next };
}

/** Goes out within a second or two, like every event. */
export async function testWebhook(ctx: Context, input: { id: string }): Promise<{ deliveryId: string }> {
  const { name } = await webhookOf(ctx, input.id);
  const [type, eventId, now] = ['webhook.test', randomUUID(), ctx.clock.now()];
  const actor = ctx.actor.kind === 'user' ? `user:${ctx.actor.userId}` : ctx.actor.kind;
  const body = bodyOf(eventId, { type, occurredAt: now, actor, payload: { webhook: name } });
  return { deliveryId: await queueForOne(ctx.tx, input.id, { eventId, type, body, now }) };
}

export async function replayDelivery(ctx: Context, input: { id: string; deliveryId: string }): Promise<void> {
  const which = { webhookId: input.id, deliveryId: input.deliveryId };
  await holdWebhook(ctx.tx, input.id);
  if ((await replay(ctx.tx, which, ctx.clock.now())) === 0)
    throw fail('notFound', 'admin.webhook_delivery_not_found');
  await ctx.audit('admin.webhook_replayed', `webhook:${input.id}`, { deliveryId: input.deliveryId });
}

export async function replayFailed(ctx: Context, input: { id: string }): Promise<{ replayed: number }> {
  await webhookOf(ctx, input.id);
  await holdWebhook(ctx.tx, input.id);
  const replayed = await replay(ctx.tx, { webhookId: input.id }, ctx.clock.now());
  await ctx.audit('admin.webhook_replayed', `webhook:${input.id}`, { replayed });
  return { replayed };
}

async function webhookOf(ctx: Context, id: string): Promise<Webhook> {
  const webhook = await findWebhook(ctx.tx, id);
  if (!webhook) throw notFound();
  return webhook;
}

function refuseBeyond(ctx: Context, url: string, events: string[]): void {
  if (!isOutboundUrl(url)) throw fail('invalid', 'admin.webhook_url_refused');
  const unknown = events.find((type) => type !== '*' && !ctx.eventTypes.has(type));
  if (unknown !== undefined)
    throw fail('invalid', 'admin.webhook_event_unknown', { values: { type: unknown } });
  if (!mayHear(ctx.actor as UserActor, events, ctx.eventTypes))
    throw fail('forbidden', 'admin.webhook_beyond_reach');
}

function newSecret(): string {
  return `whs_${randomBytes(32).toString('base64url')}`;
}

function notFound() {
  return fail('notFound', 'admin.webhook_not_found');
}
