import { mayDo } from '#platform/access/actor.ts';
import type { Context, ListFilter } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { compileRule } from '../rules/compile-rule.queries.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { rule as ruleShape } from '../rules/rule-tree.contract.ts';
import { mostMeant } from '../rules/rules.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { wholeRuleOf } from '../segments/rules-behind.ts';
import { findSegment } from '../segments/segments.queries.ts';
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
type Held = ReturnType<Holds>;

/** By what segments know the list of customers can be narrowed. */
export const listFilters: ListFilter[] = [
  { name: 'customers.segment', holds: ofSegments(isMember) },
  { name: 'customers.notSegment', holds: ofSegments(isNoMember) },
  { name: 'customers.segmentMove', holds: ofMove },
  { name: 'customers.rule', holds: ofRule },
];

function ofSegments(condition: (ctx: Context, asked: SegmentsAsked) => ReturnType<typeof isMember>): Holds {
  return async (ctx, value) => {
    const asked: Record<CountedBy, string[]> = { customers: [], orders: [] };
    for (const id of new Set(value.split(','))) {
      const by = await askable(ctx, id);
      if (!by) return undefined;
      asked[by].push(id);
    }
    return condition(ctx, asked);
  };
}

/**
 * What keeps the actor to some of the members of a segment in use; undefined where there is none that they see. Fails with
 * segments.segment_not_readable where its rule asks about what they may not read.
 */
async function askable(ctx: Context, id: string): Promise<CountedBy | undefined> {
  const segment = mayDo(ctx.actor, 'segments.read') ? await findSegment(ctx, id) : undefined;
  if (!segment || segment.archivedAt !== null) return undefined;
  const whole = await wholeRuleOf(ctx, segment);
  if (!mayRead(ctx, whole)) throw fail('forbidden', 'segments.segment_not_readable');
  return reachesEverybody(ctx, 'orders') ? 'customers' : countedBy(whole);
}

async function ofMove(ctx: Context, value: string): Held {
  const [id = '', way, day = ''] = value.split(':');
  const by = await askable(ctx, id);
  const { timeZone } = await ctx.organisation();
  return by && movedOn(ctx, id, { entered: way === 'entered', day, timeZone, by });
}

/** Whom a rule means now. Fails with segments.too_many_meant, and as `askingOf`. */
async function ofRule(ctx: Context, value: string): Held {
  if (!mayDo(ctx.actor, 'segments.read')) return undefined;
  const { data: rule } = ruleShape.safeParse(parsed(value));
  if (!rule) throw fail('invalid', 'segments.rule_not_askable');
  const { moment, names, whole } = await askingOf(ctx, rule);
  const statement = meantStatement(compileRule(rule, moment, names), reachedByRule(ctx, whole), mostMeant);
  const { rows } = await ctx.facts.ask(statement);
  const meant = rows.reduce((sum, { count }) => sum + Number(count), 0);
  if (meant > mostMeant) throw fail('invalid', 'segments.too_many_meant', { values: { most: mostMeant } });
  return isOneOf(rows.flatMap(({ ids }) => ids.split(',')));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
