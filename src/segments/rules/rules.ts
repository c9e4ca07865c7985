import { customerNames, readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { findingsIn } from './check-rule.ts';
import { compileRule } from './compile-rule.queries.ts';
import { anyContract } from './conditions/conditions.contract.ts';
import { countStatement } from './count-rule.queries.ts';
import { type Judged, judgeRule } from './judge-rule.ts';
import { type Moment, momentAt } from './moment.ts';
import { loadPeople } from './people.queries.ts';
import { type RuleNames, readRuleNames } from './rule-names.ts';
import { reachedByRule } from './rule-reach.queries.ts';
import { refuseUnreadable } from './rule-rights.ts';
import { conditionsOf, type Rule, segmentsNamedBy } from './rule-tree.contract.ts';
import type { Finding, rulesContract } from './rules.contract.ts';
import { sayIn, sentenceOf } from './say.ts';
import { sayRule } from './say-rule.contract.ts';
import { shownFacts } from './shown-facts.ts';

type Endpoints = (typeof rulesContract)['endpoints'];

const namedCustomers = 8;
/** Of a rule that names thousands of things in vain, more tell nobody more. */
const mostFindings = 50;

/**
 * What a rule is asked with; `whole` reads what the rule reads and what those of the segments do that it names. Fails
 * where the actor may not read that, and with segments.rule_not_askable, which names the places, where it names what is
 * not there.
 */
export async function askingOf(
  ctx: Context,
  rule: Rule,
): Promise<{ moment: Moment; names: RuleNames; whole: Rule }> {
  refuseUnreadable(ctx, rule);
  const names = await readRuleNames(ctx, [rule]);
  // What segments read is told of those alone that the actor sees.
  refuseFindings(findingsIn(rule, names).filter(({ blocks }) => blocks));
  const whole = await wholeRule(ctx, rule);
  if (!whole) throw fail('invalid', 'segments.rule_not_askable');
  refuseUnreadable(ctx, whole);
  const { timeZone } = await ctx.organisation();
  return { moment: momentAt(ctx.clock.now(), timeZone), names, whole };
}

function refuseFindings(blocking: readonly Finding[]): void {
  if (blocking.length === 0) return;
  throw fail('invalid', 'segments.rule_not_askable', {
    errors: blocking.slice(0, mostFindings).map(({ path, problem, kind, name }) => ({
      path: ['rule', ...path].join('.'),
      code: `segments.${problem}`,
      message: inEnglish[problem](kind, name),
    })),
  });
}

const inEnglish: Record<Finding['problem'], (kind: string, name: string) => string> = {
  missing: (kind, name) => `There is no ${kind} ${name}.`,
  archived: (kind, name) => `The ${kind} ${name} is archived.`,
  unfit: (_, name) => `${name} does not fit.`,
};

/** Counts whom a rule means of those that the actor sees. */
export async function countRule(ctx: Context, rule: Rule): Promise<OutputOf<Endpoints['countRule']>> {
  const since = performance.now();
  const { moment, names, whole } = await askingOf(ctx, rule);
  const compiled = compileRule(rule, moment, names);
  const statement = countStatement(compiled, reachedByRule(ctx, whole), namedCustomers);
  const { rows, engine, asOf } = await ctx.facts.ask(statement);
  const counted = rows[0]!;
  const ids = counted.few?.split(',') ?? [];
  const people = await customerNames(ctx, ids);
  const [customers, reached] = [Number(counted.customers), Number(counted.reached)];
  return {
    customers,
    reached,
    share: reached === 0 ? null : customers / reached,
    spendMinor: readsField(ctx, 'spendMinor') ? counted.spendMinor : null,
    items: ids.flatMap((id) => {
      const found = people.get(id);
      return found ? [{ id, displayName: found.displayName }] : [];
    }),
    asOf: asOf.toISOString(),
    engine,
    tookMs: Math.round(performance.now() - since),
  };
}

/** Judges a rule for one customer that the actor sees. Fails with customers.not_found for others. */
export async function explainRule(
  ctx: Context,
  { rule, customerId }: { rule: Rule; customerId: string },
): Promise<OutputOf<Endpoints['explainRule']>> {
  const asking = await askingOf(ctx, rule);
  return explainFor(ctx, { rule, customerId, ...asking, shown: asking.names });
}

/** The same by names that were read already; whoever asks is told of things by those that are `shown`. */
export async function explainFor(
  ctx: Context,
  asked: {
    rule: Rule;
    customerId: string;
    whole: Rule;
    moment: Moment;
    names: RuleNames;
    shown: RuleNames;
  },
): Promise<OutputOf<Endpoints['explainRule']>> {
  const { rule, customerId, whole, shown } = asked;
  const withSegments = segmentsNamedBy(rule).length > 0;
  const people = await loadPeople(ctx, [customerId], { reach: reachedByRule(ctx, whole), withSegments });
  const person = people.get(customerId);
  if (!person) throw fail('notFound', 'customers.not_found');
  const judged = judgeRule(rule, person, asked);
  const telling = { shown, sentences: await sentencesOf(ctx, rule, shown) };
  return { holds: judged.holds, nodes: nodesOf(judged, [], telling) };
}

type Nodes = OutputOf<Endpoints['explainRule']>['nodes'];
type BothTexts = { en: string; zh: string };

function nodesOf(
  { parts = [], because, ...node }: Judged,
  path: (string | number)[],
  telling: { shown: RuleNames; sentences: ReadonlyMap<string, BothTexts> },
): Nodes {
  const sentence = telling.sentences.get(path.join('.'));
  const own = {
    ...{ ...node, path },
    ...(because ? { because: shownFacts(because, telling.shown) } : {}),
    ...(sentence ? { sentence } : {}),
  };
  return [own, ...parts.flatMap((part, index) => nodesOf(part, [...path, node.group!, index], telling))];
}

async function sentencesOf(ctx: Context, rule: Rule, names: RuleNames): Promise<Map<string, BothTexts>> {
  const { currency } = await ctx.organisation();
  const [en, zh] = [sayIn('en', currency, names), sayIn('zh', currency, names)];
  return new Map(
    conditionsOf(rule).map(({ condition, path }) => [
      path.join('.'),
      { en: sayRule(condition, en), zh: sayRule(condition, zh) },
    ]),
  );
}

/** A rule in words of both languages, with what it names that is not there. */
export async function describeRule(ctx: Context, rule: Rule): Promise<OutputOf<Endpoints['describeRule']>> {
  refuseUnreadable(ctx, rule);
  const names = await readRuleNames(ctx, [rule]);
  const { currency } = await ctx.organisation();
  const named = conditionsOf(rule).flatMap(({ condition }) => anyContract(condition).names(condition));
  const known = new Map(
    named
      .filter(({ kind, name }) => names.knows(kind, name) || names.name(kind, name) !== name)
      .map((each) => [`${each.kind} ${each.name}`, each]),
  );
  return {
    sentence: sentenceOf(rule, names, currency),
    findings: findingsIn(rule, names).slice(0, mostFindings),
    names: [...known.values()].map(({ kind, name }) => ({ kind, id: name, name: names.name(kind, name) })),
  };
}
