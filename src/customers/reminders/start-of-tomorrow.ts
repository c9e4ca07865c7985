/** When the next day begins on the clocks of the zone, also where a day has 23 or 25 hours. */
export function startOfTomorrow(now: Date, timeZone: string): Date {
  const dayIn = new Intl.DateTimeFormat('sv-SE', { timeZone });
  const today = dayIn.format(now);
  const quarterMs = 15 * 60_000;
  // Every zone that is in use changes its day at a full quarter of an hour.
  let at = Math.ceil((now.getTime() + 1) / quarterMs) * quarterMs;
  while (dayIn.format(at) === today) at += quarterMs;
  return new Date(at);
}
