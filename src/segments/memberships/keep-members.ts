import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { checkSegments } from '../segments/check-segments.ts';
import { settleTag } from '../tag-rules/follow-segments.ts';
import { tagsToSettle } from '../tag-rules/tag-rules.queries.ts';
import { fillSegment, lookThrough } from './fill-segment.ts';
import { followChanges } from './follow-changes.ts';
import { judgeQueued } from './judge-queued.ts';
import { segmentsDue, segmentsToFill } from './upkeep.queries.ts';

const everyMs = 1_000;
const retryMs = 60_000;
/** Of a tag that is settled: whoever is to be judged does not wait for all of it. */
const piecesARound = 5;

/** What could not be done, by name, and when it is tried again: one that fails holds up no other. */
type Waiting = Map<string, number>;

/** Keeps the members of segments up to date until `stop`, which breaks off a question in hand and lets the rest of the piece finish. */
export function keepMembers(platform: Platform): { stop(): Promise<void> } {
  const abort = new AbortController();
  const waiting: Waiting = new Map();
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= bringUpToDate(platform, { waiting, signal: abort.signal }).finally(() => {
      running = undefined;
    });
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      abort.abort();
      await running;
    },
  };
}

/** Everything that is to be done by now; what fails is logged and tried again after a minute. */
export async function bringUpToDate(
  platform: Platform,
  { waiting = new Map(), signal }: { waiting?: Waiting; signal?: AbortSignal } = {},
): Promise<void> {
  const inOne = <T>(run: (ctx: Context) => Promise<T>) =>
    transact(platform, systemActor, run, signal ? { gone: signal } : {});
  const attempt = async <T>(name: string, run: (ctx: Context) => Promise<T>): Promise<T | undefined> => {
    const now = performance.now();
    if (signal?.aborted || (waiting.get(name) ?? 0) > now) return undefined;
    try {
      const done = await inOne(run);
      waiting.delete(name);
      return done;
    } catch (error) {
      if (signal?.aborted) return undefined;
      waiting.set(name, now + retryMs);
      platform.log.error({ err: error, piece: name }, 'members of segments wait');
      return undefined;
    }
  };
  const judgeAll = async () => {
    for (;;) {
      const { judged = 0, aside = [] } = (await attempt('judge', judgeQueued)) ?? {};
      for (const { customerId, error } of aside)
        platform.log.error({ err: error, customerId }, 'a customer cannot be judged by the segments');
      if (judged === 0) return;
    }
  };
  const followed = await attempt('follow', followChanges);
  if (followed?.rulesMayBreak) await attempt('check', checkSegments);
  for (const id of (await attempt('to fill', segmentsToFill)) ?? [])
    await attempt(`fill ${id}`, (ctx) => fillSegment(ctx, id));
  await judgeAll();
  // To ask all of PostgreSQL takes longer than the copy takes to come.
  const canWait = platform.columnar?.isComing() ?? false;
  const due = canWait ? undefined : await attempt('due', segmentsDue);
  for (const each of due ?? []) await attempt(`look through ${each.id}`, (ctx) => lookThrough(ctx, each));
  await judgeAll();
  for (const id of (await attempt('tags to settle', tagsToSettle)) ?? [])
    for (let piece = 0; piece < piecesARound; piece += 1)
      if (!(await attempt(`settle tag ${id}`, (ctx) => settleTag(ctx, id)))) break;
}
