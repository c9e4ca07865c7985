const DAY = 86_400_000;

/**
 * Gives a function from a wall-clock time in `timeZone` (as milliseconds since 1970 as if it were
 * UTC) to the offset written behind it in ISO form (`+08:00`, `-03:30`, `+08:05:43`).
 * A time that occurs twice gets its first occurrence; one that the clocks skip gets the offset
 * from before the skip, which places it as far after the skip as it lies in it.
 * Days without a change of offset are cached, so that a call costs one look-up.
 * Throws a RangeError for an unknown zone.
 */
export function zoneOffsets(timeZone: string): (wallMs: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const texts = new Map<number, string>();
  const textOf = (offsetMs: number): string => {
    let text = texts.get(offsetMs);
    if (text === undefined) {
      text = offsetText(offsetMs);
      texts.set(offsetMs, text);
    }
    return text;
  };
  /** Offset text of a day with one offset, null for a day that needs a closer look. */
  const days = new Map<number, string | null>();
  return (wallMs) => {
    const day = Math.floor(wallMs / DAY);
    let known = days.get(day);
    if (known === undefined) {
      const before = offsetAt(format, (day - 1) * DAY);
      known = before === offsetAt(format, (day + 2) * DAY) ? textOf(before) : null;
      if (days.size > 50_000) days.clear();
      days.set(day, known);
    }
    return known ?? textOf(offsetNearChange(format, wallMs));
  };
}

function offsetNearChange(format: Intl.DateTimeFormat, wallMs: number): number {
  const before = offsetAt(format, wallMs - DAY);
  const after = offsetAt(format, wallMs + DAY);
  if (offsetAt(format, wallMs - before) === before) return before;
  return offsetAt(format, wallMs - after) === after ? after : before;
}

function offsetAt(format: Intl.DateTimeFormat, instantMs: number): number {
  const name = format.formatToParts(instantMs).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const parts = /GMT([+−-])(\d{1,2}):?(\d{2})?(?::(\d{2}))?/.exec(name);
  if (!parts) return 0;
  const seconds = Number(parts[2]) * 3600 + Number(parts[3] ?? 0) * 60 + Number(parts[4] ?? 0);
  return (parts[1] === '+' ? seconds : -seconds) * 1000;
}

function offsetText(offsetMs: number): string {
  const seconds = Math.abs(offsetMs) / 1000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const tail = seconds % 60 ? `:${two(seconds % 60)}` : '';
  return `${offsetMs < 0 ? '-' : '+'}${two(seconds / 3600)}:${two((seconds % 3600) / 60)}${tail}`;
}
