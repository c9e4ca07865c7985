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

const customers = 100;

/** Asks `count` random rules of the random customers of a seed, in one place after another. */
export function answersOf({ count, seed }: { count: number; seed: number }): Promise<AnswersReport> {
  const [timeZone, now] = places[seed % places.length]!;
  return onFreshPlatform((platform) => {
    const organisation = { name: 'Evergreen', currency: 'CNY', timeZone, language: 'zh' } as const;
    const there = {
      ...platform,
      clock: { now: () => new Date(now) },
      readOrganisation: async () => organisation,
    };
    return compareAnswers(there, { rules: count, customers, seed, engines: ['postgres'] });
  });
}
