/** A period as an address has it: `2026-03-01..2026-03-31`, either end open; it may begin at a moment. */
export interface Period {
  /** A day, or a moment. */
  from: string | undefined;
  /** The last day, included. */
  to: string | undefined;
  /** Why the words are no period: then both ends are open. */
  trouble: 'noSuchDay' | 'reversed' | undefined;
}

const dayForm = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const momentForm = /^(?!0000)\d{4}-\d{2}-\d{2}T[\d:.]{8,15}Z$/;

/** Reads a period; what cannot be one narrows nothing and says why. */
export function periodOf(words: string | undefined): Period {
  const [from = '', to = ''] = (words ?? '').split('..');
  const trouble =
    (from !== '' && !isDay(from) && !isMoment(from)) || (to !== '' && !isDay(to))
      ? 'noSuchDay'
      : from !== '' && to !== '' && from.slice(0, to.length) > to
        ? 'reversed'
        : undefined;
  if (trouble) return { from: undefined, to: undefined, trouble };
  return { from: from || undefined, to: to || undefined, trouble };
}

/** The days of a period, without a beginning that is a moment. */
export function daysOf({ from, to }: Period): [string | undefined, string | undefined] {
  return [from?.includes('T') ? undefined : from, to];
}

function isDay(text: string): boolean {
  if (!dayForm.test(text)) return false;
  const time = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text);
}

function isMoment(text: string): boolean {
  return momentForm.test(text) && isDay(text.slice(0, 10)) && !Number.isNaN(Date.parse(text));
}
