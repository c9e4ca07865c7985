import type { Context } from '#platform/db/context.ts';
import { rulesIn } from '../grades/given-scheme.contract.ts';
import { readGrades } from '../grades/stored-grades.queries.ts';
import { givenStages } from '../lifecycle/given-stages.ts';
import { readLifecycle } from '../lifecycle/lifecycle.queries.ts';
import type { ConditionType } from '../rules/conditions/conditions.contract.ts';
import { conditionsOf, type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { readableRules, storedRule } from '../rules/stored-rule.ts';
import { type RulesOfSegment, rulesOf as rulesOfSegments } from './segments.queries.ts';

/**
 * The rules of all segments that a rule stands on, however far away, by the ids of the segments; undefined where lost.
 * `told`: with those that their members are worked out by as yet, for who may be told of them.
 */
export async function rulesBehind(
  ctx: Context,
  rule: Rule,
  { told = false }: { told?: boolean } = {},
): Promise<Map<string, Rule | undefined>> {
  const found = new Map<string, Rule | undefined>();
  const asked = new Set<string>();
  let next = segmentsNamedBy(rule);
  while (next.length > 0) {
    for (const id of next) asked.add(id);
    const stored = await rulesOfSegments(ctx, next);
    const rules = new Map(
      [...stored].map(([id, each]) => [id, told ? toldRule(each) : (each.rule ?? undefined)]),
    );
    for (const [id, each] of rules) found.set(id, each);
    next = [...new Set([...rules.values()].flatMap((each) => (each ? segmentsNamedBy(each) : [])))].filter(
      (id) => !asked.has(id),
    );
  }
  return found;
}

/** The rule of a segment, and the one that its members are worked out by as yet; undefined where one is lost. */
function toldRule({ rule, lost, former }: RulesOfSegment): Rule | undefined {
  if (lost || former === undefined) return undefined;
  const own = rule ?? { all: [] };
  return former === null ? own : { all: [own, former] };
}

/** The rules, as they are stored, by which is worked out what conditions of a type ask about. */
const behindType: readonly [ConditionType, (ctx: Context) => Promise<unknown[]>][] = [
  [
    'stage',
    async (ctx) => {
      const { stages, applied } = await readLifecycle(ctx);
      return [...(stages ?? givenStages), ...(applied ?? [])].map(({ rule }) => rule);
    },
  ],
  [
    'grade',
    async (ctx) => {
      const { scheme, applied } = await readGrades(ctx);
      return [...rulesIn(scheme), ...(applied ? rulesIn(applied) : [])];
    },
  ],
];

/**
 * A rule with all that it stands on, as one that reads what they all read together: the rules of segments, and where any of
 * them asks about a stage or a grade, or whoever is told of it is told these `besides`, those by which these are worked
 * out. Undefined where part of that is lost.
 */
export async function wholeRule(
  ctx: Context,
  rule: Rule,
  besides?: 'stage' | 'grade',
): Promise<Rule | undefined> {
  const whole = [rule, ...(await rulesBehind(ctx, rule, { told: true })).values()];
  const left = new Map(behindType);
  for (;;) {
    const asked = [...left].find(
      ([type]) => type === besides || whole.some((each) => each && asksAbout(each, type)),
    );
    if (!asked) break;
    const [type, rulesOf] = asked;
    left.delete(type);
    const stored = await rulesOf(ctx);
    const behind = await rulesBehind(ctx, { any: readableRules(stored) }, { told: true });
    whole.push(...stored.map(storedRule), ...behind.values());
  }
  if (whole.length === 1) return rule;
  return whole.every((each) => each !== undefined) ? { all: whole } : undefined;
}

/** Rules as they are stored, as one: those that this version can read, and with all that they stand on, as `wholeRule`. */
export async function wholeOfStored(
  ctx: Context,
  stored: readonly unknown[],
): Promise<{ known: Rule; whole: Rule | undefined }> {
  const known = { any: readableRules(stored) };
  return { known, whole: known.any.length === stored.length ? await wholeRule(ctx, known) : undefined };
}

export function asksAbout(rule: Rule, type: ConditionType): boolean {
  return conditionsOf(rule).some(({ condition }) => condition.type === type);
}

/** The same of a segment; of a list made by hand one that reads nothing. */
export async function wholeRuleOf(ctx: Context, segment: RulesOfSegment): Promise<Rule | undefined> {
  const rule = toldRule(segment);
  return rule && wholeRule(ctx, rule);
}
