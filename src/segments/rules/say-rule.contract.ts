import { anyContract, type Condition } from './conditions/conditions.contract.ts';
import { type Group, groupKeyOf, partsOf, type Rule } from './rule-tree.contract.ts';
import type { Say } from './say.contract.ts';

/** Whom a rule means, as one sentence. */
export function sayRule(rule: Rule, say: Say): string {
  const key = groupKeyOf(rule);
  if (key === 'none') {
    const opposite = oppositeOf(rule);
    if (opposite === undefined)
      return say.text('whole.none', { clause: join(partsOf(rule as Group), 'any', say) });
    return sayRule(opposite, say);
  }
  if (key === undefined || key === 'any')
    return say.text('whole.some', { clause: clauseOf(rule, say, false) });
  return say.text('whole.some', { clause: join(partsOf(rule as Group), 'all', say) });
}

/** A part of a sentence; a group within another one stands in brackets. */
function clauseOf(rule: Rule, say: Say, isNested: boolean): string {
  const key = groupKeyOf(rule);
  if (key === undefined) {
    const condition = rule as Condition;
    return anyContract(condition).sentence(condition, say).replaceAll(/\s+/g, ' ').trim();
  }
  const parts = partsOf(rule as Group);
  if (key === 'none') {
    const opposite = oppositeOf(rule);
    if (opposite) return clauseOf(opposite, say, isNested);
    return say.text('clause.none', { clause: join(parts, 'any', say) });
  }
  if (parts.length === 1) return clauseOf(parts[0]!, say, isNested);
  const clause = join(parts, key, say);
  return isNested ? say.text('clause.nested', { clause }) : clause;
}

function join(parts: readonly Rule[], key: 'all' | 'any', say: Say): string {
  const clauses = parts.map((part) => clauseOf(part, say, parts.length > 1));
  const last = clauses.pop()!;
  if (clauses.length === 0) return last;
  return say.text(`join.${key}${clauses.length === 1 ? 'Two' : ''}`, {
    first: clauses.join(say.text('join.between')),
    last,
  });
}

/** A `none` whose conditions can all be asked the other way round: people say "without an order", not "not with one". */
function oppositeOf(rule: Rule): Rule | undefined {
  const opposites = partsOf(rule as Group).map((part) =>
    groupKeyOf(part) === undefined ? anyContract(part as Condition).opposite?.(part as Condition) : undefined,
  );
  const all = opposites.filter((each) => each !== undefined);
  if (all.length < opposites.length) return undefined;
  return all.length === 1 ? all[0]! : { all };
}
