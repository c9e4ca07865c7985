/**
 * Civil dates as day numbers (days since 1970-01-01) and times as seconds since then, computed with
 * integers alone: no `Date`, no locale, no time zone of the machine can change a demo.
 */
const DAY_SECONDS = 86_400;

/** The company keeps its books in Chinese time, which has no summer time. */
export const COMPANY_OFFSET_SECONDS = 8 * 3600;

interface CivilDate {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
}

/** The day number of a civil date of the Gregorian calendar. */
export function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day number. */
export function civilDate(day: number): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1,
  };
}

/** 0 is Sunday. */
export function weekday(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** Reads `YYYY-MM-DD`; throws a RangeError for anything else, also for a day that does not exist. */
export function parseDay(text: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const day = match ? dayNumber(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (!match || dayText(day) !== text) throw new RangeError(`not a date of the form YYYY-MM-DD: ${text}`);
  return day;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** The last day written, because neighbouring rows usually fall on the same few days. */
const written = { day: Number.NaN, text: '' };

/** `YYYY-MM-DD`. */
export function dayText(day: number): string {
  if (day === written.day) return written.text;
  const date = civilDate(day);
  written.text = `${String(date.year).padStart(4, '0')}-${TWO_DIGITS[date.month]!}-${TWO_DIGITS[date.day]!}`;
  written.day = day;
  return written.text;
}

function clock(second: number): string {
  const hour = Math.floor(second / 3600);
  const minute = Math.floor((second % 3600) / 60);
  return `${TWO_DIGITS[hour]!}:${TWO_DIGITS[minute]!}:${TWO_DIGITS[second % 60]!}`;
}

/** An instant as `YYYY-MM-DDTHH:MM:SSZ`. */
export function isoInstant(seconds: number): string {
  const day = Math.floor(seconds / DAY_SECONDS);
  return `${dayText(day)}T${clock(seconds - day * DAY_SECONDS)}Z`;
}

/** An instant as the company's books write it: `YYYY-MM-DD HH:MM:SS`, Chinese time. */
export function companyTime(seconds: number): string {
  const local = seconds + COMPANY_OFFSET_SECONDS;
  const day = Math.floor(local / DAY_SECONDS);
  return `${dayText(day)} ${clock(local - day * DAY_SECONDS)}`;
}

/** The company's day on which an instant falls. */
export function companyDay(seconds: number): number {
  return Math.floor((seconds + COMPANY_OFFSET_SECONDS) / DAY_SECONDS);
}

/** The instant of a local time of day, at a place whose clocks are ahead of UTC by the given hours. */
export function instant(day: number, secondOfDay: number, utcOffsetHours: number): number {
  return day * DAY_SECONDS + secondOfDay - utcOffsetHours * 3600;
}
