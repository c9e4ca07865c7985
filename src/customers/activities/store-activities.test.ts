import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { takeBackActivities } from '../public.ts';
import { activitiesOfFiles, type Told } from './store-activities.fixtures.ts';

const platform = await testPlatform();
const { customer, store } = await activitiesOfFiles(platform);

const bert = await customer('bert');

async function stored(customerId: string) {
  const { rows } = await platform.database.pool.query(
    `select type, to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD') as day, payload->>'text' as text
     from customers.activities where customer_id = $1 order by occurred_at, id`,
    [customerId],
  );
  return rows;
}

test('what has no number is known again by its content, within a file and the second time', async () => {
  const rows = [{ text: 'A' }, { text: 'A' }, { text: 'B' }, { text: 'A', of: bert }];
  expect((await store('1', rows)).outcomes).toBe('cncc');
  expect((await store('2', rows)).outcomes).toBe('nnnn');
  expect(await stored(bert)).toEqual([{ type: 'service', day: '2026-03-01', text: 'A' }]);
});

test('a number leads to the same activity, whose content and time may change; of equal numbers the last counts', async () => {
  const carl = await customer('carl');
  const row = (change: Told) => ({ of: carl, number: 'S1', ...change });
  expect((await store('3', [row({ text: 'A' }), row({ text: 'B' }), row({ text: 'B' })])).outcomes).toBe(
    'cun',
  );
  expect((await store('4', [row({ text: 'B' })])).outcomes).toBe('n');
  expect((await store('5', [row({ text: 'C', occurredAt: '2026-02-01T10:00:00Z' })])).outcomes).toBe('u');
  expect(await stored(carl)).toEqual([{ type: 'service', day: '2026-02-01', text: 'C' }]);
  expect((await store('6', [row({ text: 'C', occurredAt: '2026-02-01T10:00:00Z' })])).outcomes).toBe('n');
});

test('a time far back or ahead is refused by its row and makes no table', async () => {
  const partitions = async () =>
    (
      await platform.database.pool.query(
        "select count(*)::int as count from pg_inherits where inhparent = 'customers.activities'::regclass",
      )
    ).rows[0].count;
  const before = await partitions();
  const answer = await store('7', [
    { occurredAt: '1921-03-01T10:00:00Z' },
    { occurredAt: '2099-03-01T10:00:00Z' },
  ]);
  expect(answer).toMatchObject({ outcomes: '', unlikely: ['1', '2'] });
  expect(await partitions()).toBe(before);
});

test('what belongs to nobody is left out', async () => {
  expect(await store('8', [{ of: '0' }, { text: 'Z' }])).toMatchObject({ rowNos: ['2'], outcomes: 'c' });
});

test('what an import brought is taken back with its keys, so that it can come again', async () => {
  const dora = await customer('dora');
  const rows = [
    { of: dora, number: 'D1' },
    { of: dora, text: 'x' },
  ];
  await store('9', rows);
  await store('10', [{ of: dora, text: 'stays' }]);
  const remove = async () =>
    (await platform.run((ctx) => takeBackActivities(ctx, { importId: '9', customerIds: [dora] }))).removed;
  expect(await remove()).toBe(2);
  expect(await remove()).toBe(0);
  expect((await stored(dora)).map(({ text }) => text)).toEqual(['stays']);
  expect((await store('11', rows)).outcomes).toBe('cc');
});

test('undo waits for an import that is changing the same activity, and leaves it what that one told', async () => {
  const edda = await customer('edda');
  await store('71', [{ of: edda, number: 'D1', text: 'Ordered' }]);
  let undone: Promise<unknown> = Promise.resolve();
  await store('72', [{ of: edda, number: 'D1', text: 'Delivered' }], async () => {
    undone = platform.run((ctx) => takeBackActivities(ctx, { importId: '71', customerIds: [edda] }));
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect(await undone).toMatchObject({ removed: 0, changed: [{ customerId: edda }] });
  expect(await stored(edda)).toEqual([{ type: 'service', day: '2026-03-01', text: 'Delivered' }]);
});
