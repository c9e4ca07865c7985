import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { strictly } from './operands.contract.ts';
import { type Comparison, comparisonShape, countOperators, ids } from './parts.contract.ts';
import { comparedText, namesText } from './say-operands.contract.ts';
import { type SetOperator, setOperators } from './tag.contract.ts';

/** Which sources told of a customer, or how many did. */
export type SourceCondition =
  | { type: 'source'; operator: SetOperator; sources: string[] }
  | ({ type: 'source' } & Comparison);

const type = z.literal('source');

function shapeOf({ operator }: Readonly<Record<string, unknown>>): z.ZodType {
  if ((setOperators as readonly unknown[]).includes(operator))
    return z.strictObject({ type, operator: z.enum(setOperators), sources: ids });
  if ((countOperators as readonly unknown[]).includes(operator))
    return strictly({ type, ...comparisonShape(operator, z.number().int().min(0).max(1_000)) });
  return z.object({ type, operator: z.enum([...setOperators, ...countOperators]) });
}

export const sourceContract: ConditionContract<SourceCondition> = {
  type: 'source',
  shapeOf,
  examples: [
    { type: 'source', operator: 'any', sources: ['1'] },
    { type: 'source', operator: 'all', sources: ['1', '2'] },
    { type: 'source', operator: 'atLeast', value: 2 },
  ],
  reads: () => ({}),
  names: (condition) => ('sources' in condition ? namedIn('source', condition.sources, 'sources') : []),
  sentence(condition, say) {
    if (!('sources' in condition))
      return say.text('source.count', {
        count: condition.to ?? condition.value,
        compared: comparedText(condition, say),
      });
    const { operator, sources } = condition;
    return say.text(`source.${operator}`, {
      sources: namesText('source', sources, say, operator === 'all' ? 'allOf' : 'anyOf'),
    });
  },
  opposite(condition) {
    if (!('sources' in condition) || condition.operator === 'all') return undefined;
    return { ...condition, operator: condition.operator === 'any' ? 'none' : 'any' };
  },
};
