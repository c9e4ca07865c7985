import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { binCustomers } from '../profiles/profiles.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const reader = { as: userWith('customers.read') };
const writer = { as: userWith('customers.read', 'customers.write') };
const missing = '999999999';
const [ann, bo, cy] = (await platform.run((ctx) =>
  customersFrom(ctx, [
    { externalId: '1', name: 'Ann' },
    { externalId: '2', name: 'Bo' },
    { externalId: '3', name: 'Cy' },
  ]),
)) as [string, string, string];

const names = (items: { name: string }[]) => items.map((item) => item.name);

test('a tag is attached once, shows on the customer and in lists, and filters them', async () => {
  await call('POST', `/customers/${ann}/tags`, { ...writer, body: { name: ' VIP ' } });
  const { body } = await call('POST', `/customers/${ann}/tags`, { ...writer, body: { name: 'VIP' } });
  expect(names(body.items)).toEqual(['VIP']);
  const tagId = body.items[0].id;
  const list = await call('GET', `/customers?tag=${tagId}`, reader);
  expect(list.body.items.map((row: { id: string; tags: object }) => [row.id, row.tags])).toEqual([
    [ann, [{ id: tagId, name: 'VIP', colour: 'grey' }]],
  ]);
  expect((await call('GET', `/customers/count?tag=${tagId}`, reader)).body.count).toBe(1);
  expect(names((await call('GET', `/customers/${ann}`, reader)).body.tags)).toEqual(['VIP']);
});

test('DELETE /customers/:id/tags/:tagId takes it away, and again changes nothing', async () => {
  const made = await call('POST', `/customers/${bo}/tags`, { ...writer, body: { name: '老客户' } });
  const tagId = made.body.items[0].id;
  expect((await call('DELETE', `/customers/${bo}/tags/${tagId}`, writer)).body.items).toEqual([]);
  expect((await call('DELETE', `/customers/${bo}/tags/${tagId}`, writer)).status).toBe(200);
});

test('many customers are tagged at once, which says who did not carry the tag, and untagged again', async () => {
  const body = { ids: [ann, bo, missing], name: 'VIP' };
  const tagged = await call('POST', '/customers/tags', { ...writer, body });
  expect(tagged.body.attached).toEqual([bo]);
  const untag = { ids: [ann, bo, cy], tagId: tagged.body.tag.id };
  expect((await call('POST', '/customers/untag', { ...writer, body: untag })).body).toEqual({ removed: 2 });
});

test('GET /tags counts the customers that carry each where asked to, without those in the bin', async () => {
  await call('POST', '/customers/tags', { ...writer, body: { ids: [bo, cy], name: 'Fair' } });
  await platform.run((ctx) => binCustomers(ctx, [cy]));
  const { body } = await call('GET', '/tags?counts=true', reader);
  expect(body.items).toContainEqual(expect.objectContaining({ name: 'Fair', customers: 1, exact: true }));
  const plain = await call('GET', '/tags', reader);
  expect(plain.body.items).toContainEqual(expect.objectContaining({ name: 'Fair', customers: null }));
});

test('a customer that is not there cannot be tagged', async () => {
  const answers = [
    await call('POST', `/customers/${missing}/tags`, { ...writer, body: { name: 'x' } }),
    await call('DELETE', `/customers/${missing}/tags/1`, writer),
  ];
  expect(answers.map(({ body }) => body.code)).toEqual(['customers.not_found', 'customers.not_found']);
});

test('reading tags needs customers.read and changing them customers.write', async () => {
  const answers = [
    await call('GET', '/tags', { as: userWith() }),
    await call('POST', `/customers/${ann}/tags`, { ...reader, body: { name: 'x' } }),
    await call('DELETE', `/customers/${ann}/tags/1`, reader),
    await call('POST', '/customers/tags', { ...reader, body: { ids: [ann], name: 'x' } }),
    await call('POST', '/customers/untag', { ...reader, body: { ids: [ann], tagId: '1' } }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
});

test('two people who make one new tag at once make one', async () => {
  const add = (id: string) => call('POST', `/customers/${id}/tags`, { ...writer, body: { name: 'New' } });
  const answers = await Promise.all([add(ann), add(bo)]);
  const ids = answers.map(({ body }) => body.items.find((tag: { name: string }) => tag.name === 'New').id);
  expect(ids[0]).toBe(ids[1]);
});
