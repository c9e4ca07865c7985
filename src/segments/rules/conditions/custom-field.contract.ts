import { z } from 'zod';
import { type CustomFieldType, stableKey } from '#customers/public.contract.ts';
import type { ConditionContract } from './family.contract.ts';
import { type Operands, operandsShape, oppositeOperands, strictly } from './operands.contract.ts';
import { type Comparable, type Operator, operatorsOf } from './rule-fields.contract.ts';
import { operandsText } from './say-operands.contract.ts';

/** What a field that the organisation added holds; whether the operator fits it is known by its definition. */
export type CustomFieldCondition = { type: 'customField'; field: string } & Operands;

export const customFieldContract: ConditionContract<CustomFieldCondition> = {
  type: 'customField',
  shapeOf: (given) => strictly({ type: z.literal('customField'), field: stableKey, ...operandsShape(given) }),
  examples: [
    { type: 'customField', field: 'level', operator: 'is', values: ['gold', 'silver'] },
    { type: 'customField', field: 'fee', operator: 'between', value: 50_000, to: 100_000 },
    { type: 'customField', field: 'since', operator: 'within', within: { days: 365 } },
  ],
  reads: ({ field }) => ({ customers: [`field.${field}`] }),
  names: ({ field }) => [{ kind: 'customField', name: field, path: ['field'] }],
  sentence: (condition, say) =>
    operandsText(condition, say.name('customField', condition.field), say, {
      value(text) {
        const choice = `${condition.field}.${text}`;
        const name = say.name('choice', choice);
        // What is no choice is said as it was written.
        return name === choice ? text : name;
      },
      figure: (figure) => say.figureOf(condition.field, figure),
    }),
  opposite: oppositeOperands,
};

const comparedAs: Record<CustomFieldType, Comparable> = {
  text: 'text',
  url: 'text',
  number: 'figure',
  money: 'figure',
  date: 'date',
  choice: 'choice',
  choices: 'choice',
  person: 'choice',
  flag: 'choice',
};

/** What can be asked of a field of the organisation's own, which may be empty whatever it holds. */
export function operatorsOfCustom(type: CustomFieldType): readonly Operator[] {
  return [...new Set([...operatorsOf[comparedAs[type]], 'empty' as const, 'filled' as const])];
}
