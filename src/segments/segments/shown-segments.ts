import { readsField } from '#customers/public.ts';
import { reachOf } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { calledIn } from '../rules/check-rule.ts';
import { momentAt } from '../rules/moment.ts';
import { type RuleNames, readRuleNames } from '../rules/rule-names.ts';
import { mayAskOrders, readsOrderField } from '../rules/rule-rights.ts';
import { fieldsRead, type Rule } from '../rules/rule-tree.contract.ts';
import type { Finding } from '../rules/rules.contract.ts';
import { sentenceOf } from '../rules/say.ts';
import { countCustomers, countMembers, lastDays } from './count-members.queries.ts';
import { wholeRuleOf } from './rules-behind.ts';
import type { Segment } from './segments.contract.ts';
import type { StoredSegment } from './segments.queries.ts';

/** By what whoever asks is kept to some customers: where a rule reads documents also by their reach to those. */
export type CountedBy = 'customers' | 'orders';

const trendDays = 30;

/** Whether the actor may read all that a rule reads; of one that is lost nobody knows. */
export function mayRead(ctx: Context, rule: Rule | undefined): rule is Rule {
  if (!rule) return false;
  const { customers, orders } = fieldsRead(rule);
  if (!customers.every((key) => readsField(ctx, key))) return false;
  return orders === undefined || (mayAskOrders(ctx) && orders.every((key) => readsOrderField(ctx, key)));
}

/** Whether the actor may be told of every member. */
export function reachesEverybody({ actor }: Pick<Context, 'actor'>, by: CountedBy): boolean {
  const reaches = (kind: 'customers' | 'orders') => {
    const { see, unassigned } = reachOf(actor, kind);
    return see === 'all' && unassigned;
  };
  return reaches('customers') && (by === 'customers' || reaches('orders'));
}

export function countedBy(whole: Rule): CountedBy {
  return fieldsRead(whole).orders === undefined ? 'customers' : 'orders';
}

/** What the actor may be told of these segments: counts cover whom they reach alone. */
export async function shownSegments(ctx: Context, stored: readonly StoredSegment[]): Promise<Segment[]> {
  const wholes = await Promise.all(stored.map((segment) => wholeRuleOf(ctx, segment)));
  const known = stored.map((segment, index) => {
    const whole = wholes[index]!;
    return { segment, by: whole ? countedBy(whole) : 'orders', readable: mayRead(ctx, whole) } as const;
  });
  const readable = known.filter((each) => each.readable);
  const counts = new Map<string, number>();
  const reached = { customers: 0, orders: 0 };
  for (const by of ['customers', 'orders'] as const) {
    const of = readable.filter((each) => each.by === by).map(({ segment }) => segment);
    if (of.length === 0) continue;
    reached[by] = await countCustomers(ctx, by);
    const counted = reachesEverybody(ctx, by)
      ? new Map(of.map(({ id, members }) => [id, Number(members)]))
      : await countMembers(
          ctx,
          of.map(({ id }) => id),
          by,
        );
    for (const { id } of of) counts.set(id, counted.get(id) ?? 0);
  }
  const open = readable.filter(({ by }) => reachesEverybody(ctx, by)).map(({ segment }) => segment.id);
  const { timeZone, currency } = await ctx.organisation();
  const trends = await lastDays(ctx, open, momentAt(ctx.clock.now(), timeZone).today, trendDays);
  const names = await readRuleNames(
    ctx,
    readable.flatMap(({ segment: { rule } }) => rule ?? []),
  );
  return known.map(({ segment, by, readable: isReadable }) => {
    const members = counts.get(segment.id) ?? null;
    return {
      ...told(segment, isReadable, names, currency),
      members,
      share: members === null || reached[by] === 0 ? null : Math.min(1, members / reached[by]),
      trend: isReadable ? (trends.get(segment.id) ?? null) : null,
    };
  });
}

function told(
  { filled, rule, lost, former: _former, findings, members: _members, ...segment }: StoredSegment,
  readable: boolean,
  names: RuleNames,
  currency: string,
): Omit<Segment, 'members' | 'share' | 'trend'> {
  const shown = readable ? rule : null;
  const isBroken = lost || findings.length > 0;
  return {
    ...segment,
    readable,
    rule: shown as Segment['rule'],
    sentence: shown && sentenceOf(shown, names, currency),
    state: isBroken ? 'broken' : 'ok',
    findings: readable ? findings.map((each) => calledNow(each, names)) : [],
    filling: !filled && !isBroken && segment.archivedAt === null,
  };
}

/** What was found goes by names that the actor may be told, as they are now. */
function calledNow({ called: _, ...found }: Finding, names: RuleNames): Finding {
  return { ...found, ...calledIn(names, found.kind, found.name) };
}
