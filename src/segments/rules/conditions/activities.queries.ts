import { sql } from 'kysely';
import { fitsFigure, isTimeWithin } from '../judging.ts';
import { factTable } from '../scans.queries.ts';
import type { ActivitiesCondition } from './activities.contract.ts';
import type { Family } from './family.queries.ts';
import { allOf, comparesOrZero, happened, isOneOf } from './sql-parts.queries.ts';

const mostShown = 5;

export const activities: Family<ActivitiesCondition> = {
  sql(condition, { scans, moment }) {
    const { activities: types, within } = condition;
    const where = allOf([
      types && isOneOf(sql.ref('x.type'), types),
      within && happened(sql.ref('x.occurred_at'), within, moment),
    ]);
    const times = scans.measure(factTable('activities'), { where, value: sql`count(*)` });
    return comparesOrZero(times, condition, 'bigint');
  },
  judge(condition, person, { moment }) {
    const { activities: types, within } = condition;
    const meant = person.activities.filter(
      ({ type, at }) =>
        (!types || types.some((each) => each === type)) && (!within || isTimeWithin(at, within, moment)),
    );
    const latest = meant.toSorted((one, other) => other.at - one.at).slice(0, mostShown);
    return {
      holds: fitsFigure(meant.length, condition),
      because: [
        { fact: 'measured', value: String(meant.length) },
        ...latest.map(({ id, type }) => ({ fact: 'activity' as const, value: type, id })),
      ],
    };
  },
};
