const form =
  /^(\d{4,})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(?::(\d\d))?(?::(\d\d))?( BC)?$/;

/** A time as PostgreSQL writes it in any time zone, as ISO text in UTC, to the microsecond without needless zeros. */
export function isoTime(text: string): string {
  const [, year, month, day, hour, minute, second, fraction, zone, zoneMinute, zoneSecond, before] =
    form.exec(text) ?? [];
  if (year === undefined || before !== undefined) return text;
  const moment = new Date(0);
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  moment.setUTCHours(Number(hour), Number(minute), Number(second));
  const away = Math.abs(Number(zone)) * 3_600 + Number(zoneMinute ?? 0) * 60 + Number(zoneSecond ?? 0);
  const utc = new Date(moment.getTime() - (zone!.startsWith('-') ? -away : away) * 1_000);
  return `${isoSeconds(utc)}${fraction === undefined ? '' : `.${fraction.replace(/0+$/, '')}`}Z`;
}

/** A time without a zone, `2026-03-05 08:00:00.5`, as ISO text. */
export function isoLocalTime(text: string): string {
  return text.replace(' ', 'T');
}

function isoSeconds(time: Date): string {
  const day = `${String(time.getUTCFullYear()).padStart(4, '0')}-${two(time.getUTCMonth() + 1)}-${two(time.getUTCDate())}`;
  return `${day}T${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
