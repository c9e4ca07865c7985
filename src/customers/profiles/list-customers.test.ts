import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Actor, systemActor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { vacuumWhole } from '#platform/testing/vacuum-whole.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { countCustomers } from './count-customers.queries.ts';
import { listCustomers, pageQuery } from './list-customers.queries.ts';
import { storeTotals } from './totals.queries.ts';
import { visibleCustomers } from './visible-customers.queries.ts';

const platform = await testPlatform();
const everything = { bin: false, sort: 'createdAt' as const, limit: 50 };

const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();

async function fill(
  rows: { name: string; orders: number; spend: number; last: number | null }[],
): Promise<void> {
  await sql`truncate customers.customers, customers.totals, customers.search, customers.identities, customers.source_records, customers.contact_points restart identity cascade`.execute(
    platform.database.db,
  );
  await platform.run(async (ctx) => {
    const ids = await customersFrom(
      ctx,
      rows.map((row, index) => ({ externalId: `E${index}`, name: row.name })),
    );
    await storeTotals(
      ctx,
      rows.map((row, index) => {
        const at = row.last === null ? null : day(row.last);
        return {
          customerId: ids[index]!,
          orders: row.orders,
          cancellations: 0,
          spendMinor: String(row.spend),
          firstOrderAt: at,
          lastOrderAt: at,
        };
      }),
    );
  });
}

const walkedSorts = ['createdAt', 'updatedAt', 'displayName', 'spendMinor', 'orders'] as const;

const few = fc.record({
  name: fc.constantFrom('李', '王', 'Ann', 'ann', 'Zoë'),
  orders: fc.nat(2),
  spend: fc.integer({ min: -2, max: 2 }),
  last: fc.option(fc.integer({ min: 1, max: 2 })),
});

test('paging walks every customer once in every sort and direction, however many share a sort value', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(few, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 4 }),
      async (rows, limit) => {
        await fill(rows);
        for (const sort of walkedSorts) {
          const walks: string[][] = [];
          for (const direction of ['asc', 'desc'] as const) {
            const seen: string[] = [];
            let cursor: string | undefined;
            do {
              const page = await platform.run((ctx) =>
                listCustomers(ctx, { ...everything, sort, direction, limit, cursor }),
              );
              seen.push(...page.items.map((row) => row.id));
              cursor = page.next ?? undefined;
            } while (cursor !== undefined);
            expect(new Set(seen).size).toBe(rows.length);
            expect(seen).toHaveLength(rows.length);
            walks.push(seen);
          }
          expect(walks[1]).toEqual(walks[0]!.toReversed());
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('names stand in the order of pinyin, and whoever never ordered stands last', async () => {
  await fill([
    { name: '张三', orders: 0, spend: 0, last: null },
    { name: '李四', orders: 1, spend: 5, last: 1 },
    { name: '白五', orders: 2, spend: 9, last: 2 },
  ]);
  const names = async (sort: 'displayName' | 'lastOrderAt') =>
    (await platform.run((ctx) => listCustomers(ctx, { ...everything, sort }))).items.map(
      (row) => row.displayName,
    );
  expect(await names('displayName')).toEqual(['白五', '李四', '张三']);
  expect(await names('lastOrderAt')).toEqual(['白五', '李四', '张三']);
});

test('days of the last order and of being added are days of the organisation', async () => {
  await fill([{ name: 'Late', orders: 1, spend: 5, last: 3 }]);
  await sql`update customers.totals set last_order_at = '2026-01-03T17:00:00Z'`.execute(platform.database.db);
  await sql`update customers.customers set created_at = '2026-01-05T17:00:00Z'`.execute(platform.database.db);
  const found = async (from: string, to: string) =>
    (await platform.run((ctx) => countCustomers(ctx, { bin: false, lastOrderFrom: from, lastOrderTo: to })))
      .count;
  expect(await found('2026-01-04', '2026-01-04')).toBe(1);
  expect(await found('2026-01-03', '2026-01-03')).toBe(0);
  const added = async (from?: string, to?: string) =>
    (await platform.run((ctx) => countCustomers(ctx, { bin: false, addedFrom: from, addedTo: to }))).count;
  expect([await added('2026-01-06', '2026-01-06'), await added('2026-01-06'), await added()]).toEqual([
    1, 1, 1,
  ]);
  expect([await added('2026-01-05', '2026-01-05'), await added('2026-01-07')]).toEqual([0, 0]);
});

test('each filter keeps what it names', async () => {
  await fill([
    { name: 'Rich', orders: 2, spend: 1_000, last: 2 },
    { name: 'Poor', orders: 0, spend: 0, last: null },
  ]);
  await sql`update customers.customers set country = 'FR', region = 'Bretagne', city = 'Brest', owner_id = 7, kind = 'organisation' where display_name = 'Rich'`.execute(
    platform.database.db,
  );
  const names = async (filters: object) =>
    (await platform.run((ctx) => listCustomers(ctx, { ...everything, ...filters }))).items.map(
      (row) => row.displayName,
    );
  const rich = [
    { kind: 'organisation' },
    { country: 'FR' },
    { country: 'DE,FR' },
    { region: 'Bretagne' },
    { city: 'Brest' },
    { ownerId: '7' },
    { hasOrders: true },
    { minSpendMinor: '1' },
    { lastOrderFrom: '2026-01-01' },
    { lastOrderTo: '2026-01-09' },
  ];
  for (const filters of rich) expect(await names(filters)).toEqual(['Rich']);
  for (const filters of [
    { country: 'none' },
    { ownerId: 'none' },
    { hasOrders: false },
    { maxSpendMinor: '0' },
  ]) {
    expect(await names(filters)).toEqual(['Poor']);
  }
});

test('who may not read customers sees none', async () => {
  const { rows } =
    await sql`select 1 from customers.customers c where ${visibleCustomers({ actor: { kind: 'anonymous', permissions: new Set() } })}`.execute(
      platform.database.db,
    );
  expect(rows).toEqual([]);
});

describe('at twenty thousand customers', () => {
  beforeAll(async () => {
    await fill([]);
    const names = ['王伟', '李娜', '张敏', 'Smith', 'Jones'];
    for (let part = 0; part < 4; part += 1) {
      await platform.run((ctx) =>
        customersFrom(
          ctx,
          Array.from({ length: 5_000 }, (_, n) => ({
            externalId: `${part}-${n}`,
            name: `${names[n % 5]}${part * 5_000 + n}`,
            country: n % 50 ? 'CN' : 'GB',
          })),
        ),
      );
    }
    await sql`update customers.totals set spend_minor = customer_id * 7 % 1000, orders = customer_id % 9, last_order_at = case when customer_id % 2 = 0 then now() - customer_id * interval '1 hour' end`.execute(
      platform.database.db,
    );
    const counted = ['customers.customers', 'customers.totals', 'customers.search'];
    await vacuumWhole(platform.database.pool, counted);
  });

  const planOf = (input: Partial<Parameters<typeof pageQuery>[1]>, actor: Actor = systemActor) =>
    platform.run(async (ctx) => {
      const query = await pageQuery(
        ctx,
        { ...everything, ...input },
        { kind: input.q ? 'foundFirst' : 'plain' },
      );
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(ctx.tx);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    }, actor);

  test.each([
    ['createdAt', 'customers_created'],
    ['updatedAt', 'customers_updated'],
    ['displayName', 'customers_name'],
    ['spendMinor', 'totals_spend'],
    ['orders', 'totals_orders'],
    ['lastOrderAt', 'totals_last'],
  ] as const)('a page by %s walks the index %s and sorts nothing', async (sort, index) => {
    const { next } = await platform.run((ctx) => listCustomers(ctx, { ...everything, sort }));
    for (const cursor of [undefined, next!]) {
      const plan = await planOf({ sort, cursor });
      expect(plan).toContain(index);
      const paging = plan.split('CTE page')[1]!.split('SubPlan')[0]!;
      // The few fields of the organisation are no walk over customers.
      expect(paging).not.toMatch(/Sort|Seq Scan on (?!custom_fields)/);
    }
  });

  test('a search for something rare goes through the index of pieces', async () => {
    expect(await planOf({ q: '王伟17850' })).toContain('search_grams');
  });

  test.each([
    ['王伟17850', 1],
    ['jones', 20_000],
  ])('a search for %s in an order that no index holds reads no more than %i customers', async (q, most) => {
    const read = await platform.run(async (ctx) => {
      await listCustomers(ctx, { ...everything, q, sort: 'city', direction: 'asc' });
      const { rows } = await sql<{ rows: number }>`select (pg_stat_get_xact_tuples_returned(oid)
          + pg_stat_get_xact_tuples_fetched(oid))::int as rows
        from (select 'customers.customers'::regclass::oid) customers`.execute(ctx.tx);
      return rows[0]!.rows;
    });
    // What a page tells is read besides.
    expect(read).toBeLessThanOrEqual(most + 200);
  });

  test.each(['1', '王', 'zm', 'jones'])(
    'a page of a search for %s is the same whichever way it is read',
    async (q) => {
      for (const sort of ['createdAt', 'displayName', 'spendMinor', 'company'] as const) {
        const page = await platform.run((ctx) => listCustomers(ctx, { ...everything, q, sort }));
        const foundFirst = await platform.run(async (ctx) => {
          const query = await pageQuery(ctx, { ...everything, q, sort }, { kind: 'foundFirst' });
          return (await query.execute(ctx.tx)).rows.map((row) => row.id).slice(0, 50);
        });
        expect(page.items.map((row) => row.id)).toEqual(foundFirst);
        expect(foundFirst).toHaveLength(50);
      }
    },
  );

  test('a count beyond ten thousand is an estimate, one below is exact', async () => {
    const all = await platform.run((ctx) => countCustomers(ctx, { bin: false }));
    expect(all.exact).toBe(false);
    expect(all.count).toBeGreaterThan(15_000);
    expect(await platform.run((ctx) => countCustomers(ctx, { bin: false, country: 'GB' }))).toEqual({
      count: 400,
      exact: true,
    });
  });

  describe('a member of one team of twenty', () => {
    const member = {
      ...userWith('customers.read'),
      teamId: '3',
      reaches: {
        ...reachesEverything,
        customers: { see: 'team', change: 'team', unassigned: false } as const,
      },
    };
    beforeAll(async () => {
      await sql`update customers.customers set team_id = 1 + id % 20, owner_id = 1, region = 'R' || id % 7,
        city = 'C' || id % 3`.execute(platform.database.db);
      await sql`insert into customers.contact_points (customer_id, kind, value, entered, is_primary, status, created_at)
        select id, 'phone', 'x' || id, '', true, case when id % 113 = 0 then 'invalid' else 'valid' end, now()
        from customers.customers`.execute(platform.database.db);
      await vacuumWhole(platform.database.pool, ['customers.customers', 'customers.contact_points']);
    });

    test.each([
      ['whose phone is invalid', { invalid: 'phone' }, ['customers_team', 'contact_points_invalid']],
      ['of a city', { region: 'R1', city: 'C1' }, ['customers_region']],
      ['added last', {}, ['customers_team']],
    ] as const)('finds customers %s in indexes alone', async (_name, filters, indexes) => {
      const paging = (await planOf(filters, member))
        .split('CTE page')[1]!
        .split(/SubPlan|InitPlan|\n {2}->/)[0]!;
      for (const index of indexes) expect(paging).toMatch(new RegExp(`Index Only Scan.* using ${index}`));
      expect(paging).not.toMatch(/Bitmap|Seq Scan on (?!custom_fields)|Index Scan/);
    });
  });
});
