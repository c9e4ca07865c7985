import { mayDo } from '#platform/access/actor.ts';
import type { Context, Holding, ListFilter } from '#platform/db/context.ts';
import { Failure, fail } from '#platform/errors/errors.ts';
import { compileRule } from '../rules/compile-rule.queries.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { rule as ruleShape } from '../rules/rule-tree.contract.ts';
import { mostMeant } from '../rules/rules.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { wholeRuleOf } from '../segments/rules-behind.ts';
import { findSegment, type StoredSegment } from '../segments/segments.queries.ts';
import { type CountedBy, countedBy, mayRead, reachesEverybody } from '../segments/shown-segments.ts';
import {
  isMember,
  isNoMember,
  isOneOf,
  meantStatement,
  movedOn,
  type SegmentsAsked,
} from './list-filters.queries.ts';

type Holds = ListFilter['holds'];
/** What must hold of a customer; undefined where what is named is not there for the actor. */
type Held = Promise<Holding | undefined>;

/** By what segments know the list of customers can be narrowed. */
export const listFilters: ListFilter[] = [
  { name: 'customers.segment', holds: ofSegments(isMember), mayAsk: maySeeAll },
  { name: 'customers.notSegment', holds: ofSegments(isNoMember), mayAsk: maySeeAll },
  {
    name: 'customers.segmentMove',
    holds: ofMove,
    mayAsk: (ctx, value) => maySeeAll(ctx, value.split(':')[0]!),
  },
  { name: 'customers.rule', holds: ofRule, mayAsk: mayAskRule },
];

/**
 * Who belongs to a segment is not known before it is filled: fails with segments.segment_not_filled, where it waits for its
 * rule to be mended with segments.rule_broken, and as `askable`.
 */
function ofSegments(condition: (ctx: Context, asked: SegmentsAsked) => ReturnType<typeof isMember>): Holds {
  return async (ctx, value) => {
    const asked: Record<CountedBy, string[]> = { customers: [], orders: [] };
    for (const id of new Set(value.split(','))) {
      const found = await askable(ctx, id);
      if (!found) return undefined;
      const { by, filled, findings, name } = found;
      if (!filled) {
        const code = findings.length > 0 ? 'segments.rule_broken' : 'segments.segment_not_filled';
        throw fail('conflict', code, { values: { name } });
      }
      asked[by].push(id);
    }
    return { condition: condition(ctx, asked) };
  };
}

/**
 * A segment in use, and what keeps the actor to some of its members; undefined where there is none that they see. Fails
 * with segments.segment_not_readable where its rule asks about what they may not read.
 */
async function askable(ctx: Context, id: string): Promise<(StoredSegment & { by: CountedBy }) | undefined> {
  const segment = mayDo(ctx.actor, 'segments.read') ? await findSegment(ctx, id) : undefined;
  if (!segment || segment.archivedAt !== null) return undefined;
  const whole = await wholeRuleOf(ctx, segment);
  if (!mayRead(ctx, whole)) throw fail('forbidden', 'segments.segment_not_readable');
  return { ...segment, by: reachesEverybody(ctx, 'orders') ? 'customers' : countedBy(whole) };
}

/** Whether the actor sees these segments, in use or not, and may read what their rules do. */
async function maySeeAll(ctx: Context, ids: string): Promise<boolean> {
  if (!mayDo(ctx.actor, 'segments.read')) return false;
  for (const id of new Set(ids.split(','))) {
    const segment = await findSegment(ctx, id);
    if (!segment || !mayRead(ctx, await wholeRuleOf(ctx, segment))) return false;
  }
  return true;
}

async function mayAskRule(ctx: Context, value: string): Promise<boolean> {
  const { data: rule } = ruleShape.safeParse(parsed(value));
  if (!rule || !mayDo(ctx.actor, 'segments.read')) return false;
  try {
    await askingOf(ctx, rule);
    return true;
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
}

async function ofMove(ctx: Context, value: string): Held {
  const [id = '', way, day = ''] = value.split(':');
  const found = await askable(ctx, id);
  const { timeZone } = await ctx.organisation();
  if (!found) return undefined;
  return { condition: movedOn(ctx, id, { entered: way === 'entered', day, timeZone, by: found.by }) };
}

/** Whom a rule means now. Fails with segments.too_many_meant, and as `askingOf`. */
async function ofRule(ctx: Context, value: string): Held {
  if (!mayDo(ctx.actor, 'segments.read')) return undefined;
  const { data: rule, error } = ruleShape.safeParse(parsed(value));
  if (!rule)
    throw fail('invalid', 'segments.rule_not_askable', {
      errors: error.issues.map(({ path, code, message }) => ({
        ...{ path: ['rule', ...path].join('.'), code, message },
      })),
    });
  const { moment, names, whole } = await askingOf(ctx, rule);
  const statement = meantStatement(compileRule(rule, moment, names), reachedByRule(ctx, whole), mostMeant);
  const { rows, asOf } = await ctx.facts.ask(statement);
  const meant = rows.reduce((sum, { count }) => sum + Number(count), 0);
  if (meant > mostMeant) throw fail('invalid', 'segments.too_many_meant', { values: { most: mostMeant } });
  return { condition: isOneOf(rows.flatMap(({ ids }) => ids.split(','))), asOf };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
