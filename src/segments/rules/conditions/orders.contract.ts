import { z } from 'zod';
import { isNone, oppositeCount } from './activities.contract.ts';
import type { ConditionContract, Reads } from './family.contract.ts';
import { namedIn } from './named.contract.ts';
import { strictly } from './operands.contract.ts';
import { type Of, ofShape, ofText } from './order-filters.contract.ts';
import {
  anyFigure,
  type Comparison,
  comparisonShape,
  type Window,
  wholeFigure,
  windowShape,
} from './parts.contract.ts';
import { comparedText, windowText } from './say-operands.contract.ts';

export const measures = [
  'count',
  'spend',
  'average',
  'largest',
  'products',
  'quantity',
  'daysSinceFirst',
  'daysSinceLast',
] as const;
export type Measure = (typeof measures)[number];

/** `purchases` are sales, from whose worth what was returned and cancelled is taken off. */
export const documentKinds = ['purchases', 'returns', 'cancellations'] as const;
export type DocumentKinds = (typeof documentKinds)[number];

/** What somebody bought, returned or cancelled. */
export type OrdersCondition = {
  type: 'orders';
  measure: Measure;
  kind: DocumentKinds;
  of?: Of;
  within?: Window;
} & Comparison;

const figures: Record<Measure, z.ZodType<number>> = {
  count: z.number().int().min(0).max(1_000_000),
  spend: wholeFigure,
  average: wholeFigure,
  largest: wholeFigure,
  products: z.number().int().min(0).max(1_000_000),
  quantity: anyFigure,
  daysSinceFirst: z.number().int().min(0).max(36_500),
  daysSinceLast: z.number().int().min(0).max(36_500),
};

function shapeOf({ operator, measure, within }: Readonly<Record<string, unknown>>): z.ZodType {
  const known = z.enum(measures).safeParse(measure).data;
  return strictly({
    type: z.literal('orders'),
    measure: z.enum(measures),
    kind: z.enum(documentKinds).default('purchases'),
    of: ofShape.optional(),
    within: windowShape(within).optional(),
    ...comparisonShape(operator, known ? figures[known] : wholeFigure),
  });
}

/** Measures of which whoever bought nothing has 0; of the others they have none, and no comparison holds. */
export const zeroMeasures: ReadonlySet<Measure> = new Set(['count', 'spend', 'products', 'quantity']);
const worths: ReadonlySet<Measure> = new Set(['spend', 'average', 'largest']);

/** Whether lines are counted, of which each is of one product, and not whole documents. */
export function asksLines({ measure, of = {} }: Pick<OrdersCondition, 'measure' | 'of'>): boolean {
  const ofLines = [of.products, of.categories, of.productBrands].some((each) => each !== undefined);
  return ofLines || measure === 'products' || measure === 'quantity';
}

function reads({ measure, of = {}, within }: OrdersCondition): Reads {
  const asked = [
    [of.stores, 'store'],
    [of.channels, 'channel'],
    [of.brands, 'brand'],
    [of.sellers, 'seller'],
    [within ?? (measure.startsWith('daysSince') || undefined), 'orderedAt'],
    [worths.has(measure) || undefined, 'amountMinor'],
    // Worth beside amount tells the rate of the day, and with it the day.
    [worths.has(measure) || undefined, 'orderedAt'],
  ] as const;
  return { orders: asked.flatMap(([given, field]) => (given === undefined ? [] : [field])) };
}

export const ordersContract: ConditionContract<OrdersCondition> = {
  type: 'orders',
  shapeOf,
  examples: [
    {
      ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 2 },
      ...{ of: { categories: ['茶'] }, within: { days: 90 } },
    },
    {
      ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'exactly', value: 0 },
      within: { days: 30 },
    },
    {
      ...{
        type: 'orders',
        measure: 'spend',
        kind: 'purchases',
        operator: 'between',
        value: 200_000,
        to: 500_000,
      },
      ...{ of: { stores: ['总店'] }, within: { from: '2026-01-01', to: '2026-06-30' } },
    },
    { type: 'orders', measure: 'daysSinceLast', kind: 'purchases', operator: 'atLeast', value: 180 },
    {
      ...{ type: 'orders', measure: 'quantity', kind: 'returns', operator: 'atLeast', value: 3 },
      within: { daysAgo: { from: 365, to: 30 } },
    },
  ],
  reads,
  names: ({ of = {} }) => [
    ...namedIn('product', of.products, 'of', 'products'),
    ...namedIn('category', of.categories, 'of', 'categories'),
    ...namedIn('source', of.sources, 'of', 'sources'),
  ],
  sentence(condition, say) {
    const { measure, kind, of, within, value, to = value } = condition;
    const none = measure === 'count' && isNone(condition);
    return say.text(`orders.${kind}.${none ? 'none' : measure}`, {
      count: to,
      compared: comparedText(condition, say, worths.has(measure) ? say.money : say.number),
      of: of ? ofText(of, say) : '',
      when: within ? windowText(within, say) : '',
    });
  },
  opposite: (condition) => (condition.measure === 'count' ? oppositeCount(condition) : undefined),
};
