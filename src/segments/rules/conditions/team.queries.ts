import { sql } from 'kysely';
import type { Family } from './family.queries.ts';
import { isNot, isOneOf } from './sql-parts.queries.ts';
import type { TeamCondition } from './team.contract.ts';

export const team: Family<TeamCondition> = {
  sql({ operator, teams, below }, { names }) {
    const meant = below ? names.teamsBelow(teams) : teams;
    const belongs = isOneOf(sql.ref('c.team_id'), meant, 'bigint');
    return operator === 'is' ? belongs : isNot(belongs);
  },
  judge({ operator, teams, below }, person, { names }) {
    const id = person.values.team_id ?? null;
    let at = id;
    while (below && at !== null && !teams.includes(at)) at = names.teamAbove(at);
    const belongs = at !== null && teams.includes(at);
    return {
      holds: belongs === (operator === 'is'),
      because: [{ fact: 'team', value: id === null ? null : names.name('team', id) }],
    };
  },
};
