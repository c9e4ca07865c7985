import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Actor, systemActor } from '#platform/access/actor.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { type ListedGivenField, listedGivenFields } from '../fields/customer-fields.contract.ts';
import { listCustomers } from './list-customers.queries.ts';

const platform = await testPlatform();
const everything = { bin: false, sort: 'createdAt' as const, limit: 50 };

const made = (...names: string[]) =>
  platform.run((ctx) =>
    customersFrom(
      ctx,
      names.map((name) => ({ externalId: name, name })),
    ),
  );

test('a list is sorted by every field through all its pages, and whoever has no value comes last both ways', async () => {
  const ids = await made('安', '李', '周');
  const { db } = platform.database;
  platform.readUserNames = async () =>
    new Map([
      ['9', '白'],
      ['8', '赵'],
    ]);
  await sql`update customers.customers c set family_name = v.b, given_name = v.b, company = v.b, occupation = v.b, credit_code = v.b,
      language = v.a, time_zone = v.a, country = v.a, region = v.b, city = v.city, district = v.b,
      address = v.b || repeat('街', 2000), postal_code = v.a, came_from = v.b, gender = v.gender, birthday = v.day, owner_id = v.owner
    from (values ('安', 'aa', '八', '北京', 'female', '1990-01-31'::date, 9), ('李', 'bb', '高', '长沙', 'male', '1990-02-01', 8))
      v(name, a, b, city, gender, day, owner) where c.display_name = v.name`.execute(db);
  await sql`update customers.totals t set orders = v.n, cancellations = v.n, spend_minor = v.n, first_order_at = v.at, last_order_at = v.at
    from (values (${ids[0]}::bigint, 1, '2026-01-01'::timestamptz), (${ids[1]}, 2, '2026-01-02'), (${ids[2]}, 3, null)) v(id, n, at)
    where t.customer_id = v.id`.execute(db);
  await sql`insert into customers.contact_points (customer_id, kind, value, entered)
    select c.id, k, case c.display_name when '安' then '1' else '2' end || k, k from customers.customers c,
      unnest(array['phone', 'email', 'wechat', 'website']) k where c.display_name <> '周'`.execute(db);
  await sql`with made as (insert into customers.tags (name, created_at) values ('八', now()), ('高', now()) returning id, name)
    insert into customers.customer_tags (customer_id, tag_id, created_at) select c.id, m.id, now()
    from customers.customers c join made m on m.name = '高' or c.display_name = '安' where c.display_name <> '周'`.execute(
    db,
  );
  await sql`insert into customers.city_tiers (city, tier, updated_by, updated_at)
    values ('北京', 'first', 'x', now()), ('长沙', 'new_first', 'x', now()) on conflict do nothing`.execute(
    db,
  );
  const sorted = async (sort: ListedGivenField, direction: 'asc' | 'desc') => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await platform.run((ctx) =>
        listCustomers(ctx, { ...everything, sort, direction, limit: 1, cursor }),
      );
      names.push(...page.items.map((row) => row.displayName));
      cursor = page.next ?? undefined;
      expect(cursor?.length ?? 0).toBeLessThan(2_000);
    } while (cursor !== undefined);
    return names.join('');
  };
  const alwaysThere = [
    'kind',
    'displayName',
    'orders',
    'cancellations',
    'spendMinor',
    'createdAt',
    'updatedAt',
  ];
  for (const field of listedGivenFields) {
    // Tiers are those of cities in China.
    if (field === 'cityTier') await sql`update customers.customers set country = 'CN'`.execute(db);
    const both = [await sorted(field, 'asc'), await sorted(field, 'desc')];
    if (alwaysThere.includes(field))
      expect([field, [...both[0]!].reverse().join('')]).toEqual([field, both[1]]);
    else expect([field, ...both]).toEqual([field, '安李周', '李安周']);
  }
});

test('rows tell the columns that are asked for, each as the reader may see it', async () => {
  const [id] = await made('Columba');
  await sql`update customers.customers set birthday = '1990-01-31', address = 'Long Lane 5', gender = 'female' where id = ${id}`.execute(
    platform.database.db,
  );
  const columns = ['birthday', 'address', 'gender', 'phone', 'field.nobody'] as const;
  const told = async (actor: Actor) =>
    (await platform.run((ctx) => listCustomers(ctx, { ...everything, q: 'Columba', columns }), actor))
      .items[0]!.columns;
  expect(await told(systemActor)).toEqual({
    birthday: '1990-01-31',
    address: 'Long Lane 5',
    gender: 'female',
  });
  const fields = {
    customers: { birthday: 'masked', address: 'hidden', gender: 'masked' },
    orders: {},
  } as const;
  expect(await told({ ...userWith('customers.read'), fields })).toEqual({
    birthday: '1990',
    address: null,
    gender: null,
  });
});
