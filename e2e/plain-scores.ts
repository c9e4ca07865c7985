/** What the list of customers shows of one. */
export interface Totals {
  orders: number;
  spendMinor: string;
  lastOrderAt: string | null;
}

/** How many are 重要挽留客户: spend above the average of scores, recency and frequency not. Worked out as docs/rfm.md says it. */
export function countKeyWinBack(customers: readonly Totals[], timeZone: string): number {
  const days = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const scored = customers.filter(({ orders }) => orders > 0);
  const isHigh = (values: number[]) => {
    const scores = scoresOf(values);
    const sum = scores.reduce((total, each) => total + each, 0);
    return scores.map((score) => score * scores.length > sum);
  };
  const recent = isHigh(
    scored.map(({ lastOrderAt }) => Date.parse(days.format(new Date(lastOrderAt as string)))),
  );
  const often = isHigh(scored.map(({ orders }) => orders));
  const much = isHigh(scored.map(({ spendMinor }) => Number(spendMinor)));
  return scored.filter((_, index) => much[index] && !recent[index] && !often[index]).length;
}

/** 1 + ⌊ 5 × customers with a lower value ÷ customers ⌋ */
function scoresOf(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other);
  const first = new Map<number, number>();
  for (const [index, value] of sorted.entries()) if (!first.has(value)) first.set(value, index);
  return values.map((value) => 1 + Math.floor((5 * first.get(value)!) / values.length));
}
