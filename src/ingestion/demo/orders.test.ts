import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demoCustomers } from './customers.ts';
import { type DemoOrder, demoOrders } from './orders.ts';
import { demoProducts } from './products.ts';

/** Changes only when the demo is changed on purpose; then everybody's demo changes with it. */
const KNOWN_HASH = '1e790a105d8ee9da7dee5ee182fbcd6bd631cc3245623c1523a8e92a7edc5c67';

function orders(count: number, seed: number, from = 0): DemoOrder[] {
  return [...demoOrders({ count, seed, from })].flat();
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

const all = orders(20_000, 7);
const sales = all.filter(({ type }) => type === 'sale');
const customers = new Map(
  [...demoCustomers({ count: 20_000, seed: 7 })].flat().map((customer) => [customer.externalId, customer]),
);

function salesOn(fits: (day: string) => boolean): number {
  // Company days: Chinese time.
  return sales.filter(({ orderedAt }) =>
    fits(new Date(Date.parse(orderedAt) + 8 * 3_600_000).toISOString().slice(0, 10)),
  ).length;
}

describe('the same orders for ever', () => {
  test('a seed gives the bytes it has always given', () => {
    expect(hash(orders(200, 7))).toBe(KNOWN_HASH);
    expect(hash(orders(200, 8))).not.toBe(KNOWN_HASH);
  });

  test('a larger count only adds, whatever the batches', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.nat(2000),
        fc.integer({ min: 1, max: 20 }),
        (seed, from, length) => {
          const slice = [...demoOrders({ count: from + length, seed, from, batchSize: 7 })].flat();
          const larger = orders(from + length + 5, seed, from);
          expect(larger.slice(0, slice.length)).toEqual(slice);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('five years of a shop of 20,000 customers', () => {
  test('90,000 to 120,000 documents with 200,000 to 300,000 lines, 4 % of them of guests', () => {
    expect(all.length).toBeGreaterThan(90_000);
    expect(all.length).toBeLessThan(120_000);
    const lines = all.reduce((sum, order) => sum + order.lines.length, 0);
    expect(lines).toBeGreaterThan(200_000);
    expect(lines).toBeLessThan(300_000);
    const guests = all.filter(({ customerExternalId }) => customerExternalId === null).length / all.length;
    expect(guests).toBeGreaterThan(0.03);
    expect(guests).toBeLessThan(0.05);
  });

  test('the seasons show: the great sales, Spring Festival, Mid-Autumn, and weekends', () => {
    const ordinary = salesOn((day) => /^2025-07-/.test(day)) / 31;
    expect(salesOn((day) => day === '2025-11-11')).toBeGreaterThan(4 * ordinary);
    expect(salesOn((day) => day === '2025-06-18')).toBeGreaterThan(2.5 * ordinary);
    expect(salesOn((day) => day >= '2025-01-05' && day <= '2025-01-22') / 18).toBeGreaterThan(1.4 * ordinary);
    expect(salesOn((day) => day >= '2025-01-28' && day <= '2025-02-03') / 7).toBeLessThan(ordinary);
    expect(salesOn((day) => day >= '2025-09-18' && day <= '2025-10-02') / 15).toBeGreaterThan(1.5 * ordinary);
    const july = (weekday: number) =>
      salesOn((day) => day.startsWith('2025-07') && new Date(day).getUTCDay() === weekday);
    expect(july(6)).toBeGreaterThan(july(1));
  });

  test('seasonal goods sell in their months only', () => {
    const mooncakes = sales.filter(({ lines }) =>
      lines.some(({ productCode }) => productCode.startsWith('GF104')),
    );
    expect(mooncakes.length).toBeGreaterThan(200);
    expect(
      mooncakes.filter(({ orderedAt }) => !['07', '08', '09', '10'].includes(orderedAt.slice(5, 7))),
    ).toEqual([]);
  });

  test('prices rise over the years', () => {
    const price = (year: string) => {
      const paid = sales
        .filter(({ orderedAt, currency }) => orderedAt.startsWith(year) && currency === 'CNY')
        .flatMap(({ lines }) => lines.filter(({ productCode }) => productCode === 'TE101-1'))
        .map(({ unitPrice }) => Number(unitPrice));
      return Math.max(...paid);
    };
    expect(price('2025')).toBeGreaterThan(price('2022'));
  });

  test('the lost and the dormant fall silent, the loyal come back often', () => {
    const last = new Map<string, string>();
    const count = new Map<string, number>();
    for (const { customerExternalId: id, orderedAt, type } of all) {
      if (id === null || type !== 'sale') continue;
      last.set(id, orderedAt);
      count.set(id, (count.get(id) ?? 0) + 1);
    }
    for (const { externalId, truth } of customers.values()) {
      const ordered = last.get(externalId);
      if (truth.archetype === 'lost') expect(ordered! < '2025-05-12').toBe(true);
      if (truth.archetype === 'dormant') expect(ordered! < '2026-04-17').toBe(true);
      if (truth.archetype === 'loyal') expect(count.get(externalId)).toBeGreaterThanOrEqual(6);
      if (truth.archetype === 'prospect') expect(ordered).toBeUndefined();
    }
  });
});

describe('documents', () => {
  test('numbers are unique, and a customer’s documents come in the order of their time', () => {
    expect(new Set(all.map(({ number }) => number)).size).toBe(all.length);
    const last = new Map<string, string>();
    for (const { customerExternalId: id, orderedAt } of all) {
      if (id === null) continue;
      expect(orderedAt >= (last.get(id) ?? customers.get(id)!.joinedAt)).toBe(true);
      expect(orderedAt < '2026-10-31T16:00:00Z').toBe(true);
      last.set(id, orderedAt);
    }
  });

  test('what names an original takes back no more than an earlier order of the same customer', () => {
    const seen = new Map<string, DemoOrder>();
    let tied = 0;
    let untied = 0;
    for (const order of all) {
      if (order.type === 'sale') {
        seen.set(order.number, order);
        expect(order.originalNumber).toBeNull();
        continue;
      }
      if (order.originalNumber === null) {
        untied++;
        continue;
      }
      tied++;
      const original = seen.get(order.originalNumber)!;
      expect(original.customerExternalId).toBe(order.customerExternalId);
      expect(original.orderedAt < order.orderedAt).toBe(true);
      if (order.type === 'cancellation') expect(order.lines.length).toBe(original.lines.length);
      for (const line of order.lines) {
        const sold = original.lines.filter(({ productCode }) => productCode === line.productCode);
        expect(sold.some(({ quantity }) => Number(quantity) >= -Number(line.quantity))).toBe(true);
      }
    }
    expect(tied).toBeGreaterThan(3000);
    expect(untied).toBeGreaterThan(500);
  });

  test('sales are positive, returns and cancellations negative, all in decimals of known products', () => {
    const codes = new Set(demoProducts().map(({ code }) => code));
    let wrong = 0;
    for (const { type, lines } of all) {
      for (const { productCode, quantity, unitPrice } of lines) {
        const sign = type === 'sale' ? /^\d+(\.\d+)?$/ : /^-\d+(\.\d+)?$/;
        if (!codes.has(productCode) || !sign.test(quantity) || !/^\d+\.\d\d$/.test(unitPrice)) wrong++;
        if (Number(quantity) === 0 || Number(unitPrice) === 0) wrong++;
      }
    }
    expect(wrong).toBe(0);
    expect(all.some(({ lines }) => lines.some(({ quantity }) => quantity.includes('.')))).toBe(true);
  });

  test('every shop has two to four sales reps, and who sold a document is one of those of its shop', () => {
    const sellers = new Map(
      [...Map.groupBy(all, ({ store }) => store.code)].map(([shop, ofShop]) => [
        shop,
        new Set(ofShop.map(({ seller }) => seller)),
      ]),
    );
    expect(sellers.size).toBe(29);
    expect([...sellers.values()].filter(({ size }) => size < 2 || size > 4)).toEqual([]);
    expect(new Set([...sellers.values()].map(({ size }) => size))).toEqual(new Set([2, 3, 4]));
    const sold = new Map(sales.map((order) => [order.number, order.seller]));
    const undone = all.filter(({ originalNumber }) => originalNumber !== null);
    expect(undone.filter((order) => order.seller !== sold.get(order.originalNumber!))).toEqual([]);
  });

  test('every channel and currency is used', () => {
    expect(new Set(all.map(({ channel }) => channel.code)).size).toBe(6);
    expect(new Set(all.map(({ currency }) => currency))).toEqual(new Set(['CNY', 'GBP', 'SGD', 'USD']));
    expect(all.filter(({ currency }) => currency === 'CNY').length / all.length).toBeGreaterThan(0.85);
    expect(all.filter(({ channel, store }) => channel.code !== store.channel)).toEqual([]);
  });
});
