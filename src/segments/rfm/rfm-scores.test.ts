import { beforeEach, expect, test } from 'vitest';
import { diceOf, pick } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { RfmDefinition } from './rfm.contract.ts';
import {
  changeRfm,
  customersNamed,
  documentsOf,
  type MadeDocument,
  scoresOf,
  startAfresh,
  storedScores,
} from './rfm.fixtures.ts';
import { computeRfm } from './rfm.ts';
import { groupOf, kindOf, type Score } from './rfm-groups.contract.ts';

const platform = await testPlatform();
const fifths = { by: 'fifths' } as const;

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await startAfresh(platform);
});

test('equal values have equal scores, and the score is 1 and one more for every fifth that lies below', async () => {
  // As in docs/rfm.md: frequencies 1 1 1 2 2 3 4 4 5 9.
  const ids = await customersNamed(platform, [...'ABCDEFGHIJ']);
  const frequencies = [1, 1, 1, 2, 2, 3, 4, 4, 5, 9];
  await documentsOf(
    platform,
    frequencies.flatMap((times, at) =>
      Array.from({ length: times }, () => ({
        customerId: ids[at]!,
        at: '2026-03-01T02:00:00Z',
        worth: 100,
      })),
    ),
  );
  await platform.run(computeRfm);
  const rows = [...(await storedScores(platform)).values()];
  expect(rows.map((row) => row.frequency)).toEqual([1, 1, 1, 2, 2, 3, 4, 4, 5, 5]);
  expect(new Set(rows.map((row) => row.recency))).toEqual(new Set([1]));
});

test('purchases, spend and last day are those of the totals: returns and cancellations take off, a document without a rate adds nothing', async () => {
  const [ada, bob, cy] = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await documentsOf(platform, [
    { customerId: ada!, at: '2026-03-04T15:59:59Z', worth: 500 },
    { customerId: ada!, at: '2026-02-01T00:00:00Z', worth: null },
    { customerId: ada!, at: '2026-03-05T01:00:00Z', worth: -200, kind: 'return' },
    { customerId: bob!, at: '2026-03-04T16:00:00Z', worth: 700 },
    { customerId: bob!, at: '2026-03-05T01:00:00Z', worth: -700, kind: 'cancellation' },
    { customerId: cy!, at: '2026-03-05T01:00:00Z', worth: -50, kind: 'return' },
    { customerId: '0', at: '2026-03-05T01:00:00Z', worth: 900 },
  ]);
  await platform.run(computeRfm);
  const rows = await storedScores(platform);
  expect([...rows.keys()]).toEqual([ada, bob]);
  expect(rows.get(ada!)).toMatchObject({ last_day: '2026-03-04', purchases: 2, spend_minor: '300' });
  expect(rows.get(bob!)).toMatchObject({ last_day: '2026-03-05', purchases: 1, spend_minor: '0' });
});

test('the window begins with the first of its days in the organisation’s time zone, and what lies in the future does not count', async () => {
  const [before, first, future] = await customersNamed(platform, ['Before', 'First', 'Future']);
  await documentsOf(platform, [
    { customerId: before!, at: '2026-03-03T15:59:59.999999Z', worth: 1 },
    { customerId: first!, at: '2026-03-03T16:00:00Z', worth: 1 },
    { customerId: future!, at: '2026-03-05T08:00:01Z', worth: 1 },
  ]);
  await changeRfm(platform, { windowDays: 2 });
  await platform.run(computeRfm);
  expect([...(await storedScores(platform)).keys()]).toEqual([first]);
  await changeRfm(platform, { windowDays: null });
  await platform.run(computeRfm);
  expect([...(await storedScores(platform)).keys()]).toEqual([before, first]);
});

test('own limits decide by themselves, the limit itself included', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob']);
  await documentsOf(platform, [
    { customerId: ada!, at: '2026-02-26T08:00:00Z', worth: 1000 },
    { customerId: bob!, at: '2026-02-25T08:00:00Z', worth: 999 },
    { customerId: bob!, at: '2026-02-20T08:00:00Z', worth: 0 },
  ]);
  await changeRfm(platform, {
    scoring: {
      by: 'limits',
      recencyDays: [7, 8, 30, 60],
      purchases: [2, 3, 4, 5],
      spendMinor: ['10', '100', '1000', '5000'],
    },
  });
  await platform.run(computeRfm);
  expect(await scoresOf(platform, ada)).toBe('514');
  expect(await scoresOf(platform, bob)).toBe('423');
});

/** The same by a plain walk over the rows, with no word of SQL in it. */
function plainly(documents: readonly MadeDocument[], { windowDays }: RfmDefinition, now: string) {
  const dayOf = (time: string | number) =>
    new Date(new Date(time).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  const firstDay = windowDays === null ? '' : dayOf(new Date(now).getTime() - (windowDays - 1) * 86_400_000);
  const bought = new Map<string, { lastDay: string; purchases: number; spend: number }>();
  for (const { customerId, kind = 'sale', at, worth } of documents) {
    if (customerId === '0' || dayOf(at) < firstDay || at > now) continue;
    const known = bought.get(customerId) ?? { lastDay: '', purchases: 0, spend: 0 };
    known.spend += worth ?? 0;
    if (kind === 'sale') {
      known.purchases += 1;
      if (dayOf(at) > known.lastDay) known.lastDay = dayOf(at);
    }
    bought.set(customerId, known);
  }
  const people = [...bought].filter(([, { purchases }]) => purchases > 0);
  const score = <Value>(value: Value, all: readonly Value[]) =>
    (1 + Math.floor((5 * all.filter((other) => other < value).length) / all.length)) as Score;
  const scored = people.map(([id, person]) => ({
    id,
    ...person,
    r: score(
      person.lastDay,
      people.map(([, { lastDay }]) => lastDay),
    ),
    f: score(
      person.purchases,
      people.map(([, { purchases }]) => purchases),
    ),
    m: score(
      person.spend,
      people.map(([, { spend }]) => spend),
    ),
  }));
  const average = (key: 'r' | 'f' | 'm') =>
    scored.reduce((sum, person) => sum + person[key], 0) / scored.length;
  const averages = { r: average('r'), f: average('f'), m: average('m') };
  return new Map(
    scored.map(({ id, lastDay, purchases, spend, r, f, m }) => [
      id,
      {
        last_day: lastDay,
        purchases,
        spend_minor: String(spend),
        recency: r,
        frequency: f,
        spend: m,
        rfm_group: groupOf(r, f),
        rfm_kind: kindOf({ recency: r > averages.r, frequency: f > averages.f, spend: m > averages.m }),
      },
    ]),
  );
}

test('the statement agrees with a plain calculation over random documents with ties, returns, guests and midnights', async () => {
  const dice = diceOf(20_260_305);
  for (let round = 0; round < 6; round++) {
    await startAfresh(platform);
    const ids = await customersNamed(
      platform,
      Array.from({ length: 3 + dice(40) }, (_, nth) => `C${nth}`),
    );
    const documents = Array.from({ length: 200 }, (): MadeDocument => {
      const midnight = Date.parse('2026-03-04T16:00:00Z') - dice(60) * 86_400_000;
      const kind = pick(dice, ['sale', 'sale', 'sale', 'return', 'cancellation'] as const);
      const worth = dice(8) === 0 ? null : (1 + dice(5)) * 100 * (kind === 'sale' ? 1 : -1);
      return {
        customerId: dice(10) === 0 ? '0' : pick(dice, ids),
        kind,
        at: new Date(midnight + dice(3) - 1).toISOString(),
        worth,
      };
    });
    await documentsOf(platform, documents);
    const definition = { windowDays: pick(dice, [1, 7, 30, null]), scoring: fifths };
    await changeRfm(platform, definition);
    await platform.run(computeRfm);
    const wanted = plainly(documents, definition, platform.clock.now().toISOString());
    expect(await storedScores(platform)).toEqual(
      new Map([...wanted].toSorted(([one], [other]) => Number(one) - Number(other))),
    );
  }
});
