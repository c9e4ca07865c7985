import type { Condition } from './conditions/conditions.contract.ts';
import { familyOf } from './conditions/conditions.queries.ts';
import type { Fact } from './conditions/family.queries.ts';
import type { Moment } from './moment.ts';
import type { Person } from './person.ts';
import type { RuleNames } from './rule-names.ts';
import { type Group, type GroupKey, groupKeyOf, partsOf, type Rule } from './rule-tree.contract.ts';

/** A rule with what it comes to for one customer, in the shape of the rule. */
export interface Judged {
  holds: boolean;
  /** Of a group. */
  group?: GroupKey;
  parts?: Judged[];
  /** Of a condition. */
  type?: Condition['type'];
  because?: Fact[];
}

/** Judges a rule by the facts of one customer, without a database. */
export function judgeRule(rule: Rule, person: Person, asking: { moment: Moment; names: RuleNames }): Judged {
  const group = groupKeyOf(rule);
  if (group === undefined) {
    const condition = rule as Condition;
    return { type: condition.type, ...familyOf(condition).judge(condition, person, asking) };
  }
  const parts = partsOf(rule as Group).map((part) => judgeRule(part, person, asking));
  const holding = parts.filter(({ holds }) => holds).length;
  const holds = { all: holding === parts.length, any: holding > 0, none: holding === 0 }[group];
  return { holds, group, parts };
}
