import { expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import type { Context } from '#platform/db/context.ts';
import { addActivity } from '../activities/activities.ts';
import { settlePrimary } from '../profiles/contact-points.queries.ts';
import { attachContactPoint, removeContactPoint, updateContactPoint } from '../profiles/contact-points.ts';
import { lockCustomer, touchCustomer } from '../profiles/profiles.queries.ts';
import { undoRecords } from '../public.ts';
import { addTag } from '../tags/tags.ts';
import { recomputeCustomers } from './recompute.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import { stageArrivals, storeArrivals } from './store-arrivals.ts';

const { platform, shop, one, ensure } = await importWorld();
let imports = 500;

/** A customer as one row of an import of its own tells it. */
async function imported(externalId: string, phone?: string) {
  imports += 1;
  const importId = String(imports);
  const row = arriving({ externalId, name: '王小明', ...(phone === undefined ? {} : { phone }) });
  const { customerIds } = await transactBulk(platform, async (ctx) => {
    await stageArrivals(ctx, shop, copyOf([row]));
    return storeArrivals(ctx, {
      sourceId: shop,
      importId,
      arrivedAt: new Date(Date.UTC(2026, 2, 6, 0, 0, imports)),
      mode: 'createAndUpdate',
      leads: true,
      tags: [],
    });
  });
  const id = customerIds[0]!;
  return { importId, id, point: (await one(id)).contactPoints[0] };
}

async function phonesOf(id: string): Promise<string[]> {
  return (await one(id)).contactPoints.map(({ value }) => value);
}

test('a phone that a person corrected stays as corrected when the customer is computed anew', async () => {
  const { id, point } = await imported('C1', '+8613500000101');
  await platform.run((ctx) =>
    updateContactPoint(ctx, { id, contactPointId: point!.id, value: '+8613500000102' }),
  );
  await platform.run((ctx) => recomputeCustomers(ctx, [id]));
  expect(await phonesOf(id)).toEqual(['+8613500000102']);
});

test('a phone that a person removed does not come back, and leads to the customer no more, when an import is undone', async () => {
  const phone = '+8613500000201';
  const { id, point } = await imported('C2', phone);
  const later = await imported('C2');
  await platform.run((ctx) => removeContactPoint(ctx, { id, contactPointId: point!.id }));
  await platform.run((ctx) => undoRecords(ctx, later.importId, { after: '0', limit: 10 }));
  expect(await phonesOf(id)).toEqual([]);
  const [other] = await ensure([{ name: '王小明', phones: [phone] }]);
  expect(other).toMatchObject({ outcome: 'created' });
});

test('undo keeps a customer whose phone a person changed, and names it', async () => {
  const { importId, id, point } = await imported('C3', '+8613500000301');
  await platform.run((ctx) => updateContactPoint(ctx, { id, contactPointId: point!.id, status: 'valid' }));
  const { removed, leftovers } = await platform.run((ctx) =>
    undoRecords(ctx, importId, { after: '0', limit: 10 }),
  );
  expect(removed).toBe(0);
  expect(leftovers).toMatchObject([{ customerId: id, reason: 'contact_points' }]);
});

test('undo waits for a person who is adding a phone, and then keeps the customer', async () => {
  const { importId, id } = await imported('C5');
  let undone: Promise<unknown> = Promise.resolve();
  await platform.run(async (ctx) => {
    await lockCustomer(ctx, id);
    undone = platform.run((inner) => undoRecords(inner, importId, { after: '0', limit: 10 }));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await attachContactPoint(ctx, { id, country: null }, { kind: 'phone', value: '+8613500000501' });
    await touchCustomer(ctx, id);
  });
  expect(await undone).toMatchObject({
    removed: 0,
    leftovers: [{ customerId: id, reason: 'contact_points' }],
  });
  expect(await phonesOf(id)).toEqual(['+8613500000501']);
});

test.each<[string, (ctx: Context, id: string) => Promise<unknown>]>([
  ['an activity', (ctx, id) => addActivity(ctx, { id, type: 'note', payload: { text: '已联系' } })],
  ['a tag', (ctx, id) => addTag(ctx, { id, name: '回访' })],
])('undo waits for a person who is adding %s, and then keeps the customer', async (_what, add) => {
  // The first of a month makes a table, for which everybody waits.
  const earlier = await imported(`C6-${imports}`);
  await platform.run((ctx) => add(ctx, earlier.id));
  const { importId, id } = await imported(`C7-${imports}`);
  let undone: Promise<unknown> = Promise.resolve();
  await platform.run(async (ctx) => {
    await add(ctx, id);
    undone = platform.run((inner) => undoRecords(inner, importId, { after: '0', limit: 10 }));
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  expect(await undone).toMatchObject({ removed: 0, leftovers: [{ customerId: id }] });
});

test('a person and an import that add the first phone at once leave one that is primary', async () => {
  const { id } = await imported('C4');
  let coming: Promise<unknown> = Promise.resolve();
  await platform.run(async (ctx) => {
    await lockCustomer(ctx, id);
    coming = imported('C4', '+8613500000401');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await ctx.tx
      .insertInto('customers.contact_points')
      .values({
        customer_id: id,
        kind: 'phone',
        value: '+8613500000402',
        entered: '402',
        created_at: ctx.clock.now(),
      })
      .execute();
    await settlePrimary(ctx, id, 'phone');
  });
  await coming;
  const points = (await one(id)).contactPoints;
  expect(points).toHaveLength(2);
  expect(points.filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
});
