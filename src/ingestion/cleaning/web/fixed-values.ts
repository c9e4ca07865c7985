export interface ShownValue {
  value: string;
  /** Null for a fixed value that is not among the frequent ones. */
  rows: number | null;
  /** How it is written in all rows that carry it; null: as it stands. */
  fixedTo: string | null;
}

/** The frequent values of a column with what was fixed in them; fixed ones that are not frequent come last. */
export function shownValues(
  values: readonly { value: string; rows: number }[],
  fixes: readonly { from: string; to: string }[],
): ShownValue[] {
  const fixed = new Map(fixes.map(({ from, to }) => [from, to]));
  const frequent = values.map(({ value, rows }) => ({
    value,
    rows,
    fixedTo: fixed.get(value.trim()) ?? null,
  }));
  const known = new Set(values.map(({ value }) => value.trim()));
  const others = fixes
    .filter(({ from }) => !known.has(from))
    .map(({ from, to }) => ({ value: from, rows: null, fixedTo: to }));
  return [...frequent, ...others];
}

/** Rows that carry one of the chosen values. */
export function rowsOf(values: readonly ShownValue[], chosen: readonly string[]): number {
  return values
    .filter(({ value }) => chosen.includes(value))
    .reduce((total, { rows }) => total + (rows ?? 0), 0);
}
