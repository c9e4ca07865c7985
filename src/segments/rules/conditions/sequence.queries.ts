import { type RawBuilder, sql } from 'kysely';
import { isTimeWithin } from '../judging.ts';
import type { Micros, Person } from '../person.ts';
import type { Compiling, Family } from './family.queries.ts';
import type { SequenceCondition, Step } from './sequence.contract.ts';
import { allOf, happened as isWithin } from './sql-parts.queries.ts';

type Rows = RawBuilder<unknown>;

export const sequence: Family<SequenceCondition> = {
  sql(condition, compiling) {
    const key = `sequence ${JSON.stringify(condition)}`;
    const rows = sql`(${ended(condition, compiling)})`;
    const found = compiling.scans.measure({ key, rows }, { value: sql`count(*)` });
    return sql`${found} > 0`;
  },
  judge({ steps, withinDays, within }, person, { moment }) {
    const events = happenings(person)
      .filter(({ at }) => !within || isTimeWithin(at, within, moment))
      .toSorted((one, other) => one.at - other.at);
    const timesOf = (step: Step) => events.filter(({ what }) => what === step).map(({ at }) => at);
    const most = withinDays * 86_400_000_000;
    const reached = steps
      .slice(1)
      .reduce((before, step) => followed(before, timesOf(step), most), timesOf(steps[0]!));
    return {
      holds: reached.length > 0,
      because: steps.map((step) => ({ fact: 'step', value: step })),
    };
  },
};

/** Those of these times that come after one of `before`, by so much at most; both in order, so that one walk is enough. */
function followed(before: readonly Micros[], times: readonly Micros[], most: Micros): Micros[] {
  let passed = 0;
  return times.filter((at) => {
    while (passed < before.length && before[passed]! < at) passed += 1;
    return passed > 0 && at - before[passed - 1]! <= most;
  });
}

function happenings({ orders, activities }: Person): { what: string; at: number }[] {
  const sales = orders.filter(({ kind }) => kind === 'sale').map(({ at }) => ({ what: 'order', at }));
  return [...sales, ...activities.map(({ type, at }) => ({ what: type, at }))];
}

/**
 * Customers with whom the last step happened in time after all others, as `customer_id`. Until when a step may follow is
 * worked out by what comes before, once, and not by every pair.
 */
function ended({ steps, withinDays, within }: SequenceCondition, compiling: Compiling): Rows {
  const hours = sql`cast(${String(withinDays * 24)} as integer) * interval '1 hour'`;
  return steps.slice(1).reduce(
    (before, step) => sql`select distinct e.customer_id, e.at from (${happened(step, within, compiling)}) e
      join (select b.customer_id, b.at, b.at + ${hours} as until from (${before}) b) p
        on p.customer_id = e.customer_id and p.at < e.at and p.until >= e.at`,
    happened(steps[0]!, within, compiling),
  );
}

/** When a step happened with whom, as `customer_id` and `at`. */
function happened(step: Step, within: SequenceCondition['within'], compiling: Compiling): Rows {
  const kept = (customerId: string, at: string) =>
    allOf([
      within && isWithin(sql.ref(at), within, compiling.moment),
      compiling.within(sql.ref(customerId)),
    ])!;
  if (step === 'order')
    return sql`select o.customer_id, o.ordered_at as at from facts.orders o
      where o.kind = 'sale' and o.customer_id <> 0 and ${kept('o.customer_id', 'o.ordered_at')}`;
  return sql`select a.customer_id, a.occurred_at as at from facts.activities a
    where a.type = cast(${step} as text) and ${kept('a.customer_id', 'a.occurred_at')}`;
}
