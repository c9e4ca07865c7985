import { type RawBuilder, sql } from 'kysely';

/** When a day of this time zone begins, or the moment that is given instead of one. */
export function startOf(dayOrMoment: string, timeZone: string): RawBuilder<string> {
  if (dayOrMoment.includes('T')) return sql`${dayOrMoment}::timestamptz`;
  return sql`(${dayOrMoment}::date::timestamp at time zone ${timeZone}::text)`;
}

/** When the day after this one begins: what happened before it happened up to the end of the day. */
export function endOf(day: string, timeZone: string): RawBuilder<string> {
  return sql`((${day}::date + 1)::timestamp at time zone ${timeZone}::text)`;
}
