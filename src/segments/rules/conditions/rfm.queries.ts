import { sql } from 'kysely';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import type { RfmCondition } from './rfm.contract.ts';
import { isOneOf } from './sql-parts.queries.ts';

const columns = {
  recency: sql`cast(x.recency as text)`,
  frequency: sql`cast(x.frequency as text)`,
  spend: sql`cast(x.spend as text)`,
  group: sql.ref('x.rfm_group'),
  kind: sql.ref('x.rfm_kind'),
} as const;

const factNames = {
  recency: 'score',
  frequency: 'score',
  spend: 'score',
  group: 'rfmGroup',
  kind: 'rfmKind',
} as const;

export const rfm: Family<RfmCondition> = {
  sql({ measure, operator, values }, { scans }) {
    const where = isOneOf(columns[measure], values);
    const found = scans.measure(factTable('rfm'), { where, value: sql`count(*)` });
    return operator === 'is' ? sql`coalesce(${found}, 0) > 0` : sql`coalesce(${found}, 0) = 0`;
  },
  judge({ measure, operator, values }, { rfm: scores }) {
    const has = scores?.[measure];
    return {
      holds: (has !== undefined && values.includes(has)) === (operator === 'is'),
      because: [{ fact: factNames[measure], value: has ?? null }],
    };
  },
};
