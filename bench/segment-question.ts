/** A rule and the best statement by hand that we know for it; both must find the same customers. */
export interface SegmentQuestion {
  kind: 'attribute' | 'behaviour' | 'sequence' | 'standing' | 'mixed';
  name: string;
  rule: object;
  /** Over facts.*, for DuckDB and PostgreSQL alike: what comes after `from facts.customers c`. */
  byHand: string;
}

/** When days of the organisation began, and what today is there. */
export interface BenchMoment {
  today: string;
  /** The beginning of the day so many days before today, as SQL. */
  daysBefore(days: number): string;
  /** A day so many years before today, as SQL. */
  yearsBefore(years: number): string;
  /** Days of the year from today on, as figures of month and day. */
  nextDays(days: number): number[];
}

export const orders = (measure: string, rest: object) => ({
  type: 'orders',
  measure,
  kind: 'purchases',
  ...rest,
});
export const field = (name: string, rest: object) => ({ type: 'field', field: name, ...rest });
