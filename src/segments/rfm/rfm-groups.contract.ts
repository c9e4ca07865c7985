import { z } from 'zod';

/** From the worst fifth to the best. */
export const scores = [1, 2, 3, 4, 5] as const;
export const score = z.literal(scores);
export type Score = z.output<typeof score>;

/** The groups by recency and frequency, the most welcome first. */
export const rfmGroup = z.enum([
  'champions',
  'loyal',
  'potentialLoyalists',
  'new',
  'promising',
  'needAttention',
  'aboutToSleep',
  'cannotLose',
  'atRisk',
  'hibernating',
  'lost',
]);
export type RfmGroup = z.output<typeof rfmGroup>;

/** By recency, for the frequencies 1 to 5: every pair of scores has exactly one group (docs/rfm.md names the source). */
const groupsByRecency: Record<Score, readonly [RfmGroup, RfmGroup, RfmGroup, RfmGroup, RfmGroup]> = {
  5: ['new', 'potentialLoyalists', 'potentialLoyalists', 'champions', 'champions'],
  4: ['promising', 'potentialLoyalists', 'potentialLoyalists', 'loyal', 'loyal'],
  3: ['aboutToSleep', 'aboutToSleep', 'needAttention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
  1: ['lost', 'lost', 'atRisk', 'atRisk', 'cannotLose'],
};

/** The group of a pair of scores. */
export function groupOf(recency: Score, frequency: Score): RfmGroup {
  return groupsByRecency[recency][frequency - 1]!;
}

/** The eight kinds of customers by whether each score lies above the average: 重要价值客户 and so on. */
export const rfmKind = z.enum([
  'keyValue',
  'keyDevelop',
  'keyKeep',
  'keyWinBack',
  'otherValue',
  'otherDevelop',
  'otherKeep',
  'otherWinBack',
]);
export type RfmKind = z.output<typeof rfmKind>;

/** Spend decides between 重要 and 一般; recency and frequency between 价值, 发展, 保持 and 挽留. */
export function kindOf(above: { recency: boolean; frequency: boolean; spend: boolean }): RfmKind {
  const way = above.recency ? (above.frequency ? 'Value' : 'Develop') : above.frequency ? 'Keep' : 'WinBack';
  return `${above.spend ? 'key' : 'other'}${way}`;
}
