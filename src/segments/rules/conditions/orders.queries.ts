import { type RawBuilder, sql } from 'kysely';
import { addDays, type Moment, startOfDay } from '../moment.ts';
import { factTable, type Source } from '../scans.queries.ts';
import type { Compiling, Family } from './family.queries.ts';
import { judgeOrders } from './judge-orders.ts';
import { productsOrMore, tellsByBuckets } from './many-products.queries.ts';
import { asksLines, type Measure, type OrdersCondition, zeroMeasures } from './orders.contract.ts';
import type { Comparison } from './parts.contract.ts';
import { allOf, compares, comparesOrZero, figure, happened, isOneOf } from './sql-parts.queries.ts';

type Value = RawBuilder<unknown>;

const documentKind = { purchases: 'sale', returns: 'return', cancellations: 'cancellation' } as const;

export const orders: Family<OrdersCondition> = {
  sql(condition, compiling) {
    const of = measuring(condition, compiling);
    const total = totalOf(condition);
    const value = { ...condition, operator: condition.operator };
    switch (condition.measure) {
      case 'average':
        return averages(of, value);
      case 'daysSinceFirst':
        return daysSince(total ?? of.ofKind(sql`min(x.ordered_at)`), value, compiling.moment);
      case 'daysSinceLast':
        return daysSince(total ?? of.ofKind(sql`max(x.ordered_at)`), value, compiling.moment);
      case 'count':
        return total ? compares(total, value, 'bigint') : counts(of, value);
      default: {
        const type = condition.measure === 'quantity' ? 'decimal(20, 6)' : 'bigint';
        const measured = total ?? measuredBy[condition.measure](of);
        return (zeroMeasures.has(condition.measure) ? comparesOrZero : compares)(measured, value, type);
      }
    }
  },
  judge: judgeOrders,
};

/** What stands with the customer already, where no document is left out. */
function totalOf({ measure, kind, of = {}, within }: OrdersCondition): Value | undefined {
  const isOfAll = kind === 'purchases' && !within && Object.values(of).every((each) => each === undefined);
  const column = isOfAll ? totals[measure] : undefined;
  return column === undefined ? undefined : sql.ref(`c.${column}`);
}

const totals: Partial<Record<Measure, string>> = {
  count: 'orders',
  spend: 'spend_minor',
  daysSinceFirst: 'first_order_at',
  daysSinceLast: 'last_order_at',
};

/** What a condition measures with: documents, or lines where it asks about what stands in them. */
interface Measuring {
  isOfLines: boolean;
  /** Over the documents of its kind. */
  ofKind(value: Value, from?: Source): Value;
  /** Summed up over what counts for worth and quantity: of purchases what was undone, too; of others as positive figures. */
  net(column: 'base_amount_minor' | 'quantity'): Value;
  /** The condition and the worths of documents, largest first. */
  largest(): Value;
  /** Of products, each counted once. */
  products(): Value;
}

function measuring(condition: OrdersCondition, compiling: Compiling): Measuring {
  const { kind } = condition;
  const { scans } = compiling;
  const isOfLines = asksLines(condition);
  const table = sourceOf(condition, isOfLines);
  const filters = (alias: string) => filtersOf(condition, compiling, alias, isOfLines);
  const rows = filters('x');
  const among = rows && { key: JSON.stringify([condition.of, condition.within]), rows };
  const isKind = (alias: string) =>
    sql<boolean>`${sql.ref(`${alias}.kind`)} = ${sql.lit(documentKind[kind])}`;
  const sign = kind === 'purchases' ? sql`` : sql`-`;
  return {
    isOfLines,
    ofKind: (value) => scans.measure(table, { among, where: isKind('x'), value }),
    net: (column) =>
      scans.measure(table, {
        among,
        where: kind === 'purchases' ? undefined : isKind('x'),
        value: sql`${sign}sum(${sql.ref(`x.${column}`)})`,
      }),
    largest() {
      if (!isOfLines)
        return scans.measure(table, {
          among,
          where: isKind('x'),
          value: sql`max(${sign}x.base_amount_minor)`,
        });
      const worths = sql`(select y.customer_id, ${sign}sum(y.base_amount_minor) as worth from ${table.rows} y
        where ${allOf([isKind('y'), filters('y'), compiling.within(sql.ref('y.customer_id'))])}
        group by y.customer_id, y.order_id)`;
      const { of, within } = condition;
      const key = `largest ${JSON.stringify([kind, of, within])}`;
      return scans.measure({ key, rows: worths }, { value: sql`max(x.worth)` });
    },
    products() {
      const { operator, value: least, of, within } = condition;
      if (operator !== 'atLeast' || !tellsByBuckets(least))
        return scans.measure(table, {
          among,
          where: isKind('x'),
          value: sql`count(distinct case when x.product_id <> 0 then x.product_id end)`,
        });
      const wanted = (alias: string) =>
        allOf([isKind(alias), filters(alias), compiling.within(sql.ref(`${alias}.customer_id`))])!;
      const key = `products ${JSON.stringify([kind, of, within, least])}`;
      return scans.measure(
        { key, rows: productsOrMore(table.rows, wanted, figure(least, 'bigint')) },
        { value: sql`max(x.products)` },
      );
    },
  };
}

/** How each measure is read that is compared as it is. */
const measuredBy: Record<
  Exclude<OrdersCondition['measure'], 'average' | 'count' | 'daysSinceFirst' | 'daysSinceLast'>,
  (of: Measuring) => Value
> = {
  spend: ({ net }) => net('base_amount_minor'),
  largest: ({ largest }) => largest(),
  products: ({ products }) => products(),
  quantity: ({ net }) => net('quantity'),
};

/** Telling the documents of lines apart is dear, and needless where one line tells as much as all of a document. */
function counts({ ofKind, isOfLines }: Measuring, comparison: Comparison): RawBuilder<boolean> {
  const { operator, value, to = value } = comparison;
  const limits = { atLeast: value <= 1, atMost: value === 0, exactly: value === 0, between: to === 0 };
  const isOfDocuments = isOfLines && !limits[operator];
  const number = ofKind(isOfDocuments ? sql`count(distinct x.order_id)` : sql`count(*)`);
  return comparesOrZero(number, comparison, 'bigint');
}

/** Sum and number are compared without dividing, which engines round in ways of their own. */
function averages({ net, ofKind, isOfLines }: Measuring, comparison: Comparison): RawBuilder<boolean> {
  const worth = net('base_amount_minor');
  const known = ofKind(
    isOfLines
      ? sql`count(distinct case when x.base_amount_minor is not null then x.order_id end)`
      : sql`count(x.base_amount_minor)`,
  );
  const { operator, value, to = value } = comparison;
  const times = (limit: number) => sql`${figure(limit, 'bigint')} * ${known}`;
  const compared = {
    atLeast: sql`${worth} >= ${times(value)}`,
    atMost: sql`${worth} <= ${times(value)}`,
    exactly: sql`${worth} = ${times(value)}`,
    between: sql`${worth} between ${times(value)} and ${times(to)}`,
  }[operator];
  return sql`(${known} > 0 and ${compared})`;
}

/** Days of the calendar between a time and today, asked as the times between which it lies. */
function daysSince(
  at: Value,
  { operator, value, to = value }: Comparison,
  moment: Moment,
): RawBuilder<boolean> {
  const start = (daysAgo: number) =>
    sql`cast(${startOfDay(addDays(moment.today, -daysAgo), moment.timeZone)} as timestamptz)`;
  const atLeast = sql<boolean>`${at} < ${start(value - 1)}`;
  const atMost = (days: number) => sql<boolean>`${at} >= ${start(days)}`;
  return {
    atLeast,
    atMost: atMost(value),
    exactly: sql<boolean>`(${atLeast} and ${atMost(value)})`,
    between: sql<boolean>`(${atLeast} and ${atMost(to)})`,
  }[operator];
}

/** Lines beside their products: joined once, however many conditions ask about categories. */
const linesOfProducts: Source = {
  key: 'order_lines with products',
  rows: sql`(select l.*, p.category, p.brand as product_brand from facts.order_lines l
    left join facts.products p on p.id = l.product_id)`,
};

function sourceOf({ of = {} }: OrdersCondition, isOfLines: boolean): Source {
  if (of.categories || of.productBrands) return linesOfProducts;
  return factTable(isOfLines ? 'order_lines' : 'orders');
}

function filtersOf(
  { of = {}, within }: OrdersCondition,
  compiling: Compiling,
  alias: string,
  isOfLines: boolean,
): RawBuilder<boolean> | undefined {
  const column = (name: string) => sql.ref(`${alias}.${name}`);
  const named = (name: string, values: readonly string[] | undefined) =>
    values && isOneOf(column(name), values);
  return allOf([
    within && happened(column('ordered_at'), within, compiling.moment),
    named('store', of.stores),
    named('channel', of.channels),
    isOfLines ? ofDocument(of, compiling, column('order_id')) : documentFilters(of, column),
    of.products && isOneOf(column('product_id'), of.products, 'bigint'),
    of.categories && isOneOf(column('category'), of.categories),
    of.productBrands && isOneOf(column('product_brand'), of.productBrands),
  ]);
}

type Of = NonNullable<OrdersCondition['of']>;

/** What lines do not say themselves. */
function documentFilters(of: Of, column: (name: string) => Value): RawBuilder<boolean> | undefined {
  return allOf([
    of.brands && isOneOf(column('brand'), of.brands),
    of.sellers && isOneOf(column('seller'), of.sellers),
    of.sources && isOneOf(column('source_id'), of.sources, 'bigint'),
  ]);
}

function ofDocument(of: Of, { within }: Compiling, orderId: Value): RawBuilder<boolean> | undefined {
  const asked = documentFilters(of, (name) => sql.ref(`o.${name}`));
  return (
    asked &&
    sql`${orderId} in (select o.id from facts.orders o where ${asked} and ${within(sql.ref('o.customer_id'))})`
  );
}
