import type { LinkTarget } from '#platform/ui/link.tsx';
import type { Rule } from '../rule-tree.contract.ts';

/** Addresses that are longer do not reach every server. */
const longestAddress = 6_000;

/** The list of those whom a rule means now; undefined where no address holds the rule. */
export function customersMeant(rule: Rule): LinkTarget | undefined {
  const text = JSON.stringify(rule);
  return encodeURIComponent(text).length > longestAddress
    ? undefined
    : { to: '/customers', search: { rule: text } };
}
