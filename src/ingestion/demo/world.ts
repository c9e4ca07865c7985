import { civilDate, parseDay } from './calendar.ts';
import { daySums, type Habit, KNOWN_YEARS } from './seasons.ts';

/** The day before which everything in a demo has happened, unless another is asked for. */
const DEFAULT_AS_OF = '2026-11-01';

const HISTORY_DAYS = 1826;

/** What a demo is made from: the same values give the same bytes for ever. */
export interface DemoOptions {
  /** How many customers; more customers never change the ones before them. */
  count: number;
  /** Any safe integer. */
  seed: number;
  /** `YYYY-MM-DD`, the first company day that is still to come; the five years before it are told. */
  asOf?: string;
  /** The first customer to give, 0 by default: lets a broken-off run go on where it stopped. */
  from?: number;
}

/** Everything that all customers of one demo have in common. Never changes once it is open. */
export interface World {
  seed: number;
  /** Company days: the first that is told, and the first that is not told any more. */
  firstDay: number;
  asOfDay: number;
  asOfYear: number;
  /** Running sums over the told days of how likely each is to be bought on. */
  days: Record<Habit, Float64Array>;
}

/** Opens the world of a seed and a date; throws a RangeError for what no demo can be made from. */
export function openWorld(options: { seed: number; asOf?: string }): World {
  if (!Number.isSafeInteger(options.seed)) throw new RangeError('the seed must be a whole number');
  const asOfDay = parseDay(options.asOf ?? DEFAULT_AS_OF);
  const firstDay = asOfDay - HISTORY_DAYS;
  if (civilDate(firstDay).year < KNOWN_YEARS.first || civilDate(asOfDay).year > KNOWN_YEARS.last) {
    throw new RangeError(`a demo must lie within the years ${KNOWN_YEARS.first} to ${KNOWN_YEARS.last}`);
  }
  return {
    seed: options.seed,
    firstDay,
    asOfDay,
    asOfYear: civilDate(asOfDay).year,
    days: {
      household: daySums('household', firstDay, asOfDay),
      gifts: daySums('gifts', firstDay, asOfDay),
      office: daySums('office', firstDay, asOfDay),
      abroad: daySums('abroad', firstDay, asOfDay),
    },
  };
}

/** Opens the world of options and checks the slice of customers that they ask for. */
export function openSlice(options: DemoOptions): { world: World; from: number; to: number } {
  const from = options.from ?? 0;
  if (!Number.isInteger(from) || from < 0 || !Number.isInteger(options.count) || options.count < 0) {
    throw new RangeError('count and from must be whole numbers, not below zero');
  }
  return { world: openWorld(options), from, to: options.count };
}

/** The purposes that a customer's draws are kept apart by; a number once used is never given anew. */
export const PURPOSE = {
  role: 1,
  person: 2,
  name: 3,
  phones: 4,
  address: 5,
  orders: 6,
  guests: 7,
  activities: 8,
  dirt: 9,
  company: 10,
  file: 11,
  given: 12,
  emails: 13,
  mobile: 14,
  landline: 15,
  homeLine: 16,
  addressChoice: 17,
  particulars: 18,
  customerFile: 19,
  sellers: 20,
  sales: 21,
} as const;
