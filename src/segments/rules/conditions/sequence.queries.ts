import { type RawBuilder, sql } from 'kysely';
import { isTimeWithin } from '../judging.ts';
import type { Person } from '../person.ts';
import type { Compiling, Family } from './family.queries.ts';
import type { SequenceCondition, Step } from './sequence.contract.ts';
import { allOf, happened, isOneOf } from './sql-parts.queries.ts';

type Rows = RawBuilder<unknown>;

export const sequence: Family<SequenceCondition> = {
  sql(condition, compiling) {
    const key = `sequence ${JSON.stringify(condition)}`;
    const rows = sql`(${ended(condition, compiling)})`;
    const found = compiling.scans.measure({ key, rows }, { value: sql`count(*)` });
    return sql`coalesce(${found}, 0) > 0`;
  },
  judge({ steps, withinDays, within }, person, { moment }) {
    const events = happenings(person).filter(({ at }) => !within || isTimeWithin(at, within, moment));
    const most = withinDays * 86_400_000_000;
    let reached = events.filter(({ what }) => what === steps[0]);
    for (const step of steps.slice(1))
      reached = events.filter(
        ({ what, at }) => what === step && reached.some((before) => before.at < at && at - before.at <= most),
      );
    return {
      holds: reached.length > 0,
      because: steps.map((step) => ({ fact: 'step', value: step })),
    };
  },
};

function happenings({ orders, activities }: Person): { what: string; at: number }[] {
  const sales = orders.filter(({ kind }) => kind === 'sale').map(({ at }) => ({ what: 'order', at }));
  return [...sales, ...activities.map(({ type, at }) => ({ what: type, at }))];
}

const flag = (step: number) => sql.id(`f${step}`);
const latest = (step: number) => sql.id(`r${step}`);

/** Rows at which the last step was done in time after all others, as `customer_id`. */
function ended({ steps, withinDays, within }: SequenceCondition, compiling: Compiling): Rows {
  let rows = moments(steps, within, compiling);
  const inTime = (step: number) =>
    step === 0
      ? sql`q.${flag(0)}`
      : sql`q.${flag(step)} and q.${latest(step - 1)} >= q.at - cast(${String(withinDays * 24)} as integer) * interval '1 hour'`;
  // Of what was done before, the latest leaves the most time.
  for (let step = 0; step < steps.length - 1; step++)
    rows = sql`select q.*, max(case when ${inTime(step)} then q.at end) over
      (partition by q.customer_id order by q.at rows between unbounded preceding and 1 preceding) as ${latest(step)}
      from (${rows}) q`;
  return sql`select q.customer_id from (${rows}) q where ${inTime(steps.length - 1)}`;
}

/** A row for every time at which any of the steps was done by a customer, with what was done then. */
function moments(steps: readonly Step[], within: SequenceCondition['within'], compiling: Compiling): Rows {
  const flags = steps.map((step, place) => sql`bool_or(e.what = cast(${step} as text)) as ${flag(place)}`);
  const types = [...new Set(steps.filter((step) => step !== 'order'))];
  const kept = (at: string) =>
    allOf([
      within && happened(sql.ref(at), within, compiling.moment),
      compiling.within(sql.ref(`${at.split('.')[0]}.customer_id`)),
    ])!;
  const sources = [
    ...(steps.includes('order')
      ? [
          sql`select o.customer_id, o.ordered_at as at, 'order' as what from facts.orders o
            where o.kind = 'sale' and o.customer_id <> 0 and ${kept('o.ordered_at')}`,
        ]
      : []),
    ...(types.length > 0
      ? [
          sql`select a.customer_id, a.occurred_at as at, a.type as what from facts.activities a
            where ${isOneOf(sql.ref('a.type'), types)} and ${kept('a.occurred_at')}`,
        ]
      : []),
  ];
  return sql`select e.customer_id, e.at, ${sql.join(flags)} from (${sql.join(sources, sql` union all `)}) e
    group by e.customer_id, e.at`;
}
