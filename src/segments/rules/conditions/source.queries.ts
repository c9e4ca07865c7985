import { sql } from 'kysely';
import { fitsFigure } from '../judging.ts';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import type { SourceCondition } from './source.contract.ts';
import { comparesOrZero, isOneOf } from './sql-parts.queries.ts';

const table = factTable('customer_sources');

export const source: Family<SourceCondition> = {
  sql(condition, { scans }) {
    if (!('sources' in condition)) {
      const all = scans.measure(table, { value: sql`count(*)` });
      return comparesOrZero(all, condition, 'bigint');
    }
    const { operator } = condition;
    const sources = [...new Set(condition.sources)];
    const where = isOneOf(sql.ref('x.source_id'), sources, 'bigint');
    const told = scans.measure(table, { where, value: sql`count(*)` });
    if (operator === 'all') return sql`${told} = cast(${String(sources.length)} as integer)`;
    return operator === 'any' ? sql`${told} > 0` : sql`coalesce(${told}, 0) = 0`;
  },
  judge(condition, person, { names }) {
    const because = person.sources.map((id) => ({
      fact: 'source' as const,
      value: names.name('source', id),
      id,
    }));
    if (!('sources' in condition)) return { holds: fitsFigure(person.sources.length, condition), because };
    const has = (id: string) => person.sources.includes(id);
    const { operator, sources } = condition;
    const holds = operator === 'all' ? sources.every(has) : sources.some(has) === (operator === 'any');
    return { holds, because };
  },
};
