import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type Dice, diceOf, pick } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { givenStages } from '../lifecycle/given-stages.ts';
import { computeStages, previewLifecycle } from '../lifecycle/lifecycle.ts';
import { momentAt } from '../rules/moment.ts';
import { randomRule } from '../rules/random-rules.fixtures.ts';
import { categories, edgeTime, randomWorld, type World, words } from '../rules/random-world.fixtures.ts';
import { combined } from '../segments/combined.ts';
import { makeSegment } from '../segments/segments.ts';
import { keepUp, meantNow, membersIn } from '../segments.fixtures.ts';

const platform = await testPlatform();
const { db } = platform.database;
const timeZone = 'Asia/Shanghai';
/** `SEED` repeats a run. */
const run = { seed: Number(process.env.SEED ?? 20_261_127), customers: 40, segments: 24, rounds: 12 };
const segments: string[] = [];
let world: World;

platform.readUserNames = async () => new Map(['1', '2', '3'].map((id) => [id, `User ${id}`]));
platform.readTeams = async () => [
  { id: '1', parentId: null, name: 'All' },
  { id: '10', parentId: '1', name: 'South' },
  { id: '11', parentId: '10', name: 'Till' },
];

const now = () => momentAt(platform.clock.now(), timeZone);

beforeAll(async () => {
  const dice = diceOf(run.seed);
  world = await randomWorld(platform, { dice, customers: run.customers, ...now() });
  await sql`delete from segments.members`.execute(db);
  while (segments.length < run.segments) {
    const rule =
      segments.length > 2 && dice(5) === 0
        ? combined(pick(dice, ['union', 'intersection', 'difference']), [segments[0]!, segments.at(-1)!])
        : randomRule({ dice, world, today: now().today });
    const words = {
      name: `S${segments.length}`,
      description: '',
      kind: 'dynamic' as const,
      shared: 'all' as const,
    };
    // One that names what is not there is refused; another takes its place.
    const made = await platform.run((ctx) => makeSegment(ctx, { ...words, rule })).catch(() => undefined);
    if (made) segments.push(made.id);
  }
}, 120_000);

/** Totals as the domain of orders keeps them. */
const recount = (...ids: string[]) =>
  sql`
  with sums as (select c.id, count(*) filter (where o.kind = 'sale') as orders, count(*) filter (where o.kind <> 'sale') as cancellations,
      coalesce(sum(o.base_amount_minor), 0) as spend, min(o.ordered_at) filter (where o.kind = 'sale') as first,
      max(o.ordered_at) filter (where o.kind = 'sale') as last
    from unnest(${ids}::bigint[]) c(id) left join commerce.orders o on o.customer_id = c.id group by c.id)
  insert into customers.totals (customer_id, orders, cancellations, spend_minor, first_order_at, last_order_at)
  select id, orders, cancellations, spend, first, last from sums
  on conflict (customer_id) do update set orders = excluded.orders, cancellations = excluded.cancellations,
    spend_minor = excluded.spend_minor, first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at`.execute(
    db,
  );

const anOrder = async (id: string) =>
  (
    await sql<{
      id: string;
    }>`select id from commerce.orders where customer_id = ${id} order by id limit 1`.execute(db)
  ).rows[0]?.id;

/** What happens in an organisation, each on the tables themselves. */
const happenings: Record<string, (dice: Dice, one: string, other: string) => Promise<unknown>> = {
  moves: (dice, one) =>
    sql`update customers.customers set city = ${pick(dice, words)} where id = ${one}`.execute(db),
  changesOwner: (dice, one) =>
    sql`update customers.customers set owner_id = ${String(1 + dice(3))}, team_id = ${String(10 + dice(2))} where id = ${one}`.execute(
      db,
    ),
  isBinnedOrRestored: (_dice, one) =>
    sql`update customers.customers set binned_at = case when binned_at is null then now() end where id = ${one}`.execute(
      db,
    ),
  changesOwnFields: (dice, one) =>
    sql`update customers.customers set field_values = ${JSON.stringify({ note: pick(dice, words), vip: dice(2) === 0 })}::jsonb
      where id = ${one}`.execute(db),
  losesContacts: (_dice, one) =>
    sql`delete from customers.contact_points where customer_id = ${one}`.execute(db),
  isTagged: (dice, one) =>
    sql`insert into customers.customer_tags (customer_id, tag_id) values (${one}, ${pick(dice, world.tags)})
      on conflict do nothing`.execute(db),
  isUntagged: (dice, one) =>
    sql`delete from customers.customer_tags where customer_id = ${one} and tag_id = ${pick(dice, world.tags)}`.execute(
      db,
    ),
  calls: (dice, one) =>
    sql`insert into customers.activities (customer_id, type, occurred_at, actor, payload)
      values (${one}, 'call', ${edgeTime({ dice, customers: 0, ...now() })}, 'user:1', '{}')`.execute(db),
  async ordersAgain(dice, one) {
    const at = edgeTime({ dice, customers: 0, ...now() });
    await sql`with made as (insert into commerce.orders (customer_id, id, source_id, number, kind, ordered_at, currency,
          amount_minor, base_amount_minor, base_rate, lines)
        values (${one}, nextval('commerce.order_ids'), ${world.sources[0]}, ${`R${at}${dice(1_000_000)}`}, 'sale', ${at}, 'CNY', 500, 500, 1, 1)
        returning customer_id, id)
      insert into commerce.order_lines (customer_id, order_id, product_id, occurrence, quantity, unit_price, amount_minor)
      select customer_id, id, ${pick(dice, world.products)}, 1, 1, 5, 500 from made`.execute(db);
    await recount(one);
  },
  async losesAnOrder(_dice, one) {
    const order = await anOrder(one);
    await sql`delete from commerce.order_lines where customer_id = ${one} and order_id = ${order}`.execute(
      db,
    );
    await sql`delete from commerce.orders where customer_id = ${one} and id = ${order}`.execute(db);
    await recount(one);
  },
  async givesAnOrderToAnother(_dice, one, other) {
    const order = await anOrder(one);
    await sql`update commerce.order_lines set customer_id = ${other} where customer_id = ${one} and order_id = ${order}`.execute(
      db,
    );
    await sql`update commerce.orders set customer_id = ${other} where customer_id = ${one} and id = ${order}`.execute(
      db,
    );
    await recount(one, other);
  },
  renamesACategory: (dice) =>
    sql`update commerce.products set category = ${pick(dice, categories)} where id = ${pick(dice, world.products)}`.execute(
      db,
    ),
  movesACityToAnotherTier: (dice) =>
    sql`update customers.city_tiers set tier = ${pick(dice, ['first', 'new_first', 'second'])} where city = '杭州'`.execute(
      db,
    ),
  mergesOrPartsTags: (dice) =>
    sql`update customers.tags set merged_into = ${dice(2) === 0 ? world.tags[1] : null} where id = ${world.tags[2]}`.execute(
      db,
    ),
};

test('after whatever happens members of every segment are those whom its rule means, and customers in the stage that the rules say', async () => {
  const dice = diceOf(run.seed + 1);
  const compare = async (after: string[]) => {
    for (const id of segments)
      expect({ after, id, members: await membersIn(platform, id) }).toEqual({
        ...{ after, id, members: await meantNow(platform, id) },
      });
    const { moved } = await platform.run((ctx) => previewLifecycle(ctx, { stages: [...givenStages] }));
    expect({ after, moved }).toEqual({ after, moved: 0 });
  };
  await platform.run(computeStages);
  await keepUp(platform);
  await compare(['filled']);
  for (let round = 0; round < run.rounds; round++) {
    const after: string[] = [];
    for (let n = 1 + dice(6); n > 0; n--) {
      const name = pick(dice, Object.keys(happenings));
      await happenings[name]!(dice, pick(dice, world.customers), pick(dice, world.customers));
      after.push(name);
    }
    // Beyond the full hour, at which what only time changes is looked for.
    platform.clock.set(new Date(platform.clock.now().getTime() + (1 + dice(20)) * 3_600_000).toISOString());
    await keepUp(platform);
    // Of a new day.
    await platform.run(computeStages);
    await keepUp(platform);
    await compare(after);
  }
}, 180_000);

test('counts and movements tell of every segment how it came to its members', async () => {
  const { rows } = await sql<{ id: string; stored: string; members: string; moved: string }>`
    select s.id, s.members as stored, (select count(*) from segments.members m where m.segment_id = s.id) as members,
      (select count(*) filter (where entered) - count(*) filter (where not entered) from segments.movements v
        where v.segment_id = s.id) as moved
    from segments.segments s`.execute(db);
  for (const { id, stored, members, moved } of rows)
    expect([id, stored, moved]).toEqual([id, members, members]);
});
