import { sql } from 'kysely';
import type { Family } from './family.queries.ts';
import type { OwnerCondition } from './owner.contract.ts';
import { isNot, isOneOf } from './sql-parts.queries.ts';

export const owner: Family<OwnerCondition> = {
  sql({ operator, owners, nobody }) {
    const named = isOneOf(sql.ref('c.owner_id'), owners, 'bigint');
    const looksAfter = nobody ? sql<boolean>`(${named} or c.owner_id is null)` : named;
    return operator === 'is' ? looksAfter : isNot(looksAfter);
  },
  judge({ operator, owners, nobody }, person, { names }) {
    const id = person.values.owner_id ?? null;
    const isNamed = id === null ? nobody : owners.includes(id);
    return {
      holds: isNamed === (operator === 'is'),
      because: [{ fact: 'owner', value: id === null ? null : names.name('user', id) }],
    };
  },
};
