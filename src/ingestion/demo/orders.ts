import { type DemoOrderLine, drawBasket, drawReturned, drawTaste, negated } from './baskets.ts';
import { companyDay, dayText, isoInstant } from './calendar.ts';
import type { Named } from './catalogue.ts';
import { drawAnyDay, drawInstant, drawOrderDays, drawSecondOfDay, endOfHistory } from './order-days.ts';
import { drawChannel, type Persona, personaOf } from './persona.ts';
import type { Currency } from './places.ts';
import { below, between, chance, openStream, pick, type Stream } from './random.ts';
import { drawSeller } from './sellers.ts';
import {
  CHANNELS,
  type ChannelCode,
  type DemoChannel,
  type DemoStore,
  shopsOnline,
  storesIn,
} from './shops.ts';
import { type DemoOptions, openSlice, PURPOSE, type World } from './world.ts';

type OrderType = 'sale' | 'return' | 'cancellation';

/** An order as a source system would hand it over. */
export interface DemoOrder {
  number: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`. */
  orderedAt: string;
  type: OrderType;
  /** The earlier order of the same customer that is taken back; null where the source did not keep it. */
  originalNumber: string | null;
  store: DemoStore;
  channel: DemoChannel;
  brand: Named;
  /** The sales representative who made the sale. */
  seller: string;
  currency: Currency;
  /** The language in which products and categories are named. */
  language: 'zh' | 'en';
  /** Null for guests. */
  customerExternalId: string | null;
  lines: DemoOrderLine[];
}

/** An order with its instant in seconds since 1970. */
export interface DatedOrder {
  at: number;
  order: DemoOrder;
}

/** Guests are numbered apart, so that a customer's own numbers never depend on them. */
const FIRST_GUEST_SEQUENCE = 900;

interface Ledger {
  world: World;
  stream: Stream;
  /** Apart from `stream`, so that who sold never changes what was bought. */
  sales: Stream;
  persona: Persona;
  customerExternalId: string | null;
  sequence: number;
  end: number;
  documents: DatedOrder[];
}

function documentNumber(ledger: Ledger, prefix: string, at: number): string {
  const date = dayText(companyDay(at));
  const compact = date.slice(2, 4) + date.slice(5, 7) + date.slice(8, 10);
  const being = String(ledger.persona.index + 1).padStart(8, '0');
  return prefix + compact + being + String(ledger.sequence++).padStart(3, '0');
}

function drawShop(ledger: Ledger, channel: ChannelCode, brand: Named): DemoStore {
  const { stream, persona } = ledger;
  if (channel === 'store') return pick(stream, storesIn(persona.place.city));
  const shops = shopsOnline(channel, persona.place.country);
  if (channel === 'tmall') return shops[brand.code === 'SHANYUE' ? 1 : 0]!;
  return shops[0]!;
}

/** Two purchases in three go through the channel the customer came by; without a store near, none is in one. */
function drawPurchaseChannel(stream: Stream, persona: Persona): ChannelCode {
  let channel = chance(stream, 660)
    ? persona.channel
    : drawChannel(stream, persona.place, persona.organisation);
  if (channel === 'store' && storesIn(persona.place.city).length === 0) channel = 'wechat';
  return channel;
}

function sell(ledger: Ledger, day: number, taste: Float64Array): void {
  const { stream, persona, end } = ledger;
  const channel = drawPurchaseChannel(stream, persona);
  const at = drawInstant(stream, persona, day, channel);
  if (at >= end) return;
  const { first, lines } = drawBasket(stream, persona, taste, channel, companyDay(at));
  const { brand } = first.product;
  const store = drawShop(ledger, channel, brand);
  const order: DemoOrder = {
    number: documentNumber(ledger, CHANNELS[channel].prefix, at),
    orderedAt: isoInstant(at),
    type: 'sale',
    originalNumber: null,
    store,
    channel: CHANNELS[channel],
    brand,
    seller: drawSeller(ledger.sales, ledger.world, store),
    currency: persona.place.currency,
    language: persona.language,
    customerExternalId: ledger.customerExternalId,
    lines,
  };
  ledger.documents.push({ at, order });
  const roll = below(stream, 1000) * (persona.organisation ? 2 : 1);
  if (roll < 25 && channel !== 'store') takeBack(ledger, at, order, 'cancellation');
  else if (roll < 70) takeBack(ledger, at, order, 'return');
}

/** Writes the negative document of an order; what would happen after the end is left out. */
function takeBack(ledger: Ledger, soldAt: number, sold: DemoOrder, type: 'return' | 'cancellation'): void {
  const { stream, persona, end } = ledger;
  const cancels = type === 'cancellation';
  const day = Math.floor(soldAt / 86_400) + between(stream, 2, 21);
  const at = cancels
    ? soldAt + between(stream, 600, 100_000)
    : day * 86_400 + drawSecondOfDay(stream, sold.channel.code, persona.organisation) - 28_800;
  if (at >= end || at <= soldAt) return;
  const known = chance(stream, cancels ? 920 : 700);
  ledger.documents.push({
    at,
    order: {
      ...sold,
      number: documentNumber(ledger, `${cancels ? 'C' : 'R'}${sold.channel.prefix}`, at),
      orderedAt: isoInstant(at),
      type,
      originalNumber: known ? sold.number : null,
      lines: cancels ? negated(sold.lines) : drawReturned(stream, sold.lines),
    },
  });
}

/** One customer in five stands for a purchase of somebody who left no name: about 4 % of all orders. */
function sellToGuest(ledger: Ledger): void {
  const { world, persona } = ledger;
  const stream = openStream(world.seed, persona.index, PURPOSE.guests);
  if (!chance(stream, 190)) return;
  const { place } = persona;
  const guest: Persona = {
    ...persona,
    organisation: false,
    archetype: 'oneTime',
    channel: storesIn(place.city).length > 0 ? 'store' : drawChannel(stream, place, false),
    joinedAt: 0,
  };
  const counter: Ledger = {
    ...ledger,
    stream,
    persona: guest,
    customerExternalId: null,
    sequence: FIRST_GUEST_SEQUENCE,
  };
  sell(counter, drawAnyDay(stream, world), drawTaste(stream, guest));
}

/** All documents of a customer, and of the guest who may come with it, in the order of their time. */
export function documentsOf(world: World, persona: Persona): DatedOrder[] {
  const stream = openStream(world.seed, persona.index, PURPOSE.orders);
  const ledger: Ledger = {
    world,
    stream,
    sales: openStream(world.seed, persona.index, PURPOSE.sales),
    persona,
    customerExternalId: persona.externalId,
    sequence: 1,
    end: endOfHistory(world),
    documents: [],
  };
  const taste = drawTaste(stream, persona);
  for (const day of drawOrderDays(stream, world, persona)) sell(ledger, day, taste);
  sellToGuest(ledger);
  return ledger.documents.sort((a, b) => a.at - b.at);
}

/**
 * Gives the orders of the customers `from` … `count` − 1, of one customer after the other and each in
 * the order of their time, in batches of at least `batchSize` (whole customers; the last may be
 * smaller). Memory holds one batch.
 */
export function* demoOrders(options: DemoOptions & { batchSize?: number }): Generator<DemoOrder[]> {
  const { world, from, to } = openSlice(options);
  const batchSize = options.batchSize ?? 1000;
  let batch: DemoOrder[] = [];
  for (let index = from; index < to; index++) {
    for (const { order } of documentsOf(world, personaOf(world, index))) batch.push(order);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
