import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '#platform/db/platform.ts';
import { keepCopy } from '#platform/facts/copy/keep-copy.ts';
import { type AnswersReport, compareAnswers } from '#segments/rules/same-answers.fixtures.ts';
import { onFreshPlatform } from './fresh-platform.ts';

/** Where the clocks of organisations go, and moments at which days, months and clocks change. */
const places = [
  ['Asia/Shanghai', '2026-03-05T08:00:00.123Z'],
  ['America/New_York', '2026-03-08T04:59:59.999Z'],
  ['Africa/Cairo', '2028-02-29T12:00:00Z'],
  ['Asia/Kathmandu', '2026-02-28T22:00:00Z'],
  ['Pacific/Kiritimati', '2025-07-25T10:00:00Z'],
] as const;

export const placesOfRules = places.length;

const customers = 100;
const longestCatchUpMs = 120_000;

/** Asks `count` random rules of the random customers of a seed, in one place after another, of both engines and the judge. */
export function answersOf({ count, seed }: { count: number; seed: number }): Promise<AnswersReport> {
  const [timeZone, now] = places[seed % places.length]!;
  return onFreshPlatform((platform) =>
    withCopy(platform, (columnar, caughtUp) => {
      const organisation = { name: 'Evergreen', currency: 'CNY', timeZone, language: 'zh' } as const;
      const there = {
        ...platform,
        columnar,
        clock: { now: () => new Date(now) },
        readOrganisation: async () => organisation,
      };
      const engines = ['postgres', 'columnar'] as const;
      return compareAnswers(there, { rules: count, customers, seed, engines, caughtUp });
    }),
  );
}

async function withCopy<T>(
  { database, log, hasRoom }: Platform,
  work: (columnar: NonNullable<Platform['columnar']>, caughtUp: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-facts-'));
  const kept = keepCopy({ database, folder, limits: { memoryMb: 256, threads: 1 }, hasRoom, log });
  const caughtUp = async () => {
    const since = Date.now() + 1_000;
    const deadline = since + longestCatchUpMs;
    while ((kept.engine.asOf()?.getTime() ?? 0) <= since) {
      if (Date.now() > deadline)
        throw new Error(`The copy still stands at ${kept.engine.asOf()?.toISOString()}.`);
      await sleep(50);
    }
  };
  try {
    return await work(kept.engine, caughtUp);
  } finally {
    await kept.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
