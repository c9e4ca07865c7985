import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { followChanges } from '../memberships/follow-changes.ts';
import { judgeQueued } from '../memberships/judge-queued.ts';
import { customersNamed } from '../rfm/rfm.fixtures.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { checkSegments } from '../segments/check-segments.ts';
import { makeSegment } from '../segments/segments.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import type { StageRule } from './given-stages.ts';
import { boughtDaysAgo, stagesByName } from './lifecycle.fixtures.ts';
import { readLifecycle } from './lifecycle.queries.ts';
import { askForLifecycle, computeStages, editLifecycle } from './lifecycle.ts';

const platform = await testPlatform();
const { db, pool } = platform.database;

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await pool.query(`truncate segments.stages, segments.stage_changes, segments.segments, segments.members, segments.movements,
    commerce.orders, customers.totals, customers.customers, platform.outbox restart identity cascade`);
  await pool.query(
    'update segments.lifecycle_settings set stages = null, asked = asked + 1, applied_version = null, computed_at = null',
  );
  await keepUp(platform);
});

const changes = async () =>
  (
    await sql<{ name: string; from: string; to: string; cause: string }>`select display_name as name,
      from_stage as "from", to_stage as "to", cause from segments.stage_changes s
      left join customers.customers c on c.id = s.customer_id order by s.id`.execute(db)
  ).rows.map(({ name, from, to, cause }) => `${name}: ${from} > ${to}, ${cause}`);
const told = async () =>
  (
    await sql<{
      from: string;
      to: string;
      ids: string[];
    }>`select payload ->> 'from' as from, payload ->> 'to' as to,
      payload -> 'customerIds' as ids from platform.outbox where type = 'stages.changed' order by id`.execute(
      db,
    )
  ).rows.map(({ from, to, ids }) => `${from} > ${to}: ${ids.join(' ')}`);
const make = async (name: string, rule: Rule) =>
  (
    await platform.run((ctx) =>
      makeSegment(ctx, { name, description: '', kind: 'dynamic', rule, shared: 'all' }),
    )
  ).id;
const inStage = (...stages: string[]): Rule => ({ type: 'stage', operator: 'in', stages });
const anybody: Rule = { type: 'field', field: 'displayName', operator: 'filled' };
const bought: Rule = { type: 'orders', measure: 'count', kind: 'purchases', operator: 'atLeast', value: 1 };
const called = (value: string): Rule => ({
  type: 'field',
  field: 'displayName',
  operator: 'is',
  values: [value],
});
async function edit(stages: StageRule[]) {
  const { version } = await platform.run(readLifecycle);
  await platform.run((ctx) => editLifecycle({ ...ctx, ifMatch: String(version) }, { stages }));
}

/** Three who never bought, their stages worked out. */
async function threeStaged(): Promise<string[]> {
  const ids = await customersNamed(platform, ['Ada', 'Bob', 'Cy']);
  await platform.run(computeStages);
  await keepUp(platform);
  await sql`truncate segments.stage_changes`.execute(db);
  return ids;
}

test('a stage follows the order that changes it, is kept with time and cause, and told once', async () => {
  const [ada, bob] = await threeStaged();
  platform.clock.set('2026-03-05T09:30:00Z');
  await boughtDaysAgo(platform, ada!, [0]);
  await boughtDaysAgo(platform, bob!, [40, 0]);
  await keepUp(platform);
  await keepUp(platform);
  expect(await stagesByName(platform)).toEqual({ Ada: 'first', Bob: 'repeat', Cy: 'potential' });
  expect(await changes()).toEqual(['Ada: potential > first, orders', 'Bob: potential > repeat, orders']);
  expect(await told()).toEqual([`potential > first: ${ada}`, `potential > repeat: ${bob}`]);
  const { rows } = await sql<{ since: string; orders: number }>`select since, orders from segments.stages
    where customer_id = ${bob}`.execute(db);
  expect(rows).toEqual([{ since: '2026-03-05T09:30:00Z', orders: 2 }]);
});

test('a server that is killed before it commits has moved and told nobody, and the next does it once', async () => {
  const [ada] = await threeStaged();
  await boughtDaysAgo(platform, ada!, [0]);
  await platform.run(followChanges);
  const killed = platform.run(async (ctx) => {
    await judgeQueued(ctx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.tx);
    await sql`select pg_terminate_backend(${rows[0]!.pid}::int)`.execute(db);
  });
  await expect(killed).rejects.toThrow();
  expect([await changes(), await told()]).toEqual([[], []]);
  await keepUp(platform);
  await keepUp(platform);
  expect(await changes()).toEqual(['Ada: potential > first, orders']);
  expect(await told()).toEqual([`potential > first: ${ada}`]);
});

test('who judges waits for who works everybody out: no stage is written by what was known before', async () => {
  const [ada, bob] = await threeStaged();
  await boughtDaysAgo(platform, ada!, [40]);
  await boughtDaysAgo(platform, bob!, [40]);
  await sql`update segments.lifecycle_settings set asked = asked + 1`.execute(db);
  const waiting = async () =>
    (
      await pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    ).rowCount;
  const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = platform.run(async ({ tx }) => {
    await sql`select from segments.stages where customer_id = ${bob} for update`.execute(tx);
    held.resolve();
    await release.promise;
  });
  await held.promise;
  // It has seen the facts, and cannot write yet.
  const computing = platform.run(computeStages);
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
  await boughtDaysAgo(platform, ada!, [0]);
  await platform.run(followChanges);
  const judging = platform.run(judgeQueued);
  await expect.poll(waiting, { timeout: 20_000 }).toBe(2);
  release.resolve();
  await Promise.all([holding, computing, judging]);
  await keepUp(platform);
  expect((await changes()).toSorted()).toEqual([
    'Ada: first > repeat, orders',
    'Ada: potential > first, orders',
    'Bob: potential > first, orders',
  ]);
});

test('a segment that asks about a stage, and a stage that asks about a segment, follow at once', async () => {
  const [ada, bob] = await threeStaged();
  const named = await make('Named', called('Bea'));
  await keepUp(platform);
  await edit([
    { stage: 'loyal', rule: { type: 'segment', operator: 'in', segments: [named] } },
    { stage: 'first', rule: bought },
    { stage: 'potential', rule: anybody },
  ]);
  await platform.run(computeStages);
  const loyal = await make('Loyal', inStage('loyal'));
  const first = await make('First', inStage('first'));
  await keepUp(platform);
  await sql`truncate segments.stage_changes`.execute(db);
  await sql`update customers.customers set display_name = 'Bea' where id = ${bob}`.execute(db);
  await boughtDaysAgo(platform, ada!, [0]);
  await platform.run(followChanges);
  await platform.run(judgeQueued);
  expect([await membersIn(platform, loyal), await membersIn(platform, first)]).toEqual([[bob], [ada]]);
  expect((await changes()).toSorted()).toEqual([
    'Ada: potential > first, orders',
    'Bea: potential > loyal, other',
  ]);
});

test('a segment that a stage asks about and that gets another rule has its people judged', async () => {
  await threeStaged();
  const named = await make('Named', called('Ada'));
  await edit([
    { stage: 'loyal', rule: { type: 'segment', operator: 'in', segments: [named] } },
    { stage: 'potential', rule: anybody },
  ]);
  await keepUp(platform);
  await platform.run(computeStages);
  await sql`update segments.segments set rule = ${JSON.stringify(called('Cy'))}::jsonb, rule_version = rule_version + 1
    where id = ${named}`.execute(db);
  await keepUp(platform);
  expect(await stagesByName(platform)).toEqual({ Ada: 'potential', Bob: 'potential', Cy: 'loyal' });
});

test('who moves by time alone is judged by the segments that ask about stages', async () => {
  const [ada] = await threeStaged();
  await boughtDaysAgo(platform, ada!, [0]);
  const dormant = await make('Dormant', inStage('dormant'));
  await keepUp(platform);
  platform.clock.set('2026-03-28T08:00:00Z');
  await sql`update segments.lifecycle_settings set asked = asked + 1`.execute(db);
  await sql`update commerce.orders set ordered_at = '2025-10-01'`.execute(db);
  await platform.run(computeStages);
  await platform.run(judgeQueued);
  expect(await membersIn(platform, dormant)).toEqual([ada]);
});

test('stages stand still before they are worked out, while new rules are, and where a rule names what is gone', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  await boughtDaysAgo(platform, ada!, [0]);
  await keepUp(platform);
  expect(await stagesByName(platform)).toEqual({});
  await platform.run(computeStages);
  await edit([{ stage: 'loyal', rule: anybody }]);
  await boughtDaysAgo(platform, ada!, [1]);
  await keepUp(platform);
  expect(await stagesByName(platform)).toEqual({ Ada: 'first' });
  await platform.run(computeStages);
  expect((await changes()).at(-1)).toBe('Ada: first > loyal, rules');
  for (const rule of [{ type: 'tag', operator: 'any', tags: ['404'] }, { type: 'horoscope' }]) {
    const stages = JSON.stringify([{ stage: 'churned', rule }]);
    await sql`update segments.lifecycle_settings set stages = ${stages}::jsonb`.execute(db);
    await boughtDaysAgo(platform, ada!, [2]);
    await keepUp(platform);
    expect(await stagesByName(platform)).toEqual({ Ada: 'loyal' });
  }
  const { rows } = await sql`select from segments.to_judge`.execute(db);
  expect(rows).toEqual([]);
});

test('who is passed over while a rule names what is gone is caught up with once it is mended', async () => {
  const [ada] = await threeStaged();
  const named = await make('Named', called('Nobody'));
  await edit([
    { stage: 'loyal', rule: { type: 'segment', operator: 'in', segments: [named] } },
    { stage: 'first', rule: bought },
  ]);
  await keepUp(platform);
  await platform.run(computeStages);
  const archived = (yes: boolean) =>
    sql`update segments.segments set archived_at = ${yes ? '2026-03-05' : null} where id = ${named}`.execute(
      db,
    );
  const isEnqueued = async () => {
    await platform.run(checkSegments);
    return (
      await pool.query("delete from graphile_worker._private_jobs where key = 'segments.compute_stages'")
    ).rowCount;
  };
  await isEnqueued();
  await archived(true);
  await boughtDaysAgo(platform, ada!, [0]);
  await keepUp(platform);
  expect([await stagesByName(platform), await isEnqueued()]).toEqual([{}, 0]);
  await archived(false);
  expect(await isEnqueued()).toBe(1);
  await platform.run(computeStages);
  expect([await stagesByName(platform), await isEnqueued()]).toEqual([{ Ada: 'first' }, 0]);
});

test('of changes that concern too many to name them the stages of everybody are worked out, once a minute at most', async () => {
  await threeStaged();
  await sql`update customers.city_tiers set tier = 'second' where city = '杭州'`.execute(db);
  await platform.run(followChanges);
  const { state } = await platform.run(readLifecycle);
  expect(state.computing).toBe(true);
  const { rows } = await sql<{ runAt: Date }>`select run_at as "runAt" from graphile_worker.jobs
    where key = 'segments.compute_stages'`.execute(db);
  expect(rows.map(({ runAt }) => new Date(runAt).toISOString())).toEqual(['2026-03-05T08:01:00.000Z']);
});

test('who goes into the bin leaves their stage, and of who is gone for good nothing is kept', async () => {
  const [ada, bob] = await threeStaged();
  await sql`update customers.customers set binned_at = now() where id = any(${[ada, bob]}::bigint[])`.execute(
    db,
  );
  await keepUp(platform);
  expect((await changes()).toSorted()).toEqual([
    'Ada: potential > null, other',
    'Bob: potential > null, other',
  ]);
  await sql`delete from customers.customers where id = ${ada}`.execute(db);
  await keepUp(platform);
  expect(await changes()).toEqual(['Bob: potential > null, other']);
});

test('of very many who are gone for good no change of stage is kept either', async () => {
  await threeStaged();
  const before = await changes();
  await sql`insert into segments.stages (customer_id, stage, since, orders, cancellations)
    select n, 'potential', now(), 0, 0 from generate_series(1001, 51001) n`.execute(db);
  await keepUp(platform);
  await platform.run(askForLifecycle);
  expect(await platform.run(computeStages)).toEqual({ moved: 50_001 });
  await keepUp(platform);
  expect(await changes()).toEqual(before);
});
