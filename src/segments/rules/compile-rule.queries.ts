import { type RawBuilder, sql } from 'kysely';
import type { Condition } from './conditions/conditions.contract.ts';
import { familyOf } from './conditions/conditions.queries.ts';
import type { Compiling } from './conditions/family.queries.ts';
import { isNot } from './conditions/sql-parts.queries.ts';
import type { Moment } from './moment.ts';
import { narrowing } from './narrowing.ts';
import type { RuleNames } from './rule-names.ts';
import { type Group, groupKeyOf, partsOf, type Rule } from './rule-tree.contract.ts';
import { scansWithin, type Within } from './scans.queries.ts';

/** A rule as SQL over facts.*, the same for both engines. */
export interface CompiledRule {
  /** facts.customers `c` and what the conditions ask of other tables, one row a customer. */
  from: RawBuilder<unknown>;
  /** Over `from`: true of those whom the rule means; false or null of others, so that engines may look for it while they read. */
  holds: RawBuilder<boolean>;
}

/** Several rules over one reading of all that they ask about. */
export interface CompiledRules {
  from: RawBuilder<unknown>;
  holds: RawBuilder<boolean>[];
}

const everybody: Within = () => sql`true`;

/**
 * Compiles a rule that has no findings. Every table is read once for all conditions over it. `within` keeps it to some
 * customers: all that is read of others is left out before anything is counted, as is what would be counted of those whom
 * the rule leaves out by what stands with themselves.
 */
export function compileRule(
  rule: Rule,
  moment: Moment,
  names: RuleNames,
  within: Within = everybody,
): CompiledRule {
  const plain = { moment, names, scans: scansWithin(within, within), within };
  const narrow = narrowing(rule).map((each) => compiled(each, plain));
  const among: Within = (customerId) => sql`${customerId} in (select c.id from facts.customers c
    where ${sql.join([within(sql.ref('c.id')), ...narrow], sql` and `)})`;
  const { from, holds } = compileOver([rule], {
    moment,
    names,
    within,
    counted: narrow.length > 0 ? among : within,
  });
  return { from, holds: holds[0]! };
}

/** The same of several rules at once. */
export function compileRules(
  rules: readonly Rule[],
  moment: Moment,
  names: RuleNames,
  within: Within = everybody,
): CompiledRules {
  return compileOver(rules, { moment, names, within, counted: within });
}

interface Over {
  moment: Moment;
  names: RuleNames;
  /** Whom the rules are asked of. */
  within: Within;
  /** Of whom rows of other tables are counted. */
  counted: Within;
}

function compileOver(rules: readonly Rule[], { moment, names, within, counted }: Over): CompiledRules {
  const scans = scansWithin(within, counted);
  const holds = rules.map((rule) => compiled(rule, { moment, names, scans, within: counted }));
  const from = sql`(select * from facts.customers c where ${within(sql.ref('c.id'))}) c ${scans.joins()}`;
  return { from, holds };
}

function compiled(rule: Rule, compiling: Compiling): RawBuilder<boolean> {
  const key = groupKeyOf(rule);
  if (key === undefined) {
    const condition = rule as Condition;
    return sql`(${familyOf(condition).sql(condition, compiling)})`;
  }
  const parts = partsOf(rule as Group).map((part) => compiled(part, compiling));
  if (key === 'all') return sql`(${sql.join(parts, sql` and `)})`;
  const any = sql<boolean>`(${sql.join(parts, sql` or `)})`;
  return key === 'any' ? any : isNot(any);
}
