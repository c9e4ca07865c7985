import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { CopyUnavailable } from '#platform/facts/facts.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { makeSegment } from '../segments/segments.ts';
import { keepUp, meantNow, membersIn } from '../segments.fixtures.ts';
import { fillSegment, lookThrough } from './fill-segment.ts';
import { followChanges } from './follow-changes.ts';
import { judgeQueued } from './judge-queued.ts';
import { queueCustomers } from './queue.queries.ts';
import { holdUpkeep, lookThroughSoon, segmentsDue } from './upkeep.queries.ts';

const platform = await testPlatform();
const { db } = platform.database;
const inCity = (...values: string[]): Rule => ({
  all: [{ type: 'field', field: 'city', operator: 'is', values }],
});
const make = async (name: string, rule: Rule, kind: 'dynamic' | 'static' = 'dynamic') =>
  (await platform.run((ctx) => makeSegment(ctx, { name, description: '', kind, rule, shared: 'all' }))).id;
const moveTo = (id: string, city: string) =>
  sql`update customers.customers set city = ${city} where id = ${id}`.execute(db);
const movements = async (segmentId: string) =>
  (
    await sql<{ id: string; entered: boolean; cause: string }>`select customer_id as id, entered, cause
      from segments.movements where segment_id = ${segmentId} order by segments.movements.id`.execute(db)
  ).rows.map(({ id, entered, cause }) => `${entered ? '+' : '-'}${id} ${cause}`);
const events = async (segmentId: string) =>
  (
    await sql<{ type: string; ids: string[] }>`select type, payload -> 'ids' as ids from platform.outbox
      where type like 'segments.%' and payload ->> 'segmentId' = ${segmentId} order by id`.execute(db)
  ).rows.map(({ type, ids }) => `${type} ${ids.toSorted().join(' ')}`);

test('a segment is filled, and follows what changes of its customers, once each', async () => {
  const [ann, bo, cy] = await platform.run((ctx) =>
    customersFrom(ctx, [
      { externalId: 'A', name: 'Ann', city: '杭州' },
      { externalId: 'B', name: 'Bo', city: '上海' },
      { externalId: 'C', name: 'Cy', city: '杭州' },
    ]),
  );
  const id = await make('Hangzhou', inCity('杭州'));
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([ann, cy]);
  await moveTo(bo!, '杭州');
  await moveTo(cy!, '北京');
  await keepUp(platform);
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([ann, bo]);
  expect(await meantNow(platform, id)).toEqual([ann, bo]);
  expect((await movements(id)).toSorted()).toEqual(
    [`+${ann} made`, `+${cy} made`, `+${bo} changed`, `-${cy} changed`].toSorted(),
  );
  expect(await events(id)).toEqual([
    `segments.customers_entered ${[ann, cy].join(' ')}`,
    `segments.customers_entered ${bo}`,
    `segments.customers_left ${cy}`,
  ]);
  const { rows } =
    await sql`select members, entered, "left" from segments.daily_counts where segment_id = ${id}`.execute(
      db,
    );
  expect(rows).toEqual([{ members: '2', entered: '3', left: '1' }]);
});

test('a server that is killed before it commits has moved nobody, and the next moves them once', async () => {
  const [dot] = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'D', name: 'Dot', city: '南京' }]),
  );
  const id = await make('Nanjing', inCity('苏州'));
  await keepUp(platform);
  await moveTo(dot!, '苏州');
  await platform.run(followChanges);
  const killed = platform.run(async (ctx) => {
    await judgeQueued(ctx);
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(ctx.tx);
    await sql`select pg_terminate_backend(${rows[0]!.pid}::int)`.execute(db);
  });
  await expect(killed).rejects.toThrow();
  expect(await membersIn(platform, id)).toEqual([]);
  await keepUp(platform);
  expect(await movements(id)).toEqual([`+${dot} changed`]);
  expect(await events(id)).toEqual([`segments.customers_entered ${dot}`]);
});

test('two who work at once move a customer once, and neither by facts that are old', async () => {
  const [eve] = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'E', name: 'Eve', city: '南京' }]),
  );
  const id = await make('Xi’an', inCity('西安'));
  await keepUp(platform);
  await moveTo(eve!, '西安');
  await platform.run(followChanges);
  const work = async (): Promise<void> => {
    await platform.run(followChanges);
    await platform.run(judgeQueued);
  };
  const ends = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await judgeQueued(ctx);
        // Changed back when the facts were read and nothing is committed.
        await moveTo(eve!, '南京');
        await written();
      }),
    work,
  );
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  await keepUp(platform);
  expect(await movements(id)).toEqual([`+${eve} changed`, `-${eve} changed`]);
  expect(await membersIn(platform, id)).toEqual([]);
});

test('a change that commits while a segment is filled is judged by its rule afterwards', async () => {
  const [fay] = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'F', name: 'Fay', city: '成都' }]),
  );
  await keepUp(platform);
  const id = await make('Chengdu', inCity('成都'));
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await fillSegment(ctx, id);
        await moveTo(fay!, '重庆');
        await written();
      }),
    async () => {
      await platform.run(followChanges);
      await platform.run(judgeQueued);
    },
  );
  await keepUp(platform);
  expect(await movements(id)).toEqual([`+${fay} made`, `-${fay} changed`]);
});

test('what only time changes is found at the hour, and judged one by one', async () => {
  const [gus] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'G', name: 'Gus' }]));
  await sql`update customers.customers set created_at = '2026-03-05T07:00:00Z' where id = ${gus}`.execute(db);
  const id = await make('Today', {
    all: [{ type: 'field', field: 'createdAt', operator: 'within', within: { days: 1 } }],
  });
  await keepUp(platform);
  expect(await membersIn(platform, id)).toContain(gus);
  platform.clock.set('2026-03-05T16:30:00Z');
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([]);
  expect(await movements(id)).toContain(`-${gus} time`);
});

test('what an old answer suspects moves nobody of whom the facts say otherwise', async () => {
  const [hal] = await platform.run((ctx) =>
    customersFrom(ctx, [{ externalId: 'H', name: 'Hal', city: '西安' }]),
  );
  const id = await make('Xi’an again', inCity('西安'));
  await keepUp(platform);
  const before = await movements(id);
  await platform.run((ctx) => queueCustomers(ctx, [hal!], 'time'));
  await keepUp(platform);
  expect(await movements(id)).toEqual(before);
});

test('one segment that cannot be worked out holds up no other', async () => {
  const slow = await make('Slow', inCity('a'));
  const id = await make('Quick', inCity('西安'));
  await sql`update segments.segments set rule = '{"all": [{"type": "nonsense"}]}' where id = ${slow}`.execute(
    db,
  );
  await keepUp(platform);
  expect(await membersIn(platform, id)).toHaveLength(1);
  await sql`delete from segments.segments where id = ${slow}`.execute(db);
});

test('what changes of very many while a segment is looked through has it looked through again', async () => {
  const [ida] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'I', name: 'Ida' }]));
  const id = await make('Loyal', { all: [{ type: 'stage', operator: 'in', stages: ['loyal'] }] });
  await keepUp(platform);
  await sql`update segments.segments set due_at = ${platform.clock.now()} where id = ${id}`.execute(db);
  const due = (await platform.run(segmentsDue)).find((each) => each.id === id)!;
  await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await holdUpkeep(ctx);
        await sql`insert into segments.stages (customer_id, stage, since, orders, cancellations)
          values (${ida}, 'loyal', ${ctx.clock.now()}, 4, 0)`.execute(ctx.tx);
        await lookThroughSoon(ctx);
        await written();
      }),
    () => platform.run((ctx) => lookThrough(ctx, due)),
  );
  await keepUp(platform);
  expect(await membersIn(platform, id)).toEqual([ida]);
});

test('segments that are due wait for a copy that is coming, and for none that failed to come', async () => {
  const id = await make('Due', inCity('苏州'));
  await keepUp(platform);
  await sql`update segments.segments set due_at = ${platform.clock.now()} where id = ${id}`.execute(db);
  const isDue = async () =>
    (
      await sql`select from segments.segments where id = ${id} and due_at <= ${platform.clock.now()}`.execute(
        db,
      )
    ).rows.length === 1;
  const absent = { asOf: () => undefined, ask: () => Promise.reject(new CopyUnavailable('There is none.')) };
  platform.columnar = { ...absent, isComing: () => true };
  await keepUp(platform);
  expect(await isDue()).toBe(true);
  platform.columnar = { ...absent, isComing: () => false };
  await keepUp(platform);
  expect(await isDue()).toBe(false);
  delete platform.columnar;
});
