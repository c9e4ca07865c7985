import { z } from 'zod';
import type { ConditionContract } from './family.contract.ts';
import { type Operands, operandsShape, oppositeOperands, strictly } from './operands.contract.ts';
import { texts, wholeFigure } from './parts.contract.ts';
import { operatorsOf, type RuleFieldKey, ruleField, ruleFieldKeys } from './rule-fields.contract.ts';
import { operandsText } from './say-operands.contract.ts';

/** What a field of the customer holds. */
export type FieldCondition = { type: 'field'; field: RuleFieldKey } & Operands;

const standIns = ['displayName', 'phone', 'email', 'wechat', 'website', 'company'];

export const fieldContract: ConditionContract<FieldCondition> = {
  type: 'field',
  shapeOf(given) {
    const type = z.literal('field');
    const field = z.enum(ruleFieldKeys);
    if (!field.safeParse(given.field).success) return z.object({ type, field });
    const { as, choices } = ruleField(given.field as RuleFieldKey);
    const shape = operandsShape(given, operatorsOf[as], wholeFigure);
    const closed: Record<string, z.ZodType> =
      choices && 'values' in shape ? { values: texts.pipe(z.array(z.enum(choices))) } : {};
    return strictly({ type, field, ...shape, ...closed });
  },
  examples: [
    { type: 'field', field: 'city', operator: 'is', values: ['杭州', '上海'] },
    { type: 'field', field: 'company', operator: 'contains', values: ['科技'] },
    { type: 'field', field: 'spendMinor', operator: 'atLeast', value: 1_000_000 },
    { type: 'field', field: 'createdAt', operator: 'within', within: { days: 30 } },
    { type: 'field', field: 'phone', operator: 'filled' },
  ],
  // A name may stand in for an unknown one: it then is the phone or the like.
  reads: ({ field }) => ({ customers: field === 'displayName' ? standIns : [field] }),
  names: () => [],
  sentence(condition, say) {
    const { field } = condition;
    const { choices, money } = ruleField(field);
    const value = (text: string) => (choices ? say.text(`choice.${field}.${text}`) : text);
    return operandsText(condition, say.text(`field.${field}`), say, {
      value,
      figure: money ? say.money : say.number,
    });
  },
  opposite: oppositeOperands,
};
