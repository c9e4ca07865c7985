import type { Window } from './conditions/parts.contract.ts';

/** When a rule is asked: one now and one today for all that it says. */
export interface Moment {
  now: Date;
  timeZone: string;
  /** The day of `now` in the organisation's time zone. */
  today: string;
}

const dayMs = 86_400_000;

export function momentAt(now: Date, timeZone: string): Moment {
  return { now, timeZone, today: dayIn(now, timeZone) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day on the clocks of the zone, as ISO writes it, so that days compare as texts do. */
export function dayIn(at: Date | number, timeZone: string): string {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  formats.set(timeZone, format);
  // Swedish writes the year 987 with three digits.
  return format.format(at).padStart(10, '0');
}

/** The day so many days after (or, below zero, before) another one. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);
}

/** Days both included; an end that is left out is open. */
export interface Days {
  from?: string | undefined;
  to?: string | undefined;
}

/** The days of a window. Of a window that ends today the day is not over: `intervalOf` ends it now. */
export function daysOf(window: Window, today: string): Days {
  if ('days' in window) return { from: addDays(today, 1 - window.days), to: today };
  if ('nextDays' in window) return { from: today, to: addDays(today, window.nextDays - 1) };
  if ('daysAgo' in window)
    return { from: addDays(today, -window.daysAgo.from), to: addDays(today, -window.daysAgo.to) };
  return window;
}

/** Times as ISO text to the microsecond; from is included, until is not. */
export interface Interval {
  from?: string | undefined;
  until?: string | undefined;
}

/** The same as times. What lies after now is in no window of last days. */
export function intervalOf(window: Window, { now, today, timeZone }: Moment): Interval {
  const { from, to } = daysOf(window, today);
  const ended = 'days' in window ? justAfter(now) : to && startOfDay(addDays(to, 1), timeZone);
  return { from: from && startOfDay(from, timeZone), until: ended };
}

/** The clock tells milliseconds, the database microseconds: what happened within the same one has happened. */
function justAfter(now: Date): string {
  return new Date(now.getTime() + 1).toISOString().replace('Z', '000Z');
}

/** When a day begins on the clocks of the zone, also where its midnight does not exist. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(day);
  // The first second that the day has, between the furthest offsets that there are.
  let before = midnight / 1_000 - 64_800;
  let within = midnight / 1_000 + 64_800;
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dayIn(middle * 1_000, timeZone) >= day) within = middle;
    else before = middle;
  }
  return new Date(within * 1_000).toISOString().replace('.000Z', '.000000Z');
}
