import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import type { Reaction } from '../domains/domain.ts';
import { fanOut } from './deliveries.queries.ts';
import { dispatchEvents, drainEvents } from './dispatch-events.ts';

let platform: TestPlatform;

beforeAll(async () => {
  platform = await testPlatform();
  platform.reactedEvents = new Set(['probe.happened', 'probe.ended']);
});

beforeEach(async () => {
  platform.clock.set('2026-03-05T08:00:00Z');
  await platform.database.pool.query('truncate platform.outbox, platform.deliveries');
});

function emit(...numbers: number[]): Promise<void> {
  return platform.run(async (ctx) => {
    for (const number of numbers) await ctx.emit('probe.happened', { number });
  });
}

/** Writes what it hears, and fails on the numbers of `failing`. */
function listener(name: string, failing = new Set<number>(), event = 'probe.happened'): Reaction {
  return {
    event,
    name,
    async run(ctx, payload) {
      const { number } = payload as { number: number };
      await ctx.transact(async (inner) => {
        await inner.audit('probe.heard', `${name}:${number}`);
        if (failing.has(number)) throw new Error(`no ${number}`);
      });
    },
  };
}

async function heard(): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    `select subject_kind || ':' || subject_id as what from platform.audit_entries
     where action = 'probe.heard' and id > (select coalesce(max(id), 0) from platform.audit_entries where action = 'mark')
     order by id`,
  );
  return rows.map((row) => row.what);
}

beforeEach(() => platform.run((ctx) => ctx.audit('mark', 'mark')));

test('every reaction hears every event of its type once, in the order they happened', async () => {
  await emit(1, 2, 3);
  const reactions = [listener('first'), listener('second'), listener('other', new Set(), 'probe.ended')];
  await drainEvents(platform, reactions);
  await drainEvents(platform, reactions);
  expect(await heard()).toEqual(['first:1', 'second:1', 'first:2', 'second:2', 'first:3', 'second:3']);
});

test('an event of a change that was rolled back is never heard', async () => {
  const change = platform.run(async (ctx) => {
    await ctx.emit('probe.happened', { number: 9 });
    throw new Error('rolled back');
  });
  await expect(change).rejects.toThrow('rolled back');
  await drainEvents(platform, [listener('first')]);
  expect(await heard()).toEqual([]);
});

test('two dispatchers share the work and nothing is heard twice', async () => {
  const numbers = Array.from({ length: 60 }, (_, index) => index);
  await emit(...numbers);
  const reactions = [listener('first'), listener('second')];
  await Promise.all([drainEvents(platform, reactions), drainEvents(platform, reactions)]);
  const all = numbers.flatMap((number) => [`first:${number}`, `second:${number}`]);
  expect((await heard()).sort()).toEqual(all.sort());
});

test('events that one dispatcher has in hand are passed over by another, which does not wait for them', async () => {
  await emit(1, 2);
  const { db } = platform.database;
  const now = platform.clock.now();
  const reactions = [listener('first')];
  await db.transaction().execute(async (tx) => {
    expect(await fanOut(tx, reactions, now)).toBe(2);
    expect(await fanOut(db, reactions, now)).toBe(0);
  });
});

test('a failing reaction leaves no trace, holds up no other, and is tried again later and later', async () => {
  const failing = new Set([1]);
  const reactions = [listener('first', failing), listener('second')];
  await emit(1, 2);
  await drainEvents(platform, reactions);
  expect(await heard()).toEqual(['second:1', 'first:2', 'second:2']);
  const waiting = async () =>
    (await platform.database.pool.query('select attempts, due_at, problem from platform.deliveries')).rows;
  expect(await waiting()).toEqual([{ attempts: 1, due_at: '2026-03-05T08:00:01Z', problem: 'no 1' }]);
  platform.clock.set('2026-03-05T08:00:01Z');
  await drainEvents(platform, reactions);
  expect(await waiting()).toMatchObject([{ attempts: 2, due_at: '2026-03-05T08:00:03Z' }]);
  failing.clear();
  platform.clock.set('2026-03-05T08:00:03Z');
  await drainEvents(platform, reactions);
  expect((await heard()).at(-1)).toBe('first:1');
  expect(await waiting()).toEqual([]);
});

test('an event that nothing reacts to costs nothing: it never waits', async () => {
  await platform.run((ctx) => ctx.emit('probe.ignored', {}));
  const { rows } = await platform.database.pool.query(
    'select 1 from platform.outbox where dispatched_at is null',
  );
  expect(rows).toEqual([]);
});

test('without reactions no dispatcher runs', async () => {
  const silent = { ...platform, database: undefined } as unknown as TestPlatform;
  const dispatcher = await dispatchEvents(silent, []);
  await dispatcher.stop();
});

test('a running dispatcher hears what happens by itself, and its stop waits for the reaction in hand', async () => {
  let done = false;
  let begun: () => void = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow: Reaction = {
    event: 'probe.happened',
    name: 'slow',
    async run() {
      begun();
      await platform.database.pool.query('select pg_sleep(0.2)');
      done = true;
    },
  };
  const dispatcher = await dispatchEvents(platform, [slow]);
  await emit(1);
  await beginning;
  await dispatcher.stop();
  expect(done).toBe(true);
});
