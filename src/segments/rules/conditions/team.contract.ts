import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { ids } from './parts.contract.ts';
import { namesText } from './say-operands.contract.ts';

/** Which team looks after a customer; whom nobody looks after is in none. */
export interface TeamCondition {
  type: 'team';
  operator: 'is' | 'isNot';
  teams: string[];
  /** The teams below them, too. */
  below: boolean;
}

export const teamContract: ConditionContract<TeamCondition> = {
  type: 'team',
  shapeOf: () =>
    z.strictObject({
      type: z.literal('team'),
      operator: z.enum(['is', 'isNot']),
      teams: ids,
      below: z.boolean().default(false),
    }),
  examples: [
    { type: 'team', operator: 'is', teams: ['1'], below: true },
    { type: 'team', operator: 'isNot', teams: ['1'], below: false },
  ],
  reads: () => ({ customers: ['ownerId'] }),
  names: ({ teams }) => namedIn('team', teams, 'teams'),
  sentence: ({ operator, teams, below }, say) =>
    say.text(`team.${operator}${below ? 'Below' : ''}`, { teams: namesText('team', teams, say) }),
  opposite: (condition) => ({ ...condition, operator: condition.operator === 'is' ? 'isNot' : 'is' }),
};
