import type { LinkTarget } from '#platform/ui/link.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { storedRule } from '../../rules/stored-rule.ts';

/** Opens the builder with this rule, to be saved as a new segment that is called so at first. */
export function asNewSegment(rule: Rule, name: string): LinkTarget {
  return { to: '/segments/new', search: { rule: JSON.stringify(rule), name } };
}

/** The rule that stands in an address; undefined where it is none. */
export function ruleInAddress(text: string): Rule | undefined {
  try {
    return storedRule(JSON.parse(text));
  } catch {
    return undefined;
  }
}
