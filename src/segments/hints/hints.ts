import { refuseUnreadableFields, storedSources } from '#customers/public.ts';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf, OutputOf } from '#platform/http/contract.ts';
import type { Of } from '../rules/conditions/order-filters.contract.ts';
import { type RuleFieldKey, ruleField } from '../rules/conditions/rule-fields.contract.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { mayAskOrders, refuseUnreadable } from '../rules/rule-rights.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { type hintsContract, mostHints } from './hints.contract.ts';
import { customerValues, type HintRow, orderValues, productsLike, productValues } from './hints.queries.ts';

type Hints = (typeof hintsContract)['endpoints']['hints'];
type Item = OutputOf<Hints>['items'][number];

/** Offers values of a kind that fit a text. Fails where the actor may not read what they are values of. */
export async function hintsOf(ctx: Context, { of, q }: InputOf<Hints>): Promise<OutputOf<Hints>> {
  const asked = { text: q || undefined, limit: mostHints + 1 };
  const [kind, key = ''] = of.split('.');
  if (kind === 'teams')
    return cut(
      listed(
        (await ctx.teams()).map(({ id, name }) => ({ value: id, label: name })),
        q,
      ),
    );
  if (kind === 'sources' || of === 'orders.sources') {
    if (kind === 'orders' && !mayAskOrders(ctx)) throw fail('forbidden', 'segments.orders_not_readable');
    // Their names are for whoever may list them.
    const sources = mayDo(ctx.actor, 'customers.read') ? await storedSources(ctx) : [];
    return cut(
      listed(
        sources.map(({ id, name }) => ({ value: id, label: name })),
        q,
      ),
    );
  }
  if (kind === 'field') return cut(await fieldHints(ctx, key as RuleFieldKey, asked));
  return cut(await orderHints(ctx, key as keyof Of, asked));
}

function cut(items: Item[]): OutputOf<Hints> {
  return { items: items.slice(0, mostHints), complete: items.length <= mostHints };
}

function listed(all: readonly { value: string; label: string }[], q = ''): Item[] {
  return all
    .filter(({ label }) => label.toLowerCase().includes(q.toLowerCase()))
    .map((each) => ({ ...each, note: null, count: null }));
}

const itemOf = ({ value, label, note, count }: HintRow): Item => ({
  ...{ value, label, note },
  count: count === null ? null : Number(count),
});

interface Asked {
  text: string | undefined;
  limit: number;
}

async function fieldHints(ctx: Context, field: RuleFieldKey, asked: Asked): Promise<Item[]> {
  refuseUnreadableFields(ctx, [field]);
  const rule: Rule = { type: 'field', field, operator: 'filled' };
  const statement = customerValues(ruleField(field).column, reachedByRule(ctx, rule), asked);
  return (await ctx.facts.ask(statement)).rows.map(itemOf);
}

const columns: Partial<Record<keyof Of, string>> = {
  stores: 'store',
  channels: 'channel',
  brands: 'brand',
  sellers: 'seller',
};

async function orderHints(ctx: Context, key: keyof Of, asked: Asked): Promise<Item[]> {
  if (!mayAskOrders(ctx)) throw fail('forbidden', 'segments.orders_not_readable');
  const column = columns[key];
  if (column !== undefined) {
    const rule: Rule = {
      ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 },
      of: { [key]: ['1'] },
    };
    refuseUnreadable(ctx, rule);
    return (await ctx.facts.ask(orderValues(column, reachedByRule(ctx, rule), asked))).rows.map(itemOf);
  }
  const statement =
    key === 'products'
      ? productsLike(asked)
      : productValues(key === 'categories' ? 'category' : 'brand', asked);
  return (await ctx.facts.ask(statement)).rows.map(itemOf);
}
