/** `2026-03-05T14:05` as the clocks of the zone show this instant; fits `<input type="datetime-local">`. */
export function localOf(at: string | Date, timeZone: string): string {
  return partsOf(new Date(at), timeZone);
}

/**
 * The instant at which the clocks of the zone show this local time, as ISO text. A time that a clock change
 * skips becomes one after the gap; of one that comes twice, the first.
 */
export function instantOf(local: string, timeZone: string): string {
  const wall = Date.parse(`${local}:00Z`);
  const offsetAt = (at: number) => Date.parse(`${partsOf(new Date(at), timeZone)}:00Z`) - at;
  const day = 86_400_000;
  const candidates = [...new Set([offsetAt(wall - day), offsetAt(wall + day)])].map(
    (offset) => wall - offset,
  );
  const fitting = candidates.filter((at) => at + offsetAt(at) === wall);
  return new Date(fitting.length > 0 ? Math.min(...fitting) : Math.max(...candidates)).toISOString();
}

function partsOf(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(at).replace(' ', 'T');
}
