import { expect, test } from 'vitest';
import { transactBulk } from '#platform/db/bulk.queries.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { createField, updateField } from '../custom-fields/custom-fields.ts';
import { judge, share } from '../duplicates/duplicates.ts';
import type { Arriving } from './arriving.ts';
import { ensureCustomers } from './ensure-customers.ts';
import { recomputeCustomers } from './recompute.ts';
import { arriving, copyOf, importWorld } from './records.fixtures.ts';
import { splitCustomer } from './split-customer.ts';
import { stageArrivals, storeArrivals } from './store-arrivals.ts';

const { platform, shop, fresh, ensure, one } = await importWorld();

type Written = () => Promise<void>;
let phones = 0;
const freshPhone = () => `+86139057${String(++phones).padStart(5, '0')}`;

/** Stores the rows as a chunk of an import does. */
function imported(rows: Arriving[], written: Written = async () => {}) {
  return transactBulk(platform, async (ctx) => {
    await stageArrivals(ctx, shop, copyOf(rows));
    const request = { sourceId: shop, importId: '900', arrivedAt: new Date('2026-03-06T08:00:00Z') };
    const stored = await storeArrivals(ctx, { ...request, mode: 'createAndUpdate', leads: true, tags: [] });
    await written();
    return stored;
  });
}

type Act<T> = (written?: Written) => Promise<T>;

/** A verb in a transaction of its own. */
function acting<T>(verb: (ctx: Parameters<Parameters<typeof platform.run>[0]>[0]) => Promise<T>): Act<T> {
  return (written = async () => {}) =>
    platform.run(async (ctx) => {
      const result = await verb(ctx);
      await written();
      return result;
    });
}

/** Both at once, in either order; whichever comes second waits or sees what was committed before. */
async function bothOrders<T>(
  isImportFirst: boolean,
  act: Act<T>,
  rows: Arriving[],
): Promise<PromiseSettledResult<unknown>[]> {
  return isImportFirst
    ? overlapping(platform, (written) => imported(rows, written), act)
    : overlapping(platform, act, () => imported(rows));
}

/** What leads to nobody, or belongs to nobody. */
async function loose(): Promise<unknown[]> {
  const { rows } = await platform.database.pool.query(`
    select 'identity' as kind, i.value from customers.identities i
    where not exists (select from customers.customers c where c.id = i.customer_id)
    union all select 'record', r.key_value from customers.source_records r
    where not exists (select from customers.customers c where c.id = r.customer_id)
    union all select 'contact point', p.value from customers.contact_points p
    where not exists (select from customers.source_records r
      where r.customer_id = p.customer_id and r.id = p.record_id)
    union all select 'empty customer', c.id::text from customers.customers c
    where not exists (select from customers.source_records r where r.customer_id = c.id)`);
  return rows;
}

const textField = (key: string) =>
  platform.run((ctx) => createField(ctx, { key, type: 'text', label: { en: key } }), userWith());

const makeUnique = ({ id, version }: { id: string; version: number }) =>
  platform.run(
    (ctx) => updateField(Object.assign(ctx, { ifMatch: String(version) }), { id, unique: true }),
    userWith(),
  );

test('a field becomes unique only past the imports that tell it, which leave no value twice', async () => {
  const field = await textField('badge');
  const rows = ['One', 'Two'].map((name) =>
    arriving({ name, phone: freshPhone(), fields: { 'field.badge': 'X' } }),
  );
  const [, edited] = await overlapping(
    platform,
    (written) => imported(rows, written),
    () => makeUnique(field),
  );
  expect(edited).toMatchObject({ status: 'rejected', reason: { code: 'customers.field_values_repeat' } });
});

test('a record that tells a unique value of somebody else changes its customer once, not each time', async () => {
  await makeUnique(await textField('card'));
  await imported([
    arriving({ name: 'Holder', phone: freshPhone(), fields: { 'field.card': 'C1' } }),
    arriving({ name: 'Other', phone: freshPhone(), fields: { 'field.card': 'C1' } }),
  ]);
  const other = async () =>
    (
      await platform.database.pool.query(
        `select c.id, c.version, c.field_values, c.field_records ? 'field.card' as told, c.marks
         from customers.customers c where display_name = 'Other'`,
      )
    ).rows[0];
  const before = await other();
  expect(before).toMatchObject({ field_values: {}, told: false, marks: ['field.card'] });
  expect(await platform.run((ctx) => recomputeCustomers(ctx, [before.id]))).toEqual([]);
  expect(await other()).toEqual(before);
});

const orders = [
  ['an import that stores first', true],
  ['an import that comes second', false],
] as const;

test.each(orders)(
  'splitting a customer and %s leave nothing loose, and the rows once more change nothing',
  async (_, isFirst) => {
    const [prefix, phone] = [fresh(), freshPhone()];
    const one = arriving({ externalId: `${prefix}1`, name: '张伟', phone });
    const two = arriving({ externalId: `${prefix}2`, name: '张伟', phone });
    const { customerIds } = await imported([one, two]);
    expect(customerIds[0]).toBe(customerIds[1]);
    const { rows: records } = await platform.database.pool.query(
      'select id from customers.source_records where customer_id = $1 and key_value = $2',
      [customerIds[0], `${prefix}2`],
    );
    const split = acting((ctx) =>
      splitCustomer(ctx, { customerId: customerIds[0]!, recordIds: records.map((record) => record.id) }),
    );
    const later = [
      one,
      arriving({ externalId: `${prefix}2`, name: '张伟', phone, fields: { city: '宁波市' } }),
    ];
    const ended = await bothOrders(isFirst, split, later);
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await loose()).toEqual([]);
    expect((await imported(later)).outcomes).toBe('nn');
  },
);

test.each(orders)('a pair that is judged during %s stays judged', async (_, isFirst) => {
  const [prefix, phone] = [fresh(), freshPhone()];
  const rows = [
    arriving({ externalId: `${prefix}1`, name: '张伟', phone }),
    arriving({ externalId: `${prefix}2`, name: '李娜', phone }),
  ];
  const { customerIds, possibleDuplicates } = await imported(rows);
  expect(possibleDuplicates).toBe(1);
  const [id, otherId] = customerIds as [string, string];
  const different = acting((ctx) => judge(ctx, { id, otherId, state: 'different' }));
  const later = rows.map((row) => ({ ...row, fields: { ...row.fields, city: '杭州市' } }));
  const ended = await bothOrders(isFirst, different, later);
  expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  const { rows: pairs } = await platform.database.pool.query(
    'select state from customers.possible_duplicates where value = $1',
    [phone],
  );
  expect(pairs).toEqual([{ state: 'different' }]);
});

test.each(orders)(
  'a value that is shared, or released, during %s counts for the rows behind it',
  async (_, isFirst) => {
    const [prefix, phone] = [fresh(), freshPhone()];
    const rowOf = (number: number) => arriving({ externalId: `${prefix}${number}`, name: '张伟', phone });
    await imported([rowOf(1)]);
    const sharing = (isShared: boolean) =>
      acting((ctx) => share(ctx, { kind: 'phone', value: phone, isShared }));
    for (const [isShared, next] of [
      [true, 2],
      [false, 4],
    ] as const) {
      const ended = await bothOrders(isFirst, sharing(isShared), [rowOf(next)]);
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      // A shared value leads to nobody; once released it leads to somebody again.
      expect((await imported([rowOf(next + 1)])).outcomes).toBe(isShared ? 'c' : 'u');
    }
    expect(await loose()).toEqual([]);
  },
);

test('two connections with the same new keys end in one customer', async () => {
  const at = fresh();
  const candidates = Array.from({ length: 50 }, (_, index) => ({
    externalId: `${at}${index}`,
    phones: [`1370000${String(1000 + index)}`],
    emails: [`${at}${index}@example.com`],
  }));
  const [left, right] = await Promise.all([ensure(candidates), ensure([...candidates].reverse())]);
  expect(right!.map((customer) => customer.customerId).reverse()).toEqual(
    left!.map((customer) => customer.customerId),
  );
  const outcomes = [...left!, ...right!].map((customer) => customer.outcome);
  expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(50);
});

test('who comes second waits for the first to end, and finds its customer', async () => {
  const at = fresh();
  const [phone, email] = ['13700009999', `${at}x@example.com`];
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let hasStored = () => {};
  const stored = new Promise<void>((resolve) => {
    hasStored = resolve;
  });
  const first = platform.run(async (ctx) => {
    const candidates = [{ phones: [phone] }];
    const made = await ensureCustomers(ctx, { sourceId: shop, origin: {}, candidates });
    hasStored();
    await held;
    return made;
  });
  await stored;
  const second = ensure([{ phones: [phone], emails: [email] }, { emails: [email] }]);
  await new Promise((resolve) => setTimeout(resolve, 200));
  letGo();
  const [made] = await first;
  expect((await second).map((customer) => customer.customerId)).toEqual([made!.customerId, made!.customerId]);
  expect((await one(made!.customerId)).identities.map((identity) => identity.value).sort()).toEqual(
    ['+8613700009999', email.toLowerCase()].sort(),
  );
});
