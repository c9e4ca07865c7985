import { sql } from 'kysely';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import { isOneOf } from './sql-parts.queries.ts';
import type { TagCondition } from './tag.contract.ts';

export const tag: Family<TagCondition> = {
  sql({ operator, tags }, { scans, names }) {
    const meant = [...new Set(tags.map(names.meantTag))];
    const where = isOneOf(sql.ref('x.tag_id'), meant, 'bigint');
    const carried = scans.measure(factTable('customer_tags'), { where, value: sql`count(*)` });
    if (operator === 'all') return sql`${carried} = cast(${String(meant.length)} as integer)`;
    return operator === 'any' ? sql`${carried} > 0` : sql`coalesce(${carried}, 0) = 0`;
  },
  judge({ operator, tags }, person, { names }) {
    const has = (tag: string) => person.tags.includes(names.meantTag(tag));
    const carried = [...new Set(tags.filter(has).map(names.meantTag))];
    const because = carried.map((id) => ({ fact: 'tag' as const, value: names.name('tag', id), id }));
    if (operator === 'all') return { holds: tags.every(has), because };
    return { holds: tags.some(has) === (operator === 'any'), because };
  },
};
