import { bind } from '#platform/http/bind.ts';
import { webhooksContract } from './webhooks.contract.ts';
import {
  changeWebhook,
  makeWebhook,
  removeWebhook,
  renewWebhookSecret,
  replayDelivery,
  replayFailed,
  testWebhook,
  webhookDeliveries,
  webhooks,
} from './webhooks.ts';

export const webhookRoutes = bind(webhooksContract, {
  webhooks: (ctx) => webhooks(ctx),
  makeWebhook: (ctx, input) => ctx.transact((inner) => makeWebhook(inner, input)),
  changeWebhook,
  renewWebhookSecret: (ctx, input) => ctx.transact((inner) => renewWebhookSecret(inner, input)),
  async removeWebhook(ctx, input) {
    await removeWebhook(ctx, input);
    return {};
  },
  webhookDeliveries,
  testWebhook,
  async replayDelivery(ctx, input) {
    await replayDelivery(ctx, input);
    return {};
  },
  replayFailed,
});
