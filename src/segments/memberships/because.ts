import type { Condition } from '../rules/conditions/conditions.contract.ts';
import type { Fact } from '../rules/conditions/family.queries.ts';
import type { Judged } from '../rules/judge-rule.ts';
import { type Group, groupKeyOf, partsOf, type Rule } from '../rules/rule-tree.contract.ts';
import type { Reason } from './movements.queries.ts';

const mostReasons = 20;

/** The conditions that decided: of a group that holds by some part that one, of one that needs all parts all. */
export function reasonsOf(rule: Rule, judged: Judged): Reason[] {
  return decisive(rule, judged).slice(0, mostReasons);
}

/** A segment is kept by its id alone: its name is for whom it is shared with. */
function kept(fact: Fact): Fact {
  return fact.fact === 'segment' ? { ...fact, value: null } : fact;
}

function decisive(rule: Rule, judged: Judged): Reason[] {
  const key = groupKeyOf(rule);
  if (key === undefined)
    return [{ condition: rule as Condition, holds: judged.holds, facts: (judged.because ?? []).map(kept) }];
  const parts = partsOf(rule as Group).map((part, index) => ({ part, of: judged.parts![index]! }));
  // All parts decide what needs them all; of what any part can decide those that did.
  const deciding = {
    all: judged.holds ? undefined : false,
    any: judged.holds ? true : undefined,
    none: judged.holds ? undefined : true,
  }[key];
  return parts
    .filter(({ of }) => deciding === undefined || of.holds === deciding)
    .flatMap(({ part, of }) => decisive(part, of));
}
