import { beforeEach, expect, test } from 'vitest';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { inTheMiddle } from '../segments.fixtures.ts';
import { boughtDaysAgo, stagesByName } from './lifecycle.fixtures.ts';
import { readLifecycle } from './lifecycle.queries.ts';
import { askForLifecycle, computeStages, editLifecycle, previewLifecycle } from './lifecycle.ts';
import { showFlow } from './show-lifecycle.ts';
import type { Stage } from './stages.contract.ts';

const platform = await testPlatform();
const { pool } = platform.database;
for (const day of ['2026-04-01', '2026-06-01'])
  await ensurePlatformMonths(platform.database.db, new Date(day));

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await pool.query(`truncate segments.stages, segments.stage_changes, commerce.orders, customers.totals,
    customers.customers, platform.outbox restart identity cascade`);
  await pool.query(
    'update segments.lifecycle_settings set stages = null, asked = asked + 1, applied_version = null',
  );
});

const changes = async () =>
  (
    await pool.query(`select display_name as name, from_stage as "from", to_stage as "to", cause, s.orders
    from segments.stage_changes s left join customers.customers c on c.id = s.customer_id order by s.id`)
  ).rows;

async function edit(stages: { stage: Stage; rule: Rule }[] | null) {
  const { version } = await platform.run(readLifecycle);
  await platform.run((ctx) => editLifecycle({ ...ctx, ifMatch: String(version) }, { stages }));
}

test('the stages as they come: each by its first rule that holds, to the day', async () => {
  const bought: Record<string, number[]> = {
    'never bought': [],
    'once, lately': [89],
    'once, 90 days ago': [90],
    'twice, lately': [400, 10],
    'four times within a year': [300, 200, 100, 5],
    'four times, one of them earlier': [365, 200, 100, 5],
    'four times, long ago': [364, 363, 362, 361],
    'a year ago': [365],
    'back after more than a year': [455, 89],
    'back a day too early': [454, 89],
  };
  const ids = await customersNamed(platform, Object.keys(bought));
  for (const [nth, days] of Object.values(bought).entries()) await boughtDaysAgo(platform, ids[nth]!, days);
  await platform.run(computeStages);
  expect(await stagesByName(platform)).toEqual({
    'never bought': 'potential',
    'once, lately': 'first',
    'once, 90 days ago': 'dormant',
    'twice, lately': 'repeat',
    'four times within a year': 'loyal',
    'four times, one of them earlier': 'repeat',
    'four times, long ago': 'dormant',
    'a year ago': 'churned',
    'back after more than a year': 'wonBack',
    'back a day too early': 'repeat',
  });
});

test('every change is kept once, with its cause: a purchase, time, other rules', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await platform.run(computeStages);
  await boughtDaysAgo(platform, ada!, [0]);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  platform.clock.set('2026-06-05T08:00:00Z');
  await platform.run(computeStages);
  await edit([{ stage: 'loyal', rule: { type: 'field', field: 'displayName', operator: 'filled' } }]);
  await platform.run(computeStages);
  expect(await changes()).toEqual([
    { name: 'Ada', from: null, to: 'potential', cause: 'first', orders: 0 },
    { name: 'Ada', from: 'potential', to: 'first', cause: 'orders', orders: 1 },
    { name: 'Ada', from: 'first', to: 'dormant', cause: 'other', orders: 1 },
    { name: 'Ada', from: 'dormant', to: 'loyal', cause: 'rules', orders: 1 },
  ]);
});

test('a purchase that leaves the stage as it is counts as looked at: the next change by time is not called one by orders', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [20, 10]);
  await platform.run(computeStages);
  await boughtDaysAgo(platform, ada!, [0]);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  platform.clock.set('2026-06-05T08:00:00Z');
  await platform.run(computeStages);
  expect((await changes()).map(({ to, cause }) => `${to} ${cause}`)).toEqual([
    'repeat first',
    'dormant other',
  ]);
});

test('who moved is told with ids, once, and not when stages are worked out for the first time', async () => {
  const ids = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await platform.run(computeStages);
  const told = async () =>
    (await pool.query(`select payload from platform.outbox where type = 'stages.changed'`)).rows.map(
      ({ payload }) => payload,
    );
  expect(await told()).toEqual([]);
  for (const id of ids.slice(0, 2)) await boughtDaysAgo(platform, id, [1]);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  expect(await told()).toEqual([{ from: 'potential', to: 'first', customerIds: ids.slice(0, 2) }]);
});

test('who goes into the bin leaves their stage', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await platform.run(computeStages);
  await pool.query('update customers.customers set binned_at = now() where id = $1', [ada]);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  expect(await stagesByName(platform)).toEqual({});
  expect((await changes()).at(-1)).toMatchObject({
    from: 'potential',
    to: null,
    cause: 'other',
    orders: null,
  });
});

test('who falls into no stage leaves it by time or by a purchase, as whoever moves to another one', async () => {
  const [ada, bob] = await customersNamed(platform, ['Ada', 'Bob']);
  const bought = (value: number, more: object) =>
    ({ type: 'orders', measure: 'count', kind: 'purchases', value, ...more }) as Rule;
  await edit([
    {
      stage: 'first',
      rule: {
        all: [bought(1, { operator: 'exactly' }), bought(1, { operator: 'atLeast', within: { days: 30 } })],
      },
    },
  ]);
  await boughtDaysAgo(platform, ada!, [5]);
  await boughtDaysAgo(platform, bob!, [5]);
  await platform.run(computeStages);
  await boughtDaysAgo(platform, ada!, [1]);
  await platform.run(askForLifecycle);
  await platform.run(computeStages);
  platform.clock.set('2026-06-05T08:00:00Z');
  await platform.run(computeStages);
  expect((await changes()).slice(2)).toEqual([
    { name: 'Ada', from: 'first', to: null, cause: 'orders', orders: 2 },
    { name: 'Bob', from: 'first', to: null, cause: 'other', orders: 1 },
  ]);
});

test('of two who work the stages out at once the second waits and changes nothing', async () => {
  await customersNamed(platform, ['Ada']);
  const [first, second] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        const result = await computeStages(ctx);
        await written();
        return result;
      }),
    () => platform.run(computeStages),
  );
  expect(first).toMatchObject({ value: { moved: 1 } });
  expect(second).toMatchObject({ status: 'fulfilled', value: undefined });
  expect(await changes()).toHaveLength(1);
});

test('who asks while stages are worked out has them worked out once more', async () => {
  const working = () => platform.run(computeStages);
  await inTheMiddle(platform, 'segments.stages', working, () => platform.run(askForLifecycle));
  expect((await platform.run(readLifecycle)).state.computing).toBe(true);
});

test('a rule that names what is gone leaves the stages as they were', async () => {
  await customersNamed(platform, ['Ada']);
  await platform.run(computeStages);
  const gone = JSON.stringify([{ stage: 'loyal', rule: { type: 'tag', operator: 'any', tags: ['404'] } }]);
  await pool.query('update segments.lifecycle_settings set stages = $1, asked = asked + 1', [gone]);
  await expect(platform.run(computeStages)).rejects.toMatchObject({ code: 'segments.rule_not_askable' });
  expect(await stagesByName(platform)).toEqual({ Ada: 'potential' });
});

test('a preview says how many would move, and is what comes true', async () => {
  const ids = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await boughtDaysAgo(platform, ids[0]!, [40]);
  await boughtDaysAgo(platform, ids[1]!, [1]);
  await platform.run(computeStages);
  const bought = (days: number): Rule => ({
    ...{ type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 },
    within: { days },
  });
  const stages = [
    { stage: 'first' as const, rule: bought(30) },
    { stage: 'dormant' as const, rule: bought(90) },
  ];
  const preview = await platform.run((ctx) => previewLifecycle(ctx, { stages }));
  expect(preview.moved).toBe(2);
  expect(preview.flows).toEqual(
    expect.arrayContaining([
      { from: 'first', to: 'first', customers: 1 },
      { from: 'first', to: 'dormant', customers: 1 },
      { from: 'potential', to: null, customers: 1 },
    ]),
  );
  await edit(stages);
  await platform.run(computeStages);
  expect(await stagesByName(platform)).toEqual({ Ada: 'dormant', Bob: 'first' });
});

test('a flow tells the stages when a period began and when it ended, whatever came between or later', async () => {
  const ids = await customersNamed(platform, ['Ada', 'Bob']);
  await boughtDaysAgo(platform, ids[0]!, [1]);
  await platform.run(computeStages);
  platform.clock.set('2026-04-01T08:00:00Z');
  await boughtDaysAgo(platform, ids[1]!, [0]);
  await platform.run(computeStages);
  platform.clock.set('2026-06-20T08:00:00Z');
  await boughtDaysAgo(platform, ids[1]!, [0]);
  await platform.run(computeStages);
  const flow = async (from: string, to: string) =>
    (await platform.run((ctx) => showFlow(ctx, { from, to }))).flows;
  expect(await flow('2026-03-06', '2026-04-30')).toEqual([
    { from: 'first', to: 'first', customers: 1 },
    { from: 'potential', to: 'first', customers: 1 },
  ]);
  expect(await flow('2026-03-06', '2026-06-20')).toEqual([
    { from: 'first', to: 'dormant', customers: 1 },
    { from: 'potential', to: 'repeat', customers: 1 },
  ]);
  expect(await flow('2026-03-05', '2026-03-05')).toEqual([
    { from: null, to: 'first', customers: 1 },
    { from: null, to: 'potential', customers: 1 },
  ]);
});

test('of very many who move each is told once, in events of a bearable size, and judged by the segments', async () => {
  await platform.run(computeStages);
  await pool.query(
    "insert into customers.customers (display_name) select 'Customer ' || n from generate_series(1, 5003) n",
  );
  await platform.run(askForLifecycle);
  expect(await platform.run(computeStages)).toEqual({ moved: 5003 });
  const { rows: told } = await pool.query(`select jsonb_array_length(payload -> 'customerIds') as customers
    from platform.outbox where type = 'stages.changed' order by id`);
  expect(told).toEqual([{ customers: 5000 }, { customers: 3 }]);
  const { rows } = await pool.query(`select count(distinct customer)::int as told,
      (select count(*)::int from segments.to_judge) as queued
    from platform.outbox, jsonb_array_elements_text(payload -> 'customerIds') of (customer) where type = 'stages.changed'`);
  expect(rows).toEqual([{ told: 5003, queued: 5003 }]);
});
