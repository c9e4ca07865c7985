/** How far somebody sees or changes records: nobody's, their own, their team's, that of teams below too, everybody's. */
export const extents = ['none', 'own', 'team', 'teamAndBelow', 'all'] as const;
export type Extent = (typeof extents)[number];

/** Kinds of records that are reached by whoever looks after the customer. */
export const recordKinds = ['customers', 'orders'] as const;
export type RecordKind = (typeof recordKinds)[number];

export interface Reach {
  see: Extent;
  /** At most as far as `see`. */
  change: Extent;
  /** Whether records that nobody looks after are reached too; `none` reaches not even those. */
  unassigned: boolean;
}

export type Reaches = Readonly<Record<RecordKind, Reach>>;

const everything: Reach = { see: 'all', change: 'all', unassigned: true };

export const reachesEverything: Reaches = { customers: everything, orders: everything };

/** True where `one` reaches nothing that `other` does not. */
export function isWithinExtent(one: Extent, other: Extent): boolean {
  return extents.indexOf(one) <= extents.indexOf(other);
}

/** True where `one` reaches nothing that `other` does not. */
function isWithinReach(one: Reach, other: Reach): boolean {
  const unassigned = !one.unassigned || other.unassigned || other.see === 'all';
  return isWithinExtent(one.see, other.see) && isWithinExtent(one.change, other.change) && unassigned;
}

/** True where somebody with these reaches could see and change nothing more than with `others`. */
export function areWithinReaches(these: Reaches, others: Reaches): boolean {
  return recordKinds.every((kind) => isWithinReach(these[kind], others[kind]));
}
