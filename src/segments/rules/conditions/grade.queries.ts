import { sql } from 'kysely';
import { localDay } from '../judging.ts';
import { addDays, startOfDay } from '../moment.ts';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import type { GradeCondition } from './grade.contract.ts';
import { isNot, isOneOf } from './sql-parts.queries.ts';

export const grade: Family<GradeCondition> = {
  sql({ operator, grades, forDays }, { scans, moment }) {
    const one = isOneOf(sql.ref('x.grade'), grades);
    const where =
      forDays === undefined
        ? one
        : sql<boolean>`(${one} and x.since < cast(${startOfDay(addDays(moment.today, 1 - forDays), moment.timeZone)} as timestamptz))`;
    const is = scans.meets(factTable('grades'), where);
    return operator === 'in' ? is : isNot(is);
  },
  judge({ operator, grades, forDays }, { grade: known }, { moment }) {
    const because = [{ fact: 'grade' as const, value: known?.grade ?? null }];
    const within = known !== null && grades.includes(known.grade);
    if (operator === 'notIn') return { holds: !within, because };
    const isLong = (days: number) => localDay(known!.since, moment.timeZone) <= addDays(moment.today, -days);
    return { holds: within && (forDays === undefined || isLong(forDays)), because };
  },
};
