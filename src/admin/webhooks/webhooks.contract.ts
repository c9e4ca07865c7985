import { z } from 'zod';
import { contract, count, endpoint, id, instant, nothing, page, pageInput } from '#platform/http/contract.ts';
import { outboundFaults } from '#platform/outbound/outbound-faults.contract.ts';

const eventTypes = z.array(z.string().max(80)).min(1).max(200);

const pausedBecause = z.enum(['person', 'failing', 'rights']).meta({
  description:
    '`failing` = every try failed for three days, `rights` = whoever made it may not read everything any more.',
});

const webhook = z.object({
  id,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  userId: id.meta({ description: 'Whose rights limit what is sent: who last said where what goes.' }),
  createdAt: instant,
  pausedAt: instant.nullable(),
  pausedBecause: pausedBecause.nullable(),
  failingSince: instant.nullable(),
  waiting: count,
  failed: count,
  lastDeliveredAt: instant.nullable(),
  version: z.number().int(),
});
export type Webhook = z.output<typeof webhook>;

const delivery = z.object({
  id,
  eventId: z.string().meta({ description: 'The same over all tries; receivers tell repeats by it.' }),
  type: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  createdAt: instant,
  tries: count,
  lastTriedAt: instant.nullable(),
  nextAt: instant.nullable(),
  status: z.number().int().nullable().meta({ description: 'Of the last answer.' }),
  fault: z
    .enum([...outboundFaults, 'interrupted', 'rights'])
    .nullable()
    .meta({ description: 'Why there was no answer.' }),
  answer: z.string().nullable().meta({ description: 'Its first bytes.' }),
  tookMs: count.nullable(),
  body: z.string(),
});
export type WebhookDelivery = z.output<typeof delivery>;

const url = z.url({ protocol: /^https?$/ }).max(2_000);
const name = z.string().trim().min(1).max(80);
const secret = z.string().meta({ description: 'Signs every delivery; shown this once.' });
const changeFails = [
  'admin.not_a_user',
  'admin.not_for_keys',
  'admin.webhook_url_refused',
  'admin.webhook_event_unknown',
  'admin.webhook_beyond_reach',
] as const;
const notFound = 'admin.webhook_not_found';

export const webhooksContract = contract('admin', {
  webhooks: endpoint({
    method: 'GET',
    path: '/webhooks',
    summary: 'Lists the webhooks, and the events that there are.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ items: z.array(webhook), eventTypes: z.array(z.string()) }),
  }),
  makeWebhook: endpoint({
    method: 'POST',
    path: '/webhooks',
    summary:
      'Tells another program of events from now on; for who sees all customers and orders, since events name records of anybody. Its secret is shown this once.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({ name, url, events: eventTypes }),
    output: webhook.extend({ secret }),
    fails: [...changeFails, 'admin.too_many_webhooks'],
  }),
  changeWebhook: endpoint({
    method: 'PATCH',
    path: '/webhooks/:id',
    summary:
      'Changes where what goes, which then is within your rights, or pauses it; what waits meanwhile is kept.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({
      id,
      name: name.optional(),
      url: url.optional(),
      events: eventTypes.optional(),
      paused: z.boolean().optional(),
    }),
    output: webhook,
    fails: [...changeFails, notFound, 'admin.version_conflict'],
  }),
  renewWebhookSecret: endpoint({
    method: 'POST',
    path: '/webhooks/:id/secret',
    summary: 'Makes a new secret; for a day deliveries are signed with the former one too.',
    needs: 'admin.manage',
    secret: true,
    input: z.strictObject({ id }),
    output: z.object({ secret, formerUntil: instant }),
    fails: ['admin.not_a_user', 'admin.not_for_keys', notFound],
  }),
  removeWebhook: endpoint({
    method: 'DELETE',
    path: '/webhooks/:id',
    summary: 'Removes a webhook with its deliveries, those that wait too.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: nothing,
    fails: [notFound],
  }),
  webhookDeliveries: endpoint({
    method: 'GET',
    path: '/webhooks/:id/deliveries',
    summary: 'Lists deliveries of a webhook, newest first.',
    needs: 'admin.manage',
    input: z.strictObject({ id, state: delivery.shape.state.optional(), ...pageInput }),
    output: page(delivery),
    fails: [notFound],
  }),
  testWebhook: endpoint({
    method: 'POST',
    path: '/webhooks/:id/test',
    summary: 'Sends an event of the type `webhook.test`, also where the webhook is paused.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.object({ deliveryId: id }),
    fails: [notFound],
  }),
  replayDelivery: endpoint({
    method: 'POST',
    path: '/webhooks/:id/deliveries/:deliveryId/replay',
    summary: 'Sends one delivery again, as it was.',
    needs: 'admin.manage',
    input: z.strictObject({ id, deliveryId: id }),
    output: nothing,
    fails: ['admin.webhook_delivery_not_found'],
  }),
  replayFailed: endpoint({
    method: 'POST',
    path: '/webhooks/:id/replay',
    summary: 'Sends all failed deliveries again.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: z.object({ replayed: count }),
    fails: [notFound],
  }),
});
