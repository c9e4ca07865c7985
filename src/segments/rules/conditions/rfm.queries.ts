import { sql } from 'kysely';
import { factTable } from '../scans.queries.ts';
import type { Family } from './family.queries.ts';
import type { RfmCondition } from './rfm.contract.ts';
import { isNot, isOneOf } from './sql-parts.queries.ts';

const columns = {
  recency: ['x.recency', 'integer'],
  frequency: ['x.frequency', 'integer'],
  spend: ['x.spend', 'integer'],
  group: ['x.rfm_group', 'text'],
  kind: ['x.rfm_kind', 'text'],
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
    const [column, type] = columns[measure];
    const has = scans.meets(factTable('rfm'), isOneOf(sql.ref(column), values, type));
    return operator === 'is' ? has : isNot(has);
  },
  judge({ measure, operator, values }, { rfm: scores }) {
    const has = scores?.[measure];
    return {
      holds: (has !== undefined && values.includes(has)) === (operator === 'is'),
      because: [{ fact: factNames[measure], value: has ?? null }],
    };
  },
};
