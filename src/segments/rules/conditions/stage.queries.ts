import { sql } from 'kysely';
import { localDay } from '../judging.ts';
import { addDays, startOfDay } from '../moment.ts';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import { isNot, isOneOf } from './sql-parts.queries.ts';
import type { StageCondition } from './stage.contract.ts';

export const stage: Family<StageCondition> = {
  sql({ operator, stages, forDays }, { scans, moment }) {
    const one = isOneOf(sql.ref('x.stage'), stages);
    const where =
      forDays === undefined
        ? one
        : sql<boolean>`(${one} and x.since < cast(${startOfDay(addDays(moment.today, 1 - forDays), moment.timeZone)} as timestamptz))`;
    const is = scans.meets(factTable('stages'), where);
    return operator === 'in' ? is : isNot(is);
  },
  judge({ operator, stages, forDays }, { stage: known }, { moment }) {
    const because = [{ fact: 'stage' as const, value: known?.stage ?? null }];
    const within = known !== null && stages.includes(known.stage);
    if (operator === 'notIn') return { holds: !within, because };
    const isLong = (days: number) => localDay(known!.since, moment.timeZone) <= addDays(moment.today, -days);
    return { holds: within && (forDays === undefined || isLong(forDays)), because };
  },
};
