import type { CleaningRuleRow } from './cleaning.contract.ts';
import type { CleaningCheck, CleaningRule } from './rule.ts';

/** Every rule, in the order in which they work. What one makes, the next is given. */
const cleaningRules: readonly CleaningRule[] = [];

/** Every check; they look at what the rules have left. */
const cleaningChecks: readonly CleaningCheck[] = [];

/** Rules and checks as people see them. */
export function ruleRows(): CleaningRuleRow[] {
  return [
    ...cleaningRules.map((rule) => ({
      ...rowOf(rule),
      does: 'change' as const,
      examples: [...rule.examples],
    })),
    ...cleaningChecks.map((check) => ({
      ...rowOf(check),
      does: 'check' as const,
      examples: check.examples
        .filter(({ finds }) => finds)
        .map(({ value, suggestion }) => ({ before: value, after: suggestion ?? null })),
    })),
  ];
}

function rowOf({ code, title, reason, readings, byDefault, ...rest }: CleaningRule | CleaningCheck) {
  const always = 'always' in rest && rest.always === true;
  return { code, title, reason, readings: [...readings], byDefault, always };
}
