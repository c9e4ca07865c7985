import { decimalOf, fitsFigure, isTimeWithin, localDay, millionths } from '../judging.ts';
import type { Moment } from '../moment.ts';
import type { Micros, Person, PersonLine, PersonOrder } from '../person.ts';
import type { Fact, Verdict } from './family.queries.ts';
import { asksLines, type OrdersCondition, ordersContract } from './orders.contract.ts';
import type { Comparison } from './parts.contract.ts';

const mostShown = 5;

/** A document with what of it counts. */
interface Counted {
  order: PersonOrder;
  lines: readonly PersonLine[];
  /** Null where no rate is known. */
  worth: bigint | null;
}

export function judgeOrders(
  condition: OrdersCondition,
  person: Person,
  { moment }: { moment: Moment },
): Verdict {
  const all = countedOf(condition, person, moment);
  const documents = all.filter(({ order }) => order.kind === kindOf[condition.kind]);
  const { holds, measured } = measure(
    condition,
    documents,
    condition.kind === 'purchases' ? all : documents,
    moment,
  );
  const latest = documents.map(({ order }) => order).toSorted(latestFirst(condition));
  const shown = latest
    .slice(0, mostShown)
    .map(({ number, id }): Fact => ({ fact: 'order', value: number, id }));
  return { holds, because: [{ fact: 'measured', value: measured?.toString() ?? null }, ...shown] };
}

/** Whoever may ask a condition that says nothing of times may be kept from them: then as documents came to us. */
function latestFirst(condition: OrdersCondition): (one: PersonOrder, other: PersonOrder) => number {
  const tellsTimes = ordersContract.reads(condition).orders?.includes('orderedAt');
  return (one, other) => (tellsTimes ? other.at - one.at : 0) || Number(BigInt(other.id) - BigInt(one.id));
}

const kindOf = { purchases: 'sale', returns: 'return', cancellations: 'cancellation' } as const;

function countedOf(condition: OrdersCondition, { orders }: Person, moment: Moment): Counted[] {
  const { of = {}, within } = condition;
  const isOf = (values: readonly string[] | undefined, value: string | null) =>
    values === undefined || (value !== null && values.includes(value));
  return orders
    .filter(
      ({ at, store, channel, brand, seller, sourceId }) =>
        (!within || isTimeWithin(at, within, moment)) &&
        isOf(of.stores, store) &&
        isOf(of.channels, channel) &&
        isOf(of.brands, brand) &&
        isOf(of.sellers, seller) &&
        isOf(of.sources, sourceId),
    )
    .map((order) => {
      if (!asksLines(condition)) return { order, lines: [], worth: order.worth };
      const counted = order.lines.filter(
        ({ productId, category, productBrand }) =>
          isOf(of.products, productId) &&
          isOf(of.categories, category) &&
          isOf(of.productBrands, productBrand),
      );
      return { order, lines: counted, worth: sum(counted.map(({ worth }) => worth)) };
    })
    .filter(({ lines: counted }) => !asksLines(condition) || counted.length > 0);
}

/** Of those that are known; null where none is. */
function sum(worths: readonly (bigint | null)[]): bigint | null {
  const known = worths.filter((worth) => worth !== null);
  return known.length === 0 ? null : known.reduce((total, worth) => total + worth, 0n);
}

interface Measured {
  holds: boolean;
  measured: bigint | number | string | null;
}

/** `documents` are those of the kind, `net` those whose worth and quantity are added up. */
function measure(
  condition: OrdersCondition,
  documents: readonly Counted[],
  net: readonly Counted[],
  { today, timeZone }: Moment,
): Measured {
  const sign = condition.kind === 'purchases' ? 1n : -1n;
  const whole = (measured: bigint | number | null): Measured => ({
    holds: fitsFigure(measured, condition),
    measured,
  });
  const since = (at: Micros | undefined) =>
    whole(at === undefined ? null : daysBetween(localDay(at, timeZone), today));
  const times = documents.map(({ order }) => order.at).toSorted((one, other) => one - other);
  switch (condition.measure) {
    case 'count':
      return whole(documents.length);
    case 'spend':
      return whole(sign * (sum(net.map(({ worth }) => worth)) ?? 0n));
    case 'average':
      return average(condition, documents, sign * (sum(net.map(({ worth }) => worth)) ?? 0n));
    case 'largest': {
      const worths = documents.flatMap(({ worth }) => (worth === null ? [] : [sign * worth]));
      return whole(worths.toSorted((one, other) => (one < other ? -1 : 1)).at(-1) ?? null);
    }
    case 'products': {
      const bought = documents.flatMap(({ lines }) => lines.map(({ productId }) => productId));
      return whole(new Set(bought.filter((id) => id !== '0')).size);
    }
    case 'quantity': {
      const pieces = net.flatMap(({ lines }) => lines).reduce((total, line) => total + line.quantity, 0n);
      return {
        holds: fitsFigure(sign * pieces, inMillionths(condition)),
        measured: decimalOf(sign * pieces),
      };
    }
    case 'daysSinceFirst':
      return since(times[0]);
    default:
      return since(times.at(-1));
  }
}

function average(condition: OrdersCondition, documents: readonly Counted[], worth: bigint): Measured {
  const known = BigInt(documents.filter((each) => each.worth !== null).length);
  if (known === 0n) return { holds: false, measured: null };
  const { operator, value, to = value } = condition;
  const times = { operator, value: BigInt(value) * known, to: BigInt(to) * known };
  return { holds: fitsFigure(worth, times), measured: worth / known };
}

function inMillionths({ operator, value, to = value }: Comparison) {
  return { operator, value: millionths(value.toFixed(6)), to: millionths(to.toFixed(6)) };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
