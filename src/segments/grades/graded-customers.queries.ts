import { type RawBuilder, sql } from 'kysely';
import { compileRules } from '../rules/compile-rule.queries.ts';
import type { Moment } from '../rules/moment.ts';
import type { RuleNames } from '../rules/rule-names.ts';
import { rulesIn } from './given-scheme.contract.ts';
import type { GradeScheme } from './scheme.contract.ts';

/** What the rules of a scheme are asked with. */
export interface Asking {
  moment: Moment;
  names: RuleNames;
}

/**
 * Every customer of facts.customers with `grade`, `points` and whether each rule of the scheme holds, as `m1`, `m2` and so
 * on; one statement for both engines.
 */
export function gradedCustomers(scheme: GradeScheme, { moment, names }: Asking): RawBuilder<unknown> {
  const { from, holds } = compileRules(rulesIn(scheme), moment, names);
  const met = holds.map((each, at) => sql`${each} as ${meets(at)}`);
  const asked = sql`select c.id as customer_id, c.orders, c.cancellations, ${sql.join(met)} from ${from}`;
  if (scheme.by === 'rules') {
    const cases = scheme.grades.map(({ key }, at) => sql`when ${meets(at)} then ${sql.lit(key)}`);
    return sql`select asked.*, cast(null as integer) as points, case ${sql.join(cases, sql` `)} end as grade
      from (${asked}) asked`;
  }
  const parts = scheme.criteria.map(
    ({ points }, at) => sql`case when ${meets(at)} then ${sql.lit(points)} else 0 end`,
  );
  const cases = scheme.grades.map(
    ({ key, from: least }) => sql`when points >= ${sql.lit(least)} then ${sql.lit(key)}`,
  );
  return sql`select summed.*, case ${sql.join(cases, sql` `)} end as grade
    from (select asked.*, cast(${sql.join(parts, sql` + `)} as integer) as points from (${asked}) asked) summed`;
}

const meets = (at: number) => sql.ref(`m${at + 1}`);

/** Of a row of `gradedCustomers` the places of the criteria met, from 1 on, with spaces between; empty where rules decide. */
export function placesMet(scheme: GradeScheme): RawBuilder<unknown> {
  if (scheme.by === 'rules') return sql`''`;
  const places = scheme.criteria.map(
    (_, at) => sql`case when ${meets(at)} then ${sql.lit(`${at + 1} `)} else '' end`,
  );
  return sql`rtrim(${sql.join(places, sql` || `)})`;
}
