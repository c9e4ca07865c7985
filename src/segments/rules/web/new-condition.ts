import type { ConditionType } from '../conditions/conditions.contract.ts';
import type { Measure } from '../conditions/orders.contract.ts';
import type { LooseCondition } from './draft.ts';

/** What a condition begins with, so that little is left to fill in. */
export function newCondition(type: ConditionType, asked: Record<string, unknown>): LooseCondition {
  const made = { type, ...starts[type]?.(asked), ...asked };
  return ofFields.has(type) ? withOperator(made, String(asked.operator)) : made;
}

/** What goes with their operator is known by it alone. */
const ofFields: ReadonlySet<ConditionType> = new Set(['field', 'customField']);

const figures = { operator: 'atLeast' };
const usual: Partial<Record<Measure, number>> = { count: 1, products: 2, quantity: 1, daysSinceLast: 90 };

const starts: Partial<Record<ConditionType, (asked: Record<string, unknown>) => Record<string, unknown>>> = {
  age: () => ({ ...figures, value: 18 }),
  birthday: () => ({ calendar: 'solar', when: { nextDays: 30 } }),
  tag: () => ({ operator: 'any', tags: [] }),
  owner: () => ({ operator: 'is', owners: [], nobody: false }),
  team: () => ({ operator: 'is', teams: [], below: true }),
  source: () => ({ operator: 'any', sources: [] }),
  orders: ({ measure }) => ({
    ...{ measure: 'count', kind: 'purchases' },
    ...figures,
    value: usual[measure as Measure],
  }),
  activities: () => ({ ...figures, value: 1, within: { days: 30 } }),
  sequence: () => ({ steps: ['order', 'complaint'], withinDays: 30 }),
  rfm: () => ({ operator: 'is', values: [] }),
  stage: () => ({ operator: 'in', stages: [] }),
  grade: () => ({ operator: 'in', grades: [] }),
  segment: () => ({ operator: 'in', segments: [] }),
};

/** What goes with an operator that was chosen, kept from before where it fits. */
export function withOperator(condition: LooseCondition, operator: string): LooseCondition {
  const { value, to, values, within, ...rest } = condition;
  const changed = { ...rest, operator } as LooseCondition;
  if (valueOperators.has(operator)) return { ...changed, values: values ?? [] };
  if (operator === 'between') return { ...changed, value, to: to ?? value, ...keptWindow(condition) };
  if (countOperators.has(operator)) return { ...changed, value, ...keptWindow(condition) };
  if (operator === 'within') return { ...changed, within: within ?? { days: 30 } };
  return { ...changed, ...keptWindow(condition) };
}

/** Of orders and activities a window says when, whatever the operator. */
function keptWindow({ type, within }: LooseCondition): { within?: unknown } {
  return (type === 'orders' || type === 'activities') && within ? { within } : {};
}

const valueOperators: ReadonlySet<string> = new Set(['is', 'isNot', 'contains', 'notContains', 'begins']);
const countOperators: ReadonlySet<string> = new Set(['atLeast', 'atMost', 'exactly']);

/** Of each of these another word means other values. */
const notShared: ReadonlySet<ConditionType> = new Set(['field', 'customField', 'rfm']);

/** The same condition asked of something else: what fits both stays as it was. */
export function askedAnew(
  before: LooseCondition,
  type: ConditionType,
  asked: Record<string, unknown>,
): LooseCondition {
  const fresh = newCondition(type, asked);
  if (before.type !== type || notShared.has(type)) return fresh;
  return { ...before, ...asked };
}
