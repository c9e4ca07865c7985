const dayMs = 86_400_000;

export interface KeepRule {
  keepDays: number;
  keepWeeks: number;
}

/**
 * The archives that newer ones have taken the place of: all of `keepDays` days stay, then the last one of each week for
 * `keepWeeks` weeks. The newest always stays, however old.
 */
export function outlivedArchives<Archive extends { madeAt: string }>(
  archives: readonly Archive[],
  now: Date,
  { keepDays, keepWeeks }: KeepRule,
): Archive[] {
  const newestFirst = archives.toSorted((one, other) => Date.parse(other.madeAt) - Date.parse(one.madeAt));
  const weeks = new Set<number>();
  return newestFirst.filter(({ madeAt }, index) => {
    const ageDays = (now.getTime() - Date.parse(madeAt)) / dayMs;
    if (index === 0 || ageDays <= keepDays) return false;
    if (ageDays > keepDays + 7 * keepWeeks) return true;
    // Weeks since a Monday, so that the same archive stays from day to day.
    const week = Math.floor((Date.parse(madeAt) / dayMs + 3) / 7);
    const isLast = !weeks.has(week);
    weeks.add(week);
    return !isLast;
  });
}
