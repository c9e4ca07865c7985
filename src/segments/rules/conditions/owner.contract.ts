import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { ids } from './parts.contract.ts';
import { shortList } from './say-operands.contract.ts';

/** Who looks after a customer. */
export interface OwnerCondition {
  type: 'owner';
  operator: 'is' | 'isNot';
  owners: string[];
  /** That nobody does, too. */
  nobody: boolean;
}

export const ownerContract: ConditionContract<OwnerCondition> = {
  type: 'owner',
  shapeOf: ({ nobody }) =>
    z.strictObject({
      type: z.literal('owner'),
      operator: z.enum(['is', 'isNot']),
      owners: nobody === true ? ids.or(z.tuple([])).default([]) : ids,
      nobody: z.boolean().default(false),
    }),
  examples: [
    { type: 'owner', operator: 'is', owners: ['1'], nobody: false },
    { type: 'owner', operator: 'is', owners: [], nobody: true },
  ],
  reads: () => ({ customers: ['ownerId'] }),
  names: ({ owners }) => namedIn('user', owners, 'owners'),
  sentence({ operator, owners, nobody }, say) {
    if (owners.length === 0) return say.text(`owner.${operator}Nobody`);
    const names = owners.map((owner) => say.name('user', owner));
    return say.text(`owner.${operator}`, {
      owners: shortList(nobody ? [...names, say.text('owner.nobody')] : names, say),
    });
  },
  opposite: (condition) => ({ ...condition, operator: condition.operator === 'is' ? 'isNot' : 'is' }),
};
