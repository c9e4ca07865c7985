import { systemActor } from '#platform/access/actor.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { maySend } from '#platform/outbound/outbound.queries.ts';
import { OutboundError, outboundRequest } from '#platform/outbound/outbound-request.ts';
import { decryptSecret } from '#platform/secrets/secrets.ts';
import {
  endTry,
  holdWebhook,
  noteWebhook,
  putBack,
  type TakenDelivery,
  type TryResult,
  takeDue,
} from './deliveries.queries.ts';
import { mayHear } from './hearing.ts';
import { pauseKeeping } from './pause-webhook.ts';
import { signatureOf } from './signature.ts';
import { secretPurpose } from './webhooks.ts';

const lookEveryMs = 1_000;
const mostEach = 4;
const timeoutMs = 10_000;
const leaseMs = 60_000;
const mostAnswerBytes = 1_000;
const [second, minute, hour] = [1_000, 60_000, 3_600_000];
/** Between tries: three days in all. */
const waitsMs = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
  24 * hour,
  24 * hour,
];
/** All tries having failed for so long, nobody seems to be there. */
const patienceMs = 72 * hour;

export interface Delivering {
  /** Lets the tries in hand finish. */
  stop(): Promise<void>;
}

/** Looks every second for what is due, until `stop`. */
export function keepDelivering(platform: Platform): Delivering {
  const sending = startSending(platform);
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= sending
      .look()
      .catch((error: unknown) => platform.log.error({ err: error }, 'deliveries of webhooks wait'))
      .finally(() => {
        looking = undefined;
      });
  }, lookEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      await looking;
      await sending.settled();
    },
  };
}

export interface Sending {
  /** Begins the tries that are due and does not wait for them. */
  look(): Promise<void>;
  settled(): Promise<void>;
}

/** At most four tries at once go to one webhook. What a dead server had in hand is due again after a minute. */
export function startSending(platform: Platform): Sending {
  const inHand = new Map<string, number>();
  const tries = new Set<Promise<void>>();
  const count = (webhookId: string, by: number) => {
    const left = (inHand.get(webhookId) ?? 0) + by;
    if (left > 0) inHand.set(webhookId, left);
    else inHand.delete(webhookId);
  };
  const begin = (taken: TakenDelivery) => {
    count(taken.webhookId, 1);
    const one = tryOnce(platform, taken)
      .catch((error: unknown) => platform.log.error({ err: error, delivery: taken.id }, 'a delivery waits'))
      .finally(() => {
        count(taken.webhookId, -1);
        tries.delete(one);
      });
    tries.add(one);
  };
  return {
    async look() {
      const { db } = platform.database;
      if (!(await maySend(db))) return;
      const now = platform.clock.now();
      const leaseUntil = new Date(now.getTime() + leaseMs);
      for (const taken of await takeDue(db, { now, leaseUntil, inHand, mostEach })) begin(taken);
    },
    async settled() {
      await Promise.all(tries);
    },
  };
}

async function tryOnce(platform: Platform, taken: TakenDelivery): Promise<void> {
  if (!(await isWithinRights(platform, taken))) return withhold(platform, taken);
  const result = await send(platform, taken);
  const hasCome = result.status !== null && result.status >= 200 && result.status < 300;
  const wait = waitsMs[taken.tries - 1];
  const now = platform.clock.now();
  const state = hasCome ? 'delivered' : wait === undefined ? 'failed' : 'waiting';
  const nextAt = state === 'waiting' ? new Date(now.getTime() + wait!) : null;
  const since = await transact(platform, systemActor, async ({ tx }) => {
    await holdWebhook(tx, taken.webhookId);
    const counts = await endTry(tx, taken, result, { state, nextAt, now });
    return counts ? noteWebhook(tx, taken.webhookId, hasCome, now) : null;
  });
  if (since !== null && now.getTime() - Date.parse(since) >= patienceMs)
    await pauseKeeping(platform, taken, 'failing');
}

/** What its maker may not read (any more) waits until somebody who may takes the webhook over. */
async function withhold(platform: Platform, taken: TakenDelivery): Promise<void> {
  const now = platform.clock.now();
  await pauseKeeping(platform, taken, 'rights');
  if (taken.type !== 'webhook.test') return putBack(platform.database.db, taken, now);
  const result = { status: null, fault: 'rights', answer: null, tookMs: 0 };
  await transact(platform, systemActor, ({ tx }) =>
    endTry(tx, taken, result, { state: 'failed', nextAt: null, now }),
  );
}

/** Whoever made it may have lost rights, or be gone. */
function isWithinRights(platform: Platform, { userId, events, type }: TakenDelivery): Promise<boolean> {
  return transact(platform, systemActor, async (ctx) => {
    const user = await ctx.colleague(userId);
    return user !== undefined && mayHear(user, type === 'webhook.test' ? events : [type], ctx.eventTypes);
  });
}

/** Never throws for what the receiver does. */
async function send(platform: Platform, taken: TakenDelivery): Promise<TryResult> {
  const secrets = await Promise.all(
    [taken.secret, taken.formerSecret]
      .filter((sealed) => sealed !== null)
      .map((sealed) => decryptSecret(platform, sealed, secretPurpose)),
  );
  const startedAt = performance.now();
  const timestamp = Math.floor(platform.clock.now().getTime() / 1000);
  const tookMs = () => Math.round(performance.now() - startedAt);
  try {
    const answer = await outboundRequest(platform.config, {
      url: taken.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Perennial',
        'perennial-event': taken.type,
        'perennial-event-id': taken.eventId,
        'perennial-timestamp': String(timestamp),
        'perennial-signature': signatureOf(taken.body, timestamp, secrets),
      },
      body: taken.body,
      timeoutMs,
      mostBytes: mostAnswerBytes,
      cut: true,
    });
    return { status: answer.status, fault: null, answer: readable(answer.body), tookMs: tookMs() };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { status: null, fault: error.fault, answer: null, tookMs: tookMs() };
  }
}

/** PostgreSQL stores no NUL. */
function readable(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\0', '�');
}
