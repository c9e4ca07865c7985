import type { LinkTarget } from '#platform/ui/link.tsx';
import { type Rule, rule as ruleShape } from '../../rules/rule-tree.contract.ts';

/** Opens the builder with this rule, to be saved as a new segment that is called so at first. */
export function asNewSegment(rule: Rule, name: string): LinkTarget {
  return { to: '/segments/new', search: { rule: JSON.stringify(rule), name } };
}

/** The rule that stands in an address; undefined where it is none. */
export function ruleInAddress(text: string): Rule | undefined {
  try {
    return ruleShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
