import { type RawBuilder, sql } from 'kysely';
import type { Interval } from '../rules/moment.ts';
import type { RfmDefinition } from './rfm.contract.ts';
import { groupOf, kindOf, scores } from './rfm-groups.contract.ts';

/** When purchases count, and what today is. */
export interface RfmMoment {
  today: string;
  timeZone: string;
  /** Both ends as ISO text; without `from` since ever. */
  within: Interval;
}

/**
 * The scores of all customers with a purchase within the window, as rows of `customer_id, last_day, purchases, spend_minor,
 * recency, frequency, spend, rfm_group, rfm_kind`: one statement over facts.*, which both engines answer alike. What it counts
 * and how ties are treated stands in docs/rfm.md.
 */
export function scoredCustomers({ scoring }: RfmDefinition, moment: RfmMoment): RawBuilder<unknown> {
  const { timeZone, today, within } = moment;
  const from = within.from === undefined ? sql`true` : sql`o.ordered_at >= ${within.from}::timestamptz`;
  const until = within.until === undefined ? sql`true` : sql`o.ordered_at < ${within.until}::timestamptz`;
  return sql`select customer_id, last_day, purchases, spend_minor, recency, frequency, spend,
      ${groupCase} as rfm_group, ${kindCase} as rfm_kind
    from (
      select *, recency * scored > sum(recency) over () as above_recency,
        frequency * scored > sum(frequency) over () as above_frequency, spend * scored > sum(spend) over () as above_spend
      from (
        select customer_id, last_day, purchases, spend_minor, scored, ${scoresOf(scoring, today)}
        from (
          select customer_id, last_day, purchases, spend_minor, count(*) over () as scored,
            rank() over (order by last_day) - 1 as earlier, rank() over (order by purchases) - 1 as fewer,
            rank() over (order by spend_minor) - 1 as less
          from (
            select o.customer_id, (max(o.ordered_at) filter (where o.kind = 'sale') at time zone ${timeZone}::text)::date as last_day,
              (count(*) filter (where o.kind = 'sale'))::int as purchases,
              coalesce(sum(o.base_amount_minor), 0)::bigint as spend_minor
            from facts.orders o
            where o.customer_id in (select c.id from facts.customers c) and ${from} and ${until}
            group by o.customer_id
            having count(*) filter (where o.kind = 'sale') > 0
          ) bought
        ) ranked
      ) valued
    ) weighed`;
}

/** As whole numbers alone, so that no engine rounds: the score is 1 and one more for every fifth of all that lies below. */
function scoresOf(scoring: RfmDefinition['scoring'], today: string): RawBuilder<unknown> {
  if (scoring.by === 'fifths') {
    const fifth = (below: string) =>
      sql`(1 + ${sum([1, 2, 3, 4].map((part) => sql`(5 * ${sql.ref(below)} >= ${sql.lit(part)} * scored)`))})`;
    return sql`${fifth('earlier')} as recency, ${fifth('fewer')} as frequency, ${fifth('less')} as spend`;
  }
  const days = scoring.recencyDays.map((most) => sql`(last_day >= ${today}::date - ${sql.lit(most)})`);
  const purchases = scoring.purchases.map((least) => sql`(purchases >= ${sql.lit(least)})`);
  const spend = scoring.spendMinor.map((least) => sql`(spend_minor >= ${least}::bigint)`);
  return sql`(1 + ${sum(days)}) as recency, (1 + ${sum(purchases)}) as frequency, (1 + ${sum(spend)}) as spend`;
}

/** How many of these hold. */
function sum(conditions: RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(
    conditions.map((condition) => sql`case when ${condition} then 1 else 0 end`),
    sql` + `,
  );
}

const groupCase = sql`case ${sql.join(
  scores.flatMap((recency) =>
    scores.map((frequency) => {
      const group = groupOf(recency, frequency);
      return sql`when recency = ${sql.lit(recency)} and frequency = ${sql.lit(frequency)} then ${sql.lit(group)}`;
    }),
  ),
  sql` `,
)} end`;

const eitherWay = [true, false];

const kindCase = sql`case ${sql.join(
  eitherWay.flatMap((recency) =>
    eitherWay.flatMap((frequency) =>
      eitherWay.map((spend) => {
        const kind = kindOf({ recency, frequency, spend });
        return sql`when above_recency = ${sql.lit(recency)} and above_frequency = ${sql.lit(frequency)}
          and above_spend = ${sql.lit(spend)} then ${sql.lit(kind)}`;
      }),
    ),
  ),
  sql` `,
)} end`;
