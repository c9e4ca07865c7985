import { anyContract, type Condition } from './conditions/conditions.contract.ts';
import { type Group, groupKeyOf, partsOf, type Rule } from './rule-tree.contract.ts';
import type { Say } from './say.contract.ts';

/** Whom a rule means, as one sentence. */
export function sayRule(rule: Rule, say: Say): string {
  const key = groupKeyOf(rule);
  if (key === 'none') {
    const opposite = oppositeOf(rule);
    if (opposite === undefined) return whole('none', join(partsOf(rule as Group), 'any', say), say);
    return sayRule(opposite, say);
  }
  if (key === undefined || key === 'any') return whole('some', clauseOf(rule, say, false), say);
  return whole('some', join(partsOf(rule as Group), 'all', say), say);
}

/** Chinese goes on behind the clause: a figure at its end stands apart from the next word. */
function whole(key: 'some' | 'none', clause: string, say: Say): string {
  const apart = say.language === 'zh' && /\d$/.test(clause) ? ' ' : '';
  return say.text(`whole.${key}`, { clause: `${clause}${apart}` });
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
