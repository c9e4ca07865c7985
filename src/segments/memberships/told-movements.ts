import type { Context } from '#platform/db/context.ts';
import type { Condition } from '../rules/conditions/conditions.contract.ts';
import { readRuleNames } from '../rules/rule-names.ts';
import { sentenceOf } from '../rules/say.ts';
import { shownFacts } from '../rules/shown-facts.ts';
import { storedRule } from '../rules/stored-rule.ts';
import { wholeRule } from '../segments/rules-behind.ts';
import { countedBy, mayRead } from '../segments/shown-segments.ts';
import { reachedAmong } from './members.queries.ts';
import type { Movement } from './movements.queries.ts';

/**
 * Movements in words. A rule may have asked about more than it does now: reasons that the actor may not read, or not of
 * that customer, are left out.
 */
export async function toldMovements(ctx: Context, movements: readonly Movement[]) {
  const conditions = movements
    .flatMap(({ because }) => because ?? [])
    .flatMap(({ condition }) => storedRule(condition) ?? []);
  const names = await readRuleNames(ctx, conditions);
  const { currency } = await ctx.organisation();
  const customers = movements.map(({ customerId }) => customerId);
  const withOrders = await reachedAmong(ctx, customers, 'orders');
  const readers = new Map<string, 'nobody' | 'customers' | 'orders'>();
  const readBy = async (condition: Condition) => {
    const key = JSON.stringify(condition);
    const known = readers.get(key) ?? (await neededFor(ctx, condition));
    readers.set(key, known);
    return known;
  };
  return Promise.all(
    movements.map(async ({ because, ...movement }) => {
      if (because === null) return { ...movement, because };
      const shown = [];
      for (const { condition, holds, facts } of because) {
        const by = await readBy(condition);
        if (by === 'customers' || (by === 'orders' && withOrders.has(movement.customerId)))
          shown.push({
            ...{ sentence: sentenceOf(condition, names, currency), holds },
            facts: shownFacts(facts, names),
          });
      }
      return { ...movement, because: shown };
    }),
  );
}

/** Whom the actor has to reach to be told of a condition. */
async function neededFor(ctx: Context, condition: Condition): Promise<'nobody' | 'customers' | 'orders'> {
  const rule = storedRule(condition);
  const whole = rule && (await wholeRule(ctx, rule));
  return mayRead(ctx, whole) ? countedBy(whole) : 'nobody';
}
