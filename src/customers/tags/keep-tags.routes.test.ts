import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom, doWork } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import type { WorkRecord } from '../works/works.queries.ts';
import { mergeTag } from './keep-tags.ts';
import { mergeWork } from './merge-work.ts';
import { tagMany } from './tags.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const keeper = userWith('customers.read', 'customers.write', 'customers.tags');
const as = keeper;
platform.readAssignee = async (_tx, userId) => ({ teamId: '1', active: userId !== '9' });
const ids = await platform.run((ctx) =>
  customersFrom(
    ctx,
    ['Ann', 'Bo', 'Cy', 'Di'].map((name) => ({ externalId: name, name })),
  ),
);
const [ann, bo, cy, di] = ids as [string, string, string, string];

const make = async (name: string, more: object = {}) =>
  (await call('POST', '/tags', { as, body: { name, ...more } })).body;
const update = (tag: { id: string; version: number }, body: object) =>
  call('PATCH', `/tags/${tag.id}`, { as, body, headers: { 'if-match': `"${tag.version}"` } });
const tagThese = async (some: string[], name: string) =>
  (await call('POST', '/customers/tags', { as, body: { ids: some, name } })).body;
const namesOf = async (id: string) =>
  (await call('GET', `/customers/${id}`, { as })).body.tags.map((tag: { name: string }) => tag.name);
const listed = async (query: string) =>
  (await call('GET', `/customers?sort=displayName&${query}`, { as })).body.items.map(
    (row: { id: string }) => row.id,
  );
const entryOf = async (id: string) =>
  (await call('GET', '/tags?counts=true', { as })).body.items.find((tag: { id: string }) => tag.id === id);

test('POST /tags makes a tag with group, colour, keeper and meaning, once under a name', async () => {
  const words = { group: 'Value', colour: 'green', description: 'Spends much', keeperId: '8' };
  const made = await make('Gold', words);
  expect(made).toMatchObject({ name: 'Gold', ...words, customers: 0, exact: true, formerNames: [] });
  const again = await call('POST', '/tags', { as, body: { name: 'Gold' } });
  expect(again).toMatchObject({ status: 409, body: { code: 'customers.tag_exists' } });
  const absent = await call('POST', '/tags', { as, body: { name: 'New', keeperId: '9' } });
  expect(absent.body.code).toBe('customers.owner_not_active');
});

test('PATCH /tags/:id renames, and whoever uses the former name, an address or an import, still finds the tag', async () => {
  const made = await make('Silver');
  await tagThese([ann], 'Silver');
  const renamed = await update(made, { name: 'Silber', colour: 'blue' });
  expect(renamed.body).toMatchObject({ name: 'Silber', colour: 'blue', formerNames: [{ name: 'Silver' }] });
  expect((await tagThese([bo], 'Silver')).tag).toMatchObject({ id: made.id, name: 'Silber' });
  expect(await listed(`tag=${made.id}`)).toEqual([ann, bo]);
  expect((await update(made, { colour: 'red' })).body.code).toBe('customers.version_conflict');
  const taken = await update(await entryOf(made.id), { name: 'Gold' });
  expect(taken.body.code).toBe('customers.tag_exists');
  const former = await call('POST', '/tags', { as, body: { name: 'Silver' } });
  expect(former.body.code).toBe('customers.tag_name_taken');
  const back = await update(await entryOf(made.id), { name: 'Silver' });
  expect(back.body.formerNames.map(({ name }: { name: string }) => name)).toEqual(['Silber']);
});

test('an archived tag is refused to people by hand, stays with whoever carries it, and comes back', async () => {
  const made = await make('Old');
  await tagThese([ann], 'Old');
  const archived = await update(made, { archived: true });
  expect(archived.body.archivedAt).not.toBeNull();
  const refused = await call('POST', `/customers/${bo}/tags`, { as, body: { name: 'Old' } });
  expect(refused).toMatchObject({ status: 409, body: { code: 'customers.tag_archived' } });
  const act = { act: { kind: 'tag', name: 'Old' }, meant: { ids: [bo] } };
  expect((await call('POST', '/customers/works', { as, body: act })).body.code).toBe(
    'customers.tag_archived',
  );
  expect(await namesOf(ann)).toContain('Old');
  await update(archived.body, { archived: false });
  expect((await call('POST', `/customers/${bo}/tags`, { as, body: { name: 'Old' } })).status).toBe(200);
});

test('POST /tags/:id/merge leads the name to the other tag at once, and who carries it follows', async () => {
  const from = await make('Wholesale');
  const into = await make('B2B');
  await tagThese([ann, bo], 'Wholesale');
  await tagThese([bo, cy], 'B2B');
  const sums = await call('GET', `/tags/${from.id}/merge?into=${into.id}`, { as });
  expect(sums.body).toEqual({ customers: 2, both: 1 });
  const { body: work } = await call('POST', `/tags/${from.id}/merge`, { as, body: { into: into.id } });
  expect(work).toMatchObject({ kind: 'merge_tag', about: { from: 'Wholesale', into: 'B2B' } });
  // Before anybody has followed:
  expect(await namesOf(bo)).toEqual(expect.arrayContaining(['B2B']));
  expect((await namesOf(bo)).filter((name: string) => name === 'B2B' || name === 'Wholesale')).toEqual([
    'B2B',
  ]);
  expect(await listed(`tag=${into.id}`)).toEqual([ann, bo, cy]);
  expect(await listed(`tag=${from.id}`)).toEqual([ann, bo, cy]);
  const stop = await call('POST', `/customers/works/${work.id}/cancel`, { as });
  expect(stop.body.code).toBe('customers.work_not_stoppable');
  const early = await call('DELETE', `/tags/${into.id}/former-names/${from.id}`, { as });
  expect(early.body.code).toBe('customers.tag_still_merging');
  await doWork(platform, work.id);
  const ended = await call('GET', `/customers/works/${work.id}`, { as });
  expect(ended.body).toMatchObject({ state: 'done', total: 2, done: 1, unchanged: 1 });
  expect(await listed(`tag=${from.id}`)).toEqual([ann, bo, cy]);
  const { rows } = await sql`select from customers.customer_tags where tag_id = ${from.id}`.execute(
    platform.database.db,
  );
  expect(rows).toEqual([]);
  for (const [id, after] of [
    [ann, 'B2B'],
    [bo, null],
  ]) {
    const { body } = await call('GET', `/customers/${id}/history?field=tags&limit=1`, { as });
    const change = { before: 'Wholesale', after, way: 'work', workId: work.id };
    expect(body.items).toMatchObject([change]);
  }
  const dropped = await call('DELETE', `/tags/${into.id}/former-names/${from.id}`, { as });
  expect(dropped.body.formerNames).toEqual([]);
  expect((await make('Wholesale')).id).not.toBe(from.id);
});

test('an import that names a merged tag finds the one that stays, also by two merges', async () => {
  const tags = [await make('M1'), await make('M2'), await make('M3')];
  for (const [from, into] of [
    [tags[0], tags[1]],
    [tags[1], tags[2]],
  ]) {
    const { body } = await call('POST', `/tags/${from.id}/merge`, { as, body: { into: into.id } });
    await doWork(platform, body.id);
  }
  await tagThese([di], 'M1');
  expect(await namesOf(di)).toEqual(['M3']);
});

test('two merges in a chain that overlap leave nobody behind, whichever is through first', async () => {
  const [a, b, c] = [await make('Chain1'), await make('Chain2'), await make('Chain3')];
  await tagThese([ann], 'Chain1');
  await tagThese([bo], 'Chain2');
  const merged = (id: string, into: string) => platform.run((ctx) => mergeTag(ctx, { id, into }));
  const first = await merged(a.id, b.id);
  const second = await merged(b.id, c.id);
  await doWork(platform, second.id);
  await doWork(platform, first.id);
  expect(await listed(`tag=${c.id}`)).toEqual([ann, bo]);

  const [d, e, f] = [await make('Chain4'), await make('Chain5'), await make('Chain6')];
  await tagThese([ann, bo], 'Chain4');
  const { id: firstStep } = await merged(d.id, e.id);
  const [moved, then] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await mergeWork.step(ctx, { task: { from: d.id, into: e.id } } as unknown as WorkRecord);
        await written();
      }),
    () => merged(e.id, f.id),
  );
  expect([moved.status, then.status]).toEqual(['fulfilled', 'fulfilled']);
  if (then.status === 'fulfilled') await doWork(platform, then.value.id);
  await doWork(platform, firstStep);
  expect(await listed(`tag=${f.id}`)).toEqual([ann, bo]);
});

test('what an import told of a merged tag is still known as told by it, and what a person told stays theirs', async () => {
  const from = await make('T1');
  const into = await make('T2');
  const rows = (table: string) =>
    sql<{ c: string; i: string | null }>`
    select customer_id as c, import_id as i from ${sql.ref(`customers.${table}`)} where tag_id = ${into.id}
    order by 1, 2`
      .execute(platform.database.db)
      .then((found) => found.rows.map(({ c, i }) => [c, i]));
  const told = [
    [ann, from.id, 1],
    [bo, from.id, 2],
    [bo, into.id, 3],
    [cy, from.id, null],
    [cy, into.id, 4],
  ];
  for (const [customer, tag, importId] of told)
    await sql`insert into customers.customer_tags (customer_id, tag_id, import_id)
      values (${customer}::bigint, ${tag}::bigint, ${importId}::bigint)`.execute(platform.database.db);
  const { body } = await call('POST', `/tags/${from.id}/merge`, { as, body: { into: into.id } });
  await doWork(platform, body.id);
  expect(await rows('customer_tags')).toEqual([
    [ann, '1'],
    [bo, '3'],
    [cy, null],
  ]);
  expect(await rows('tag_tellings')).toEqual([[bo, '2']]);
});

test('somebody who tags while the tag is being merged tags with the one that stays, on either side of the merge', async () => {
  const from = await make('Race1');
  const into = await make('Race2');
  const [tagged, merged] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        await tagMany(ctx, { ids: [ann], name: 'Race1' });
        await written();
      }),
    () => platform.run((ctx) => mergeTag(ctx, { id: from.id, into: into.id })),
  );
  expect([tagged.status, merged.status]).toEqual(['fulfilled', 'fulfilled']);
  if (merged.status === 'fulfilled') await doWork(platform, merged.value.id);
  expect(await listed(`tag=${into.id}`)).toEqual([ann]);

  const late = await make('Race3');
  const [, lateTagged] = await overlapping(
    platform,
    (written) =>
      platform.run(async (ctx) => {
        const work = await mergeTag(ctx, { id: late.id, into: into.id });
        await written();
        return work;
      }),
    () => platform.run((ctx) => tagMany(ctx, { ids: [di], name: 'Race3' })),
  );
  expect(lateTagged).toMatchObject({ status: 'fulfilled', value: { tag: { id: into.id } } });
});

test('merging is for whoever changes all customers, into another tag that is there', async () => {
  const one = await make('One');
  const two = await make('Two');
  const narrow = {
    ...keeper,
    reaches: { ...keeper.reaches, customers: { see: 'all', change: 'team', unassigned: true } },
  } as const;
  const merge = async (id: string, into: string, who: typeof narrow | typeof keeper = keeper) =>
    (await call('POST', `/tags/${id}/merge`, { as: who, body: { into } })).body.code;
  expect(await merge(one.id, two.id, narrow)).toBe('customers.needs_all');
  expect(await merge(one.id, one.id)).toBe('customers.tag_into_itself');
  expect(await merge(one.id, '99999')).toBe('customers.tag_not_found');
});

test('POST /tags/groups/rename moves all tags of a group', async () => {
  await make('G1', { group: 'Before' });
  await make('G2', { group: 'Before' });
  const renamed = await call('POST', '/tags/groups/rename', { as, body: { group: 'Before', to: 'After' } });
  expect(renamed.body).toEqual({ tags: 2 });
  const { body } = await call('GET', '/tags?counts=true', { as });
  const groups = body.items.filter(({ name }: { name: string }) => /^G\d$/.test(name));
  expect(groups.map(({ group }: { group: string }) => group)).toEqual(['After', 'After']);
});

test('keeping tags needs a permission of its own', async () => {
  const writer = userWith('customers.read', 'customers.write');
  const answers = [
    await call('POST', '/tags', { as: writer, body: { name: 'x' } }),
    await call('PATCH', '/tags/1', { as: writer, body: { name: 'x' } }),
    await call('POST', '/tags/groups/rename', { as: writer, body: { group: 'x', to: null } }),
    await call('GET', '/tags/1/merge?into=2', { as: writer }),
    await call('POST', '/tags/1/merge', { as: writer, body: { into: '2' } }),
    await call('DELETE', '/tags/1/former-names/2', { as: writer }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403]);
});
