interface Monthly {
  month: string;
  documents: number;
  quantity: string;
  revenueMinor: string;
}

/** The latest `most` months up to the last that sold, with those that sold nothing in between. */
export function filledMonths<Row extends Monthly>(months: Row[], most: number): Monthly[] {
  const known = new Map(months.map((each) => [each.month, each]));
  const first = months[0]?.month;
  const last = months.at(-1)?.month;
  if (!first || !last) return [];
  const filled: Monthly[] = [];
  for (let month = last; month >= first && filled.length < most; month = monthBefore(month)) {
    filled.unshift(known.get(month) ?? { month, documents: 0, quantity: '0', revenueMinor: '0' });
  }
  return filled;
}

function monthBefore(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7);
}

export interface Axis {
  top: number;
  bottom: number;
  lines: number[];
}

/** A scale that holds zero and all values, with lines at round figures: 0, 200, 400. */
export function axisOf(values: number[]): Axis {
  const [highest, lowest] = [Math.max(0, ...values), Math.min(0, ...values)];
  const rough = Math.max(highest - lowest, 1) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const top = Math.ceil(highest / step) * step;
  const bottom = Math.floor(lowest / step) * step;
  const lines: number[] = [];
  for (let line = bottom; line <= top + step / 2; line += step) lines.push(Math.round(line));
  return { top: top === bottom ? step : top, bottom, lines };
}
