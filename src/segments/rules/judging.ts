import type { CountOperator, Window } from './conditions/parts.contract.ts';
import { type Days, dayIn, daysOf, type Moment } from './moment.ts';
import type { Micros } from './person.ts';

/** A comparison whose limits may lie beyond what a number holds exactly. */
interface Limits {
  operator: CountOperator;
  value: number | bigint;
  to?: number | bigint | undefined;
}

/** Whether a figure compares as asked; one that is not there never does. */
export function fitsFigure(figure: number | bigint | null, { operator, value, to = value }: Limits): boolean {
  if (figure === null) return false;
  if (operator === 'atLeast') return figure >= value;
  if (operator === 'atMost') return figure <= value;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint equals a number of the same size.
  if (operator === 'exactly') return figure == value;
  return figure >= value && figure <= to;
}

/** A decimal of six places at most, such as `-1.5`, in millionths: a number would round many digits. */
export function millionths(decimal: string): bigint {
  const [whole = '', places = ''] = decimal.split('.');
  return BigInt(whole + places.padEnd(6, '0'));
}

/** Millionths as a decimal without needless zeros. */
export function decimalOf(millionthsOf: bigint): string {
  const digits = String(millionthsOf).replace('-', '').padStart(7, '0');
  const decimal = `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
  return millionthsOf < 0n ? `-${decimal}` : decimal;
}

const mostTimes = 50_000;
const knownDays = new Map<string, Map<Micros, string>>();

/** The day of a time on the clocks of the zone. Kept for a while: a hundred rules ask the same of every document. */
export function localDay(at: Micros, timeZone: string): string {
  const known = knownDays.get(timeZone) ?? new Map<Micros, string>();
  knownDays.set(timeZone, known);
  if (known.size >= mostTimes) known.clear();
  const day = known.get(at) ?? dayIn(Math.floor(at / 1_000), timeZone);
  known.set(at, day);
  return day;
}

const knownWindows = new WeakMap<Window, { today: string; days: Days }>();

function daysWithin(window: Window, today: string): Days {
  const known = knownWindows.get(window);
  if (known?.today === today) return known.days;
  const days = daysOf(window, today);
  knownWindows.set(window, { today, days });
  return days;
}

/** Whether a day lies within; a day that is not known never does. */
export function isDayWithin(day: string | null, window: Window, { today }: Moment): boolean {
  if (day === null) return false;
  const { from, to } = daysWithin(window, today);
  return (from === undefined || day >= from) && (to === undefined || day <= to);
}

/** Whether a time lies within: of last days up to now. */
export function isTimeWithin(at: Micros | null, window: Window, moment: Moment): boolean {
  if (at === null) return false;
  if ('days' in window && Math.floor(at / 1_000) > moment.now.getTime()) return false;
  return isDayWithin(localDay(at, moment.timeZone), window, moment);
}

/** Whether any of these pieces stands in the text, or at its beginning. */
export function hasPiece(text: string, pieces: readonly string[], where: 'anywhere' | 'atStart'): boolean {
  const plain = plainLetters(text);
  return pieces.some((piece) =>
    where === 'atStart' ? plain.startsWith(plainLetters(piece)) : plain.includes(plainLetters(piece)),
  );
}

/** Small letters; an i or a sigma is one letter however it is written. */
function plainLetters(text: string): string {
  return text.toLowerCase().replace(/i̇/g, 'i').replace(/ς/g, 'σ');
}
