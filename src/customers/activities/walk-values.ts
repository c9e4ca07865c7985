/** A row as the walk meets it. */
export interface WalkedRow {
  rowNo: string;
  /** Its activity, by id. */
  activity: string;
  /** What it tells of unique fields; what its activity had else, it has no more. */
  told: readonly ToldValue[];
}

export interface ToldValue {
  fieldId: string;
  value: string;
}

/** A row that tells a value that is another activity's. */
export interface RefusedRow extends ToldValue {
  rowNo: string;
}

export function claimOf({ fieldId, value }: ToldValue): string {
  return `${fieldId} ${value}`;
}

/**
 * Gives unique values to the activities of rows as if these came one at a time: one that tells another activity's value
 * is refused whole, any other takes what it tells and lets go of what its activity had before. `held` tells whose the
 * values are, by `claimOf`: all that rows tell and all that their activities have. `holders` is the same afterwards.
 */
export function walkValues(
  rows: readonly WalkedRow[],
  held: ReadonlyMap<string, string>,
): { refused: RefusedRow[]; holders: Map<string, string> } {
  const holders = new Map(held);
  const claimsOf = new Map<string, readonly string[]>();
  for (const [claim, activity] of held) claimsOf.set(activity, [...(claimsOf.get(activity) ?? []), claim]);
  const refused: RefusedRow[] = [];
  for (const { rowNo, activity, told } of rows) {
    const taken = told.find((one) => (holders.get(claimOf(one)) ?? activity) !== activity);
    if (taken) {
      refused.push({ rowNo, ...taken });
      continue;
    }
    for (const claim of claimsOf.get(activity) ?? []) holders.delete(claim);
    const claims = told.map(claimOf);
    for (const claim of claims) holders.set(claim, activity);
    claimsOf.set(activity, claims);
  }
  return { refused, holders };
}
