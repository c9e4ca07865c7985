import { instantOf, localOf } from '#platform/ui/local-time.ts';

const dayMs = 86_400_000;

/** Times that people put things off to, in the clocks of the zone: at ten in the morning of a day to come. */
export function dueTimes(timeZone: string, now = new Date()) {
  const inDays = (days: number) => {
    const noon = Date.parse(`${localOf(now, timeZone).slice(0, 10)}T12:00:00Z`);
    return `${new Date(noon + days * dayMs).toISOString().slice(0, 10)}T10:00`;
  };
  const weekday = new Date(`${localOf(now, timeZone).slice(0, 10)}T12:00:00Z`).getUTCDay();
  return [
    { key: 'tomorrow', local: inDays(1) },
    { key: 'threeDays', local: inDays(3) },
    { key: 'monday', local: inDays((8 - weekday) % 7 || 7) },
    { key: 'month', local: inDays(30) },
  ].map((each) => ({ ...each, at: instantOf(each.local, timeZone) }));
}
