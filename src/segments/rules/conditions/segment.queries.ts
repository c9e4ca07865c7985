import { sql } from 'kysely';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import type { SegmentCondition } from './segment.contract.ts';
import { isOneOf } from './sql-parts.queries.ts';

export const segment: Family<SegmentCondition> = {
  sql({ operator, segments }, { scans }) {
    const where = isOneOf(sql.ref('x.segment_id'), segments, 'bigint');
    const found = scans.measure(factTable('members'), { where, value: sql`count(*)` });
    return operator === 'in' ? sql`${found} > 0` : sql`coalesce(${found}, 0) = 0`;
  },
  judge({ operator, segments }, person, { names }) {
    const member = segments.filter((id) => person.segments.includes(id));
    return {
      holds: member.length > 0 === (operator === 'in'),
      because: member.map((id) => ({ fact: 'segment', value: names.name('segment', id), id })),
    };
  },
};
