import { pickIndex, runningSums, type Stream } from './random.ts';
import type { Habit } from './seasons.ts';

/** How a customer buys. */
export type Archetype =
  | 'loyal'
  | 'regular'
  | 'giftBuyer'
  | 'oneTime'
  | 'dormant'
  | 'lost'
  | 'new'
  | 'prospect'
  | 'bulkBuyer';

interface Behaviour {
  /** Orders a year while active, in hundredths: from … to. */
  yearly: readonly [number, number];
  /** At least and at most so many orders in all. */
  least: number;
  most: number;
  /** The last order lies at least and less than so many days before the end. */
  silentDays: readonly [number, number];
  habit: Habit;
  /** Further per cent off every price. */
  discountPercent: number;
}

export const BEHAVIOURS: Record<Archetype, Behaviour> = {
  loyal: {
    yearly: [550, 1150],
    least: 6,
    most: 70,
    silentDays: [0, 30],
    habit: 'household',
    discountPercent: 5,
  },
  regular: {
    yearly: [140, 380],
    least: 2,
    most: 30,
    silentDays: [0, 150],
    habit: 'household',
    discountPercent: 0,
  },
  giftBuyer: {
    yearly: [120, 260],
    least: 1,
    most: 14,
    silentDays: [0, 1],
    habit: 'gifts',
    discountPercent: 0,
  },
  oneTime: { yearly: [0, 0], least: 1, most: 1, silentDays: [0, 1], habit: 'household', discountPercent: 0 },
  dormant: {
    yearly: [200, 500],
    least: 2,
    most: 20,
    silentDays: [200, 400],
    habit: 'household',
    discountPercent: 0,
  },
  lost: {
    yearly: [200, 500],
    least: 1,
    most: 20,
    silentDays: [540, 700],
    habit: 'household',
    discountPercent: 0,
  },
  new: { yearly: [300, 900], least: 1, most: 4, silentDays: [0, 1], habit: 'household', discountPercent: 0 },
  prospect: { yearly: [0, 0], least: 0, most: 0, silentDays: [0, 1], habit: 'household', discountPercent: 0 },
  bulkBuyer: {
    yearly: [200, 600],
    least: 2,
    most: 40,
    silentDays: [0, 120],
    habit: 'office',
    discountPercent: 8,
  },
};

type Shares = readonly (readonly [Archetype, number])[];

/** Per thousand. */
const PERSONS: Shares = [
  ['loyal', 80],
  ['regular', 215],
  ['giftBuyer', 160],
  ['oneTime', 265],
  ['dormant', 90],
  ['lost', 100],
  ['new', 60],
  ['prospect', 30],
];

const ORGANISATIONS: Shares = [
  ['bulkBuyer', 660],
  ['oneTime', 120],
  ['dormant', 80],
  ['lost', 80],
  ['new', 40],
  ['prospect', 20],
];

/** Those whose company buys buy little for themselves. */
const CONTACTS: Shares = [
  ['regular', 160],
  ['giftBuyer', 140],
  ['oneTime', 400],
  ['prospect', 300],
];

function sums(shares: Shares) {
  return { shares, running: runningSums(shares.map(([, weight]) => weight)) };
}

const TABLES = { persons: sums(PERSONS), organisations: sums(ORGANISATIONS), contacts: sums(CONTACTS) };

/** Draws how a customer of this kind buys. */
export function drawArchetype(stream: Stream, organisation: boolean, contact: boolean): Archetype {
  const { shares, running } = organisation
    ? TABLES.organisations
    : contact
      ? TABLES.contacts
      : TABLES.persons;
  return shares[pickIndex(stream, running)]![0];
}
