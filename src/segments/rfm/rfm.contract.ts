import { z } from 'zod';
import {
  amountMinor,
  contract,
  count,
  day,
  endpoint,
  id,
  instant,
  nothing,
  pageInput,
} from '#platform/http/contract.ts';
import { namedCustomer, pageAsOf, unreadable, workedOut } from '../standing/standing.contract.ts';
import { rfmGroup, rfmKind, score } from './rfm-groups.contract.ts';

/** Four limits part five scores. */
const four = <Limit extends z.ZodType>(limit: Limit) => z.tuple([limit, limit, limit, limit]);
const mustAscend = 'must ascend';
const numbersAscend = (values: number[]) => values.every((value, at) => at === 0 || value > values[at - 1]!);
/** Amounts of 15 digits at most, which numbers hold exactly; asked of what is no amount, too. */
const amountsAscend = (values: string[]) => numbersAscend(values.map(Number));

const days = z.int().min(0).max(36_500);
const purchases = z.int().min(1).max(1_000_000);
const spend = amountMinor.refine((text) => text.length <= 16, 'must have at most 15 digits');

/** How values become scores. */
const scoring = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('fifths') }),
  z.strictObject({
    by: z.literal('limits'),
    recencyDays: four(days).refine(numbersAscend, mustAscend).meta({
      description: 'At most so many days since the last purchase for a 5, 4, 3 and 2; above the last a 1.',
    }),
    purchases: four(purchases).refine(numbersAscend, mustAscend).meta({
      description: 'At least so many purchases for a 2, 3, 4 and 5.',
    }),
    spendMinor: four(spend).refine(amountsAscend, mustAscend).meta({
      description:
        'At least so much spent for a 2, 3, 4 and 5, in minor units of the organisation’s currency.',
    }),
  }),
]);

const settings = {
  windowDays: z.int().min(1).max(3_650).nullable().meta({
    description: 'Purchases of so many last days count, today included; null = all.',
  }),
  scoring,
};
const rfmSettings = z.object({ ...settings, version: z.int() });
export type RfmSettings = z.output<typeof rfmSettings>;
export type RfmDefinition = Omit<RfmSettings, 'version'>;

const measured = { customers: count, spendMinor: amountMinor };
const share = <Key extends z.ZodType>(key: Key) => z.object({ key, ...measured });

/** How many have a score, and from which value to which, among those whom the actor reaches. */
const bar = z.object({ score, customers: count, from: z.string(), to: z.string() });
export type ScoreBar = z.output<typeof bar>;

const rfmOverview = z.object({
  settings: rfmSettings,
  state: workedOut,
  ...measured,
  /** Those without a purchase in the window, who have no scores. */
  unscored: count,
  cells: z.array(z.object({ recency: score, frequency: score, group: rfmGroup, ...measured })),
  groups: z.array(share(rfmGroup)),
  kinds: z.array(share(rfmKind)),
  /** Of the scores of everybody: what lies above makes the eight kinds. */
  averages: z.object({ recency: z.number(), frequency: z.number(), spend: z.number() }).nullable(),
  bars: z.object({ recency: z.array(bar), frequency: z.array(bar), spend: z.array(bar) }),
  asOf: instant,
});
export type RfmOverview = z.output<typeof rfmOverview>;

const scoredCustomer = z.object({
  ...namedCustomer,
  lastDay: day,
  purchases: count,
  spendMinor: amountMinor,
  recency: score,
  frequency: score,
  spend: score,
  group: rfmGroup,
  rfmKind,
});
export type ScoredCustomer = z.output<typeof scoredCustomer>;

const scoreWord = z.enum(['1', '2', '3', '4', '5']).transform((text) => Number(text) as 1 | 2 | 3 | 4 | 5);

/** Recency, frequency and spend as scores, and the groups that they make. */
export const rfmContract = contract('segments', {
  rfm: endpoint({
    method: 'GET',
    path: '/segments/rfm',
    summary:
      'Gives the map of recency and frequency with its groups, of the customers that the caller reaches.',
    needs: 'segments.read',
    input: nothing,
    output: rfmOverview,
    fails: unreadable,
  }),
  rfmCustomers: endpoint({
    method: 'GET',
    path: '/segments/rfm/customers',
    summary: 'Lists the customers of a group, a cell or a score, those who spent most first.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({
      recency: scoreWord.optional(),
      frequency: scoreWord.optional(),
      spend: scoreWord.optional(),
      group: rfmGroup.optional(),
      kind: rfmKind.optional(),
      ...pageInput,
    }),
    output: pageAsOf(scoredCustomer),
    fails: ['platform.wrong_cursor', ...unreadable],
  }),
  customerScores: endpoint({
    method: 'GET',
    path: '/customers/:id/rfm',
    summary:
      'Gives the scores of a customer with what they come from; null without a purchase in the window.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: z.object({ scores: scoredCustomer.omit({ name: true, kind: true }).nullable() }),
    fails: ['customers.not_found', ...unreadable],
  }),
  previewRfm: endpoint({
    method: 'POST',
    path: '/segments/rfm/preview',
    summary:
      'Works out how many would have which group by other settings, and how many would move; stores nothing.',
    needs: 'segments.write',
    input: z.strictObject(settings),
    output: z.object({
      customers: count,
      /** Whose group would be another one; `scored` and `unscored` get scores or lose them. */
      moved: count,
      scored: count,
      unscored: count,
      groups: z.array(z.object({ key: rfmGroup, before: count, after: count })),
      asOf: instant,
    }),
    fails: unreadable,
  }),
  editRfm: endpoint({
    method: 'PUT',
    path: '/segments/rfm/settings',
    summary: 'Changes window and scoring; the scores are worked out anew in the background.',
    needs: 'segments.write',
    ifMatch: true,
    input: z.strictObject(settings),
    output: rfmSettings,
    fails: ['customers.needs_all', 'segments.version_conflict'],
  }),
  computeRfm: endpoint({
    method: 'POST',
    path: '/segments/rfm/compute',
    summary: 'Works the scores out anew, in the background.',
    needs: 'segments.write',
    input: nothing,
    output: workedOut,
  }),
});
