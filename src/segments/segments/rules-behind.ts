import type { Context } from '#platform/db/context.ts';
import { type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { rulesOf } from './segments.queries.ts';

/** The rules of all segments that a rule stands on, however far away, by the ids of the segments. */
export async function rulesBehind(ctx: Context, rule: Rule): Promise<Map<string, Rule>> {
  const found = new Map<string, Rule>();
  const asked = new Set<string>();
  let next = segmentsNamedBy(rule);
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const rules = await rulesOf(ctx, next);
    for (const [id, each] of rules) found.set(id, each);
    next = [...new Set([...rules.values()].flatMap(segmentsNamedBy))].filter((id) => !asked.has(id));
  }
  return found;
}

/** A rule with all that it stands on, as one that reads what they all read together. */
export async function wholeRule(ctx: Context, rule: Rule): Promise<Rule> {
  const behind = await rulesBehind(ctx, rule);
  return behind.size === 0 ? rule : { all: [rule, ...behind.values()] };
}
