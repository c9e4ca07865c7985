import type { Condition } from './conditions/conditions.contract.ts';
import { ruleField } from './conditions/rule-fields.contract.ts';
import { type Group, groupKeyOf, partsOf, type Rule } from './rule-tree.contract.ts';

const fewValues: ReadonlySet<string> = new Set(['gender', 'kind']);

/**
 * Conditions about the customer alone that everybody whom a rule means must meet, and that as a rule leave most others out:
 * what is counted of other tables is read of those alone. Ranges often leave few out, and asking twice costs more then.
 */
export function narrowing(rule: Rule): Condition[] {
  const key = groupKeyOf(rule);
  if (key === 'all') return partsOf(rule as Group).flatMap(narrowing);
  return key === undefined && isNarrow(rule as Condition) ? [rule as Condition] : [];
}

function isNarrow(condition: Condition): boolean {
  switch (condition.type) {
    case 'field':
      return (
        (condition.operator === 'is' || condition.operator === 'exactly') &&
        ruleField(condition.field).as !== 'contact' &&
        !fewValues.has(condition.field)
      );
    case 'owner':
    case 'team':
      return condition.operator === 'is';
    case 'birthday':
      return true;
    default:
      return false;
  }
}
