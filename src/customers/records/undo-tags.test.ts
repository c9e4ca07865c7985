import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import type { ArrivalMode } from '../identities/resolve-arrivals.ts';
import { updateTag } from '../tags/keep-tags.ts';
import { tagsOf } from '../tags/tags.queries.ts';
import { addTag, removeTag } from '../tags/tags.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import { splitCustomer } from './split-customer.ts';
import { stageArrivals, storeArrivals } from './store-arrivals.ts';
import { undoRecords } from './undo-records.ts';

const { platform, shop, fresh, ensure, one } = await importWorld();

let imports = 500;

interface Telling {
  /** Tags that the row itself carries. */
  own?: string[];
  /** Tags of the import. */
  all?: string[];
  mode?: ArrivalMode;
  city?: string;
  /** How often the row stands in the file, each time in a chunk of its own. */
  chunks?: number;
}

/** An import of one row, of the customer of this number. */
async function told(
  number: string,
  { own = [], all = [], mode = 'createAndUpdate', city, chunks = 1 }: Telling,
) {
  imports += 1;
  const importId = String(imports);
  let customerId = '0';
  let outcomes = '';
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const fields = city === undefined ? undefined : { city };
    const row = arriving({ externalId: number, name: number, tags: own, ...(fields ? { fields } : {}) });
    const stored = await transactBulk(platform, async (ctx) => {
      await stageArrivals(ctx, shop, copyOf([row], chunk + 1));
      const arrivedAt = new Date(Date.UTC(2026, 2, 6, 0, imports));
      return storeArrivals(ctx, { sourceId: shop, importId, arrivedAt, mode, leads: true, tags: all });
    });
    customerId = stored.customerIds[0]!;
    outcomes += stored.outcomes;
  }
  return { importId, customerId, outcomes };
}

const undone = (importId: string) =>
  platform.run((ctx) => undoRecords(ctx, importId, { after: '0', limit: 100 }));

const tagsNow = async (customerId: string) =>
  (await platform.run((ctx) => tagsOf(ctx, customerId))).map(({ name }) => name);

async function everyTag(): Promise<unknown> {
  const { rows } = await sql`select customer_id, tag_id, import_id, null as alone from customers.customer_tags
    union all select customer_id, tag_id, import_id, alone from customers.tag_tellings order by 1, 2, 3, 4`.execute(
    platform.database.db,
  );
  return rows;
}

const ways: [name: string, one: Telling, other: Telling][] = [
  ['by their rows', { own: ['会员'], city: '杭州市' }, { own: ['会员'], city: '大连市' }],
  ['by the same rows', { own: ['会员'], city: '杭州市' }, { own: ['会员'], city: '杭州市' }],
  ['by their options', { all: ['会员'], city: '杭州市' }, { all: ['会员'], city: '大连市' }],
  ['alone', { all: ['会员'], mode: 'tag' }, { own: ['会员'], mode: 'tag' }],
  ['once alone', { own: ['会员'], city: '杭州市' }, { all: ['会员'], mode: 'tag' }],
  [
    'in many chunks',
    { own: ['会员'], city: '杭州市', chunks: 3 },
    { own: ['会员'], city: '大连市', chunks: 3 },
  ],
];

test.each(ways)(
  'a tag that two imports told %s stays until both are undone, whichever first',
  async (_, one, other) => {
    for (const firstUndone of [0, 1]) {
      const number = fresh();
      const [customer] = await ensure([{ externalId: number, name: number }]);
      const before = await everyTag();
      const both = [await told(number, one), await told(number, other)];
      await undone(both[firstUndone]!.importId);
      expect(await tagsNow(customer!.customerId)).toEqual(['会员']);
      await undone(both[1 - firstUndone]!.importId);
      expect(await everyTag()).toEqual(before);
    }
  },
);

test('an import that told a tag of before leaves all as it was when it is undone', async () => {
  const number = fresh();
  await told(number, { own: ['会员', '老客'], city: '杭州市' });
  const before = await everyTag();
  for (const again of [
    { own: ['会员', '新客'], city: '大连市' },
    { all: ['会员'], mode: 'tag' as const },
  ]) {
    const { importId } = await told(number, again);
    expect(await everyTag()).not.toEqual(before);
    await undone(importId);
    expect(await everyTag()).toEqual(before);
  }
});

test('a tag that a person told stays, also where an import had attached it; one that a person took off does not come back', async () => {
  const number = fresh();
  const [customer] = await ensure([{ externalId: number, name: number }]);
  const id = customer!.customerId;
  const first = await told(number, { own: ['会员'], city: '杭州市' });
  await platform.run((ctx) => addTag(ctx, { id, name: '会员' }));
  await undone(first.importId);
  expect(await tagsNow(id)).toEqual(['会员']);
  const imported = [
    await told(number, { own: ['新客'], city: '大连市' }),
    await told(number, { own: ['新客'], city: '宁波市' }),
  ];
  const tag = (await platform.run((ctx) => tagsOf(ctx, id))).find(({ name }) => name === '新客')!;
  await platform.run((ctx) => removeTag(ctx, { id, tagId: tag.id }));
  await undone(imported[0]!.importId);
  expect(await tagsNow(id)).toEqual(['会员']);
});

test('a customer whom only an undone import told of stays where another attached the same tag alone', async () => {
  const number = fresh();
  const first = await told(number, { own: ['会员'] });
  const { importId } = await told(number, { all: ['会员'], mode: 'tag' });
  expect((await undone(first.importId)).leftovers).toMatchObject([{ reason: 'tags' }]);
  await undone(importId);
  expect(await tagsNow(first.customerId)).toEqual(['会员']);
  const twice = fresh();
  const one = await told(twice, { own: ['会员'] });
  await told(twice, { own: ['会员'] });
  expect(await undone(one.importId)).toMatchObject({ removed: 1, leftovers: [] });
});

test('records that are split off take the tags along that their imports told; what others told and what a person told stays', async () => {
  const number = fresh();
  const first = await told(number, { own: ['会员', '老客'], city: '杭州市' });
  const second = await told(number, { own: ['会员', '新客'], city: '大连市' });
  const id = first.customerId;
  await platform.run((ctx) => addTag(ctx, { id, name: '手工' }));
  const recordIds = (await one(id)).records
    .filter(({ importId }) => importId === second.importId)
    .map((record) => record.id);
  const split = await platform.run((ctx) => splitCustomer(ctx, { customerId: id, recordIds }));
  expect(new Set(await tagsNow(id))).toEqual(new Set(['会员', '老客', '手工']));
  expect(new Set(await tagsNow(split))).toEqual(new Set(['会员', '新客']));
  expect(await undone(second.importId)).toMatchObject({ removed: 1, leftovers: [] });
  expect(await tagsNow(split)).toEqual([]);
  expect(await tagsNow(id)).toHaveLength(3);
});

test('a row that tells nothing new but gives its customer a tag counts as updated, once', async () => {
  const number = fresh();
  const first = await told(number, { city: '杭州市' });
  const tagging = await told(number, { city: '杭州市', all: ['会员'], chunks: 2 });
  expect(tagging.outcomes).toBe('un');
  await undone(tagging.importId);
  expect(await tagsNow(first.customerId)).toEqual([]);
  expect((await told(number, { city: '杭州市', own: ['会员'] })).outcomes).toBe('u');
  expect((await told(number, { city: '杭州市', own: ['会员'] })).outcomes).toBe('n');
});

test('an import that names a tag by a former name attaches the one that the name leads to', async () => {
  const before = await told('former', { own: ['Fair'] });
  await platform.run(async (ctx) => {
    const [fair] = await tagsOf(ctx, before.customerId);
    await updateTag({ ...ctx, ifMatch: '1' }, { id: fair!.id, name: 'Trade fair' });
  });
  const after = await told('former 2', { own: ['Fair'], all: ['Trade fair'] });
  expect(await tagsNow(after.customerId)).toEqual(['Trade fair']);
});
