import type { Context } from '#platform/db/context.ts';
import { anyContract, type Condition } from './conditions/conditions.contract.ts';
import { operatorsOfCustom } from './conditions/custom-field.contract.ts';
import type { NamedKind } from './conditions/named.contract.ts';
import { type RuleNames, readRuleNames } from './rule-names.ts';
import { conditionsOf, type Rule } from './rule-tree.contract.ts';
import type { Finding } from './rules.contract.ts';

/** A name of a category is compared as text, so a rule may wait for one to come. */
const mayBeMissing: ReadonlySet<NamedKind> = new Set(['category']);

/** What a rule names that is not there (any more), or that does not fit what it is. */
export async function checkRule(ctx: Context, rule: Rule): Promise<Finding[]> {
  return findingsIn(rule, await readRuleNames(ctx, [rule]));
}

/** The same by names that were read already. */
export function findingsIn(rule: Rule, names: RuleNames): Finding[] {
  return conditionsOf(rule).flatMap(({ condition, path }) => [
    ...missing(condition, names).map((finding) => ({ ...finding, path: [...path, ...finding.path] })),
    ...unfit(condition, names).map((finding) => ({ ...finding, path: [...path, ...finding.path] })),
  ]);
}

function missing(condition: Condition, names: RuleNames): Finding[] {
  return anyContract(condition)
    .names(condition)
    .filter(({ kind, name }) => !names.knows(kind, name))
    .map(({ kind, name, path }) => ({
      kind,
      name,
      ...calledIn(names, kind, name),
      path: [...path],
      problem: names.isArchived(kind, name) ? ('archived' as const) : ('missing' as const),
      blocks: !mayBeMissing.has(kind),
    }));
}

/** Whether operator and values of a field of the organisation's own fit its type. */
function unfit(condition: Condition, names: RuleNames): Finding[] {
  if (condition.type !== 'customField' || !names.knows('customField', condition.field)) return [];
  const { type } = names.field(condition.field);
  const finding = (kind: NamedKind, name: string, path: (string | number)[]): Finding => ({
    ...{ kind, name, ...calledIn(names, kind, name), path, problem: 'unfit' as const, blocks: true },
  });
  if (!operatorsOfCustom(type).includes(condition.operator))
    return [finding('customField', condition.field, ['operator'])];
  if (!('values' in condition)) return [];
  const fits = (value: string) => {
    if (type === 'flag') return value === 'true' || value === 'false';
    return type === 'choice' || type === 'choices' || type === 'person'
      ? names.knows('choice', `${condition.field}.${value}`)
      : true;
  };
  return condition.values.flatMap((value, index) =>
    fits(value) ? [] : [finding('choice', `${condition.field}.${value}`, ['values', index])],
  );
}

/** What people call what a rule names by its id or key. */
export function calledIn(names: RuleNames, kind: NamedKind, name: string): Pick<Finding, 'called'> {
  const called = { en: names.name(kind, name, 'en'), zh: names.name(kind, name, 'zh') };
  return called.en === name && called.zh === name ? {} : { called };
}
