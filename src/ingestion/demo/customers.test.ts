import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { isPossiblePhoneNumber } from 'libphonenumber-js';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { demoActivities } from './activities.ts';
import { demoCustomers } from './customers.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { GENERATIONS } from './given-names.ts';
import { romanise } from './pinyin.ts';
import { demoProducts } from './products.ts';

/** Changes only when the demo is changed on purpose; then everybody's demo changes with it. */
const KNOWN_HASH = 'b7fab23cb85702db7b2de3ab46033dbf7454dc5c4f39a41f6804a40ec8f8ae2f';

function customers(count: number, seed: number, from = 0): DemoCustomer[] {
  return [...demoCustomers({ count, seed, from })].flat();
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

const many = customers(12_000, 7);
const byId = new Map(many.map((customer) => [customer.externalId, customer]));

function share(of: readonly DemoCustomer[], fits: (customer: DemoCustomer) => boolean): number {
  return of.filter(fits).length / of.length;
}

describe('the same demo for ever', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('a seed gives the bytes it has always given, in every time zone', () => {
    expect(hash(customers(400, 7))).toBe(KNOWN_HASH);
    vi.stubEnv('TZ', 'America/St_Johns');
    expect(hash(customers(400, 7))).toBe(KNOWN_HASH);
  });

  test('different seeds give different companies, also beyond 32 bits', () => {
    const hashes = [7, 8, 7 + 2 ** 32, -7].map((seed) => hash(customers(50, seed)));
    expect(new Set(hashes).size).toBe(4);
  });

  test('a customer is the same in every run that reaches it, whatever the batches', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.nat(3000),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (seed, from, length, batchSize) => {
          const slice = [...demoCustomers({ count: from + length, seed, from, batchSize })].flat();
          const larger = [...demoCustomers({ count: from + length + 25, seed, from })].flat();
          expect(slice).toEqual(larger.slice(0, length));
          expect(slice).toHaveLength(length);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a date, count or seed that no demo can be made from is refused', () => {
    for (const wrong of [
      { count: -1 },
      { count: 1.5 },
      { seed: 0.5 },
      { asOf: '2026-02-30' },
      { asOf: '1999-01-01' },
    ]) {
      expect(() => [...demoCustomers({ count: 1, seed: 7, ...wrong })]).toThrow(RangeError);
    }
  });
});

describe('a believable company', () => {
  test('of a hundred records twelve are organisations, three repeat an earlier one and some five were referred', () => {
    const within = (value: number, low: number, high: number) =>
      expect(value > low && value < high, `${value}`).toBe(true);
    within(
      share(many, ({ kind }) => kind === 'organisation'),
      0.11,
      0.135,
    );
    within(
      share(many, ({ truth }) => truth.duplicateOf !== null),
      0.024,
      0.036,
    );
    within(
      share(many, ({ relations }) => relations.some(({ kind }) => kind === 'referred_by')),
      0.04,
      0.07,
    );
  });

  test('every way of buying is there in its share', () => {
    const archetype = (name: string) => share(many, ({ truth }) => truth.archetype === name);
    expect(archetype('loyal')).toBeGreaterThan(0.045);
    expect(archetype('loyal')).toBeLessThan(0.08);
    expect(archetype('bulkBuyer')).toBeGreaterThan(0.06);
    for (const name of ['regular', 'giftBuyer', 'oneTime', 'dormant', 'lost', 'new', 'prospect']) {
      expect(archetype(name), name).toBeGreaterThan(0.03);
    }
  });

  test('Chinese surnames come as often as in the country, double surnames among them', () => {
    const chinese = many.filter(
      ({ kind, language, name }) => kind === 'person' && language === 'zh' && name.family,
    );
    const surname = (text: string) => share(chinese, ({ name }) => name.family === text);
    expect(surname('王')).toBeGreaterThan(0.06);
    expect(surname('王')).toBeLessThan(0.1);
    expect(surname('李')).toBeGreaterThan(0.06);
    expect(surname('李')).toBeGreaterThan(surname('周'));
    expect(surname('周')).toBeGreaterThan(surname('向'));
    expect(surname('欧阳')).toBeGreaterThan(0);
  });

  test('given names fit the years of birth, and every character has its romanisation', () => {
    const born = (from: number, to: number) =>
      many.filter(
        ({ birthday }) =>
          birthday && Number(birthday.slice(0, 4)) >= from && Number(birthday.slice(0, 4)) < to,
      );
    expect(share(born(1945, 1970), ({ name }) => /^[建卫秀桂]/.test(name.given ?? ''))).toBeGreaterThan(0.15);
    expect(share(born(1990, 2006), ({ name }) => /^[建卫秀桂]/.test(name.given ?? ''))).toBeLessThan(0.03);
    const characters = GENERATIONS.flatMap(({ male, female }) => [male, female]).flatMap((choice) => [
      ...choice.favourites.join(''),
      ...choice.single,
      ...choice.first,
      ...choice.last,
    ]);
    expect(characters.filter((character) => romanise(character) === '')).toEqual([]);
  });

  test('the company grows: more join in the last year than in the second', () => {
    const joined = (year: string) => many.filter(({ joinedAt }) => joinedAt.startsWith(year)).length;
    expect(joined('2025')).toBeGreaterThan(joined('2023'));
    expect(many.every(({ joinedAt }) => joinedAt >= '2021-10-31' && joinedAt < '2026-10-31T16:00:00Z')).toBe(
      true,
    );
  });

  test('240 products have codes of their own, both names and a price', () => {
    const products = demoProducts();
    expect(products).toHaveLength(240);
    expect(new Set(products.map(({ code }) => code)).size).toBe(240);
    for (const { nameZh, nameEn, listPrice } of products) {
      expect(nameZh).toMatch(/\p{Script=Han}/u);
      expect(nameEn).not.toMatch(/\p{Script=Han}/u);
      expect(listPrice).toMatch(/^[1-9]\d*\.\d\d$/);
    }
  });
});

describe('ways of contact', () => {
  test('no mail can reach a stranger: every address lies on a reserved domain', () => {
    const addresses = many.flatMap(({ emails }) => emails.map(({ address }) => address.normalize('NFKC')));
    expect(addresses.length).toBeGreaterThan(5000);
    expect(addresses.filter((address) => !/@[a-z0-9-]+\.example$/i.test(address))).toEqual([]);
  });

  test('telephone numbers of clean records have a length that their country dials', () => {
    const dirty = new Set(['junkPhone', 'fullWidthDigits', 'phoneDashes', 'phonePrefix']);
    const clean = many.filter(({ truth }) => !truth.dirt.some((dirt) => dirty.has(dirt)));
    const phones = clean.flatMap(({ phones }) => phones);
    expect(phones.filter(({ number }) => !isPossiblePhoneNumber(number, 'CN'))).toEqual([]);
    const mobiles = phones.filter(({ label, number }) => label === 'mobile' && !number.startsWith('+'));
    expect(mobiles.filter(({ number }) => !/^1[3-9]\d{9}$/.test(number))).toEqual([]);
  });

  test('everybody keeps a telephone number or an e-mail address', () => {
    expect(many.filter(({ phones, emails }) => phones.length + emails.length === 0)).toEqual([]);
  });
});

describe('relations and repetitions', () => {
  test('a relation leads to an earlier customer of the right kind', () => {
    const given = new Set<string>();
    for (const { externalId, relations } of many) {
      for (const { kind, toExternalId } of relations) {
        expect(given.has(toExternalId)).toBe(true);
        expect(byId.get(toExternalId)?.kind).toBe(kind === 'works_at' ? 'organisation' : 'person');
      }
      given.add(externalId);
    }
  });

  test('a household shares its address', () => {
    const pairs = many.flatMap((customer) =>
      customer.relations
        .filter(({ kind }) => kind === 'household')
        .map(({ toExternalId }) => [customer.address, byId.get(toExternalId)!.address] as const),
    );
    const both = pairs.filter(([own, head]) => own && head);
    expect(both.length).toBeGreaterThan(500);
    expect(both.filter(([own, head]) => own!.street !== head!.street)).toEqual([]);
  });

  test('a repeated customer came later, through another channel or number, and can still be recognised', () => {
    const repeated = many.filter(({ truth }) => truth.duplicateOf !== null);
    const digits = (text: string) => text.normalize('NFKC').replaceAll(/\D/g, '').slice(-11);
    const marks = ({ phones, emails }: DemoCustomer) => [
      ...phones.map(({ number }) => digits(number)),
      ...emails.map(({ address }) => address.toLowerCase()),
    ];
    let recognised = 0;
    for (const customer of repeated) {
      const original = byId.get(customer.truth.duplicateOf!)!;
      expect(original.truth.duplicateOf).toBeNull();
      expect(customer.joinedAt > original.joinedAt).toBe(true);
      if (marks(customer).some((mark) => marks(original).includes(mark))) recognised++;
    }
    expect(recognised / repeated.length).toBeGreaterThan(0.9);
  });

  test('dirt of every kind occurs, and is told apart from clean records', () => {
    const kinds = new Set(many.flatMap(({ truth }) => truth.dirt));
    expect(kinds.size).toBe(14);
    expect(many.some(({ name }) => name.full === '测试')).toBe(true);
    expect(many.some(({ phones }) => phones.some(({ number }) => /[０-９]/.test(number)))).toBe(true);
    expect(share(many, ({ truth }) => truth.dirt.length === 0)).toBeGreaterThan(0.6);
  });
});

test('activities follow the joining of their customer, in order, in both languages, with keys of their own', () => {
  const activities = [...demoActivities({ count: 3000, seed: 7 })].flat();
  expect(new Set(activities.map(({ externalId }) => externalId)).size).toBe(activities.length);
  expect(new Set(activities.map(({ type }) => type)).size).toBe(4);
  expect(new Set(activities.map(({ customerExternalId }) => customerExternalId)).size).toBeGreaterThan(700);
  for (const { customerExternalId, occurredAt, receivedAt, text } of activities) {
    expect(occurredAt > byId.get(customerExternalId)!.joinedAt).toBe(true);
    expect(receivedAt >= occurredAt && receivedAt < '2026-10-31T16:00:00Z').toBe(true);
    expect(`${text.zh}${text.en}`).not.toMatch(/[{}]/);
  }
});
