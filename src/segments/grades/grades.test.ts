import { beforeEach, expect, test } from 'vitest';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { boughtDaysAgo } from '../lifecycle/lifecycle.fixtures.ts';
import { forgetAllRemoved, forgetRemoved } from '../memberships/forget-removed.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import { computeRfm } from '../rfm/rfm.ts';
import { inTheMiddle } from '../segments.fixtures.ts';
import { changeScheme, gradesByName, ofPurchases, ofRules } from './grades.fixtures.ts';
import { askForGrades, computeGrades, previewGrades } from './grades.ts';
import { onRfmComputed } from './on-rfm-computed.ts';
import { showCustomerGrade } from './show-grades.ts';
import { readGrades } from './stored-grades.queries.ts';

const platform = await testPlatform();
const { pool } = platform.database;
for (const day of ['2026-04-01', '2026-06-01'])
  await ensurePlatformMonths(platform.database.db, new Date(day));

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await pool.query(`truncate segments.grades, segments.grade_changes, segments.rfm, commerce.orders, customers.totals,
    customers.customers, platform.outbox restart identity cascade`);
  await pool.query('delete from segments.grade_schemes where version > 1');
  await pool.query(
    'update segments.grade_settings set version = 1, asked = asked + 1, applied_version = null',
  );
});

const changes = async () =>
  (
    await pool.query(`select display_name as name, from_grade as "from", to_grade as "to", cause, s.points
    from segments.grade_changes s left join customers.customers c on c.id = s.customer_id order by s.id`)
  ).rows;

const again = async () => {
  await platform.run(askForGrades);
  return platform.run(computeGrades);
};

test('the grades as they come: points by scores of what customers bought, and everybody has one at once', async () => {
  const names = ['Nothing', ...Array.from({ length: 10 }, (_, nth) => `C${nth}`)];
  const ids = await customersNamed(platform, names);
  for (const [nth, id] of ids.slice(1).entries())
    await boughtDaysAgo(
      platform,
      id,
      Array.from({ length: nth + 1 }, (_, at) => 10 - nth + at),
    );
  await platform.run(computeRfm);
  await platform.run(computeGrades);
  const grades = await gradesByName(platform);
  expect(Object.keys(grades)).toHaveLength(11);
  expect(grades.Nothing).toBe('low 0');
  expect(grades.C0).toBe('low 0');
  expect(grades.C9).toBe('high 80');
  expect(Object.values(grades).some((each) => each.startsWith('medium'))).toBe(true);
});

test('points are the sum of the criteria that a customer meets, and the first grade that they reach counts', async () => {
  const [ada, bob, cy] = await customersNamed(platform, ['Ada', 'Bob', 'Cy', 'Di']);
  await boughtDaysAgo(platform, ada!, [1, 2, 3]);
  await boughtDaysAgo(platform, bob!, [100, 200, 300]);
  await boughtDaysAgo(platform, cy!, [100]);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({ Ada: 'top 90', Bob: 'top 50', Cy: 'rest 20', Di: 'rest 0' });
  const { rows } = await pool.query('select met from segments.grades order by customer_id');
  expect(rows.map(({ met }) => met)).toEqual([[1, 2, 3], [1, 2], [1], []]);
});

test('by rules the first that holds decides; who meets none has no grade', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await boughtDaysAgo(platform, ada!, [1]);
  await boughtDaysAgo(platform, bob!, [100]);
  await changeScheme(platform, ofRules(30));
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({ Ada: 'top', Bob: 'rest' });
});

test('points below the last grade make none, and points may be taken off', async () => {
  const [ada] = await customersNamed(platform, ['Ada', 'Bob']);
  await boughtDaysAgo(platform, ada!, [1]);
  const [first] = ofPurchases.by === 'points' ? ofPurchases.criteria : [];
  const scheme = { ...ofPurchases, criteria: [{ ...first!, points: -5 }] } as typeof ofPurchases;
  await changeScheme(platform, scheme);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({ Bob: 'rest 0' });
});

test('every change is kept once, with its cause: a purchase, time, another scheme', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [40]);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  await boughtDaysAgo(platform, ada!, [0]);
  await again();
  await again();
  platform.clock.set('2026-06-05T08:00:00Z');
  await platform.run(computeGrades);
  await changeScheme(platform, ofRules(365));
  await platform.run(computeGrades);
  expect(await changes()).toEqual([
    { name: 'Ada', from: null, to: 'rest', cause: 'first', points: 20 },
    { name: 'Ada', from: 'rest', to: 'top', cause: 'orders', points: 60 },
    { name: 'Ada', from: 'top', to: 'rest', cause: 'other', points: 20 },
    { name: 'Ada', from: 'rest', to: 'top', cause: 'scheme', points: null },
  ]);
});

test('other points in the same grade are kept with it, since when it was, and are no change', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [40]);
  const [rest] = ofPurchases.grades.slice(1);
  await changeScheme(platform, { ...ofPurchases, grades: [rest] } as typeof ofPurchases);
  await platform.run(computeGrades);
  const kept = async () => (await pool.query('select since, points, met from segments.grades')).rows[0];
  const { since } = await kept();
  platform.clock.set('2026-03-06T08:00:00Z');
  await boughtDaysAgo(platform, ada!, [1]);
  await platform.run(computeGrades);
  expect(await kept()).toEqual({ since, points: 60, met: [1, 3] });
  expect(await changes()).toHaveLength(1);
});

test('whose grade changed is told with ids, once, and not when grades are worked out for the first time', async () => {
  const ids = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  const told = async () =>
    (await pool.query(`select payload from platform.outbox where type = 'segments.grade_changed'`)).rows.map(
      ({ payload }) => payload,
    );
  expect(await told()).toEqual([]);
  for (const id of ids.slice(0, 2)) await boughtDaysAgo(platform, id, [1]);
  await again();
  await again();
  expect(await told()).toEqual([{ from: 'rest', to: 'top', customerIds: ids.slice(0, 2) }]);
});

test('what breaks off before its end leaves neither grades nor changes nor events, and comes again whole', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  await boughtDaysAgo(platform, ada!, [1]);
  await platform.run(askForGrades);
  const killed = platform.run(async (ctx) => {
    await computeGrades(ctx);
    throw new Error('killed');
  });
  await expect(killed).rejects.toThrow('killed');
  const events = async () =>
    Number(
      (await pool.query(`select count(*) from platform.outbox where type = 'segments.grade_changed'`)).rows[0]
        .count,
    );
  expect([await changes(), await events()]).toMatchObject([{ length: 1 }, 0]);
  await platform.run(computeGrades);
  expect([await changes(), await events()]).toMatchObject([{ length: 2 }, 1]);
  expect(await gradesByName(platform)).toEqual({ Ada: 'top 60' });
});

test('who goes into the bin loses their grade', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  await pool.query('update customers.customers set binned_at = now() where id = $1', [ada]);
  await again();
  expect(await gradesByName(platform)).toEqual({});
  expect((await changes()).at(-1)).toMatchObject({ from: 'rest', to: null, cause: 'other', points: null });
});

test('of two who work the grades out at once the second waits and changes nothing', async () => {
  await customersNamed(platform, ['Ada']);
  const [first, second] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        const result = await computeGrades(ctx);
        await written();
        return result;
      }),
    () => platform.run(computeGrades),
  );
  expect(first).toMatchObject({ value: { moved: 1 } });
  expect(second).toMatchObject({ status: 'fulfilled', value: undefined });
  expect(await changes()).toHaveLength(1);
});

test('a scheme saved while grades are worked out is applied by the next run', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [1]);
  await changeScheme(platform, ofPurchases);
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await computeGrades(ctx);
        await written();
      }),
    () => changeScheme(platform, ofRules(30)),
  );
  expect((await platform.run(readGrades)).state.computing).toBe(true);
  await platform.run(computeGrades);
  expect(await gradesByName(platform)).toEqual({ Ada: 'top' });
  expect((await platform.run(readGrades)).state.computing).toBe(false);
});

test('who asks while grades are worked out has them worked out once more', async () => {
  const working = () => platform.run(computeGrades);
  await inTheMiddle(platform, 'segments.grades', working, () => platform.run(askForGrades));
  expect((await platform.run(readGrades)).state.computing).toBe(true);
});

test('of who is gone for good nothing is kept of their grades, and nothing is written', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob']);
  await platform.run(computeGrades);
  await pool.query('delete from customers.customers where id = any($1)', [[ada, bob]]);
  await platform.run((ctx) => forgetRemoved(ctx, [bob!]));
  expect(await changes()).toHaveLength(1);
  await again();
  expect(await changes()).toEqual([]);
  await pool.query(`insert into segments.grade_changes (customer_id, changed_at, cause, scheme)
    values (${bob}, now(), 'other', 1)`);
  await platform.run(forgetAllRemoved);
  expect(await changes()).toEqual([]);
});

test('grades are worked out once a day by themselves', async () => {
  await customersNamed(platform, ['Ada']);
  expect(await platform.run(computeGrades)).toEqual({ moved: 1 });
  expect(await platform.run(computeGrades)).toBeUndefined();
  platform.clock.set('2026-03-05T16:00:00Z');
  expect(await platform.run(computeGrades)).toEqual({ moved: 0 });
});

test('a rule that names what is gone leaves the grades as they were, and that is told of them', async () => {
  const [id] = await customersNamed(platform, ['Ada']);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  const gone = { type: 'tag', operator: 'any', tags: ['404'] };
  await pool.query('update segments.grade_schemes set scheme = $1 where version > 1', [
    JSON.stringify({ ...ofPurchases, criteria: [{ rule: gone, points: 90 }] }),
  ]);
  await platform.run(askForGrades);
  await expect(platform.run(computeGrades)).rejects.toMatchObject({ code: 'segments.rule_not_askable' });
  expect(await gradesByName(platform)).toEqual({ Ada: 'rest 0' });
  const told = await platform.run((ctx) => showCustomerGrade(ctx, { id: id! }));
  expect(told).toMatchObject({ grade: { key: 'rest' }, standsStill: true });
});

test('grades follow scores where the scheme asks for them, and only where some changed', async () => {
  const react = (payload: object) =>
    onRfmComputed.run({ transact: platform.run } as Parameters<typeof onRfmComputed.run>[0], payload);
  const computing = async () => (await platform.run(readGrades)).state.computing;
  await platform.run(computeGrades);
  await react({ customers: 3, changed: 0 });
  expect(await computing()).toBe(false);
  await react({ customers: 3, changed: 2 });
  expect(await computing()).toBe(true);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  await react({ customers: 3, changed: 2 });
  expect(await computing()).toBe(false);
});

test('a preview says how many would change grade, and is what comes true', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await boughtDaysAgo(platform, ada!, [40, 50, 60]);
  await boughtDaysAgo(platform, bob!, [1]);
  await changeScheme(platform, ofPurchases);
  await platform.run(computeGrades);
  const preview = await platform.run((ctx) => previewGrades(ctx, { scheme: ofRules(30) }));
  expect(preview.moved).toBe(2);
  expect(preview.flows).toHaveLength(3);
  expect(preview.flows).toEqual(
    expect.arrayContaining([
      { from: 'top', to: 'rest', customers: 1 },
      { from: 'top', to: 'top', customers: 1 },
      { from: 'rest', to: null, customers: 1 },
    ]),
  );
  await changeScheme(platform, ofRules(30));
  expect(await platform.run(computeGrades)).toEqual({ moved: 2 });
  expect(await gradesByName(platform)).toEqual({ Ada: 'rest', Bob: 'top' });
});
