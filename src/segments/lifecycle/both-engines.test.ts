import { type RawBuilder, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Context } from '#platform/db/context.ts';
import { CopyUnavailable, type FactsAnswer } from '#platform/facts/facts.ts';
import { copiedFacts, expectSameFacts } from '#platform/testing/copied-facts.ts';
import { diceOf, pick } from '#platform/testing/dice.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { ofPurchases } from '../grades/grades.fixtures.ts';
import { askForGrades, computeGrades, previewGrades } from '../grades/grades.ts';
import type { GradeScheme } from '../grades/scheme.contract.ts';
import { listGraded, showGrades } from '../grades/show-grades.ts';
import { portraitOf } from '../memberships/portrait.ts';
import { customersNamed, documentsOf } from '../rfm/rfm.fixtures.ts';
import { askForRfm, computeRfm, listScored, previewRfm, showRfm } from '../rfm/rfm.ts';
import { scoredCustomers } from '../rfm/rfm-scores.queries.ts';
import { givenStages } from './given-stages.ts';
import { askForLifecycle, computeStages, previewLifecycle } from './lifecycle.ts';
import { listStaged, showLifecycle } from './show-lifecycle.ts';

const platform = await testPlatform();
const copied = await copiedFacts(platform);

const dice = diceOf(77);
const ids = await customersNamed(
  platform,
  Array.from({ length: 60 }, (_, nth) => `C${nth}`),
);
await documentsOf(
  platform,
  Array.from({ length: 400 }, () => {
    const kind = pick(dice, ['sale', 'sale', 'sale', 'return', 'cancellation'] as const);
    const midnight = Date.parse('2026-03-04T16:00:00Z') - dice(600) * 86_400_000;
    return {
      customerId: dice(10) === 0 ? '0' : pick(dice, ids),
      kind,
      at: new Date(midnight + dice(3) - 1).toISOString(),
      worth: dice(8) === 0 ? null : (1 + dice(5)) * 100 * (kind === 'sale' ? 1 : -1),
    };
  }),
);
await platform.run(computeRfm);
await platform.run(computeStages);
await platform.run(computeGrades);
await copied.caughtUp();

const limits = {
  by: 'limits' as const,
  recencyDays: [10, 50, 100, 200] as [number, number, number, number],
  purchases: [1, 2, 3, 4] as [number, number, number, number],
  spendMinor: ['0', '200', '400', '600'] as [string, string, string, string],
};

test('the copy follows scores, stages and grades', async () => {
  const counts = await expectSameFacts(platform);
  expect(counts.rfm).toBeGreaterThan(20);
  expect(counts.stages).toBe(60);
  expect(counts.grades).toBe(60);
});

test('the one statement of scores has the same answer in both engines, by fifths and by own limits', async () => {
  const within = { from: '2025-03-05T16:00:00.000000Z', until: '2026-03-05T08:00:00.000001Z' };
  const moment = { today: '2026-03-05', timeZone: 'Asia/Shanghai', within };
  for (const scoring of [{ by: 'fifths' as const }, limits]) {
    const scored = scoredCustomers({ windowDays: 365, scoring }, moment);
    const statement = sql`select * from (${scored}) scored order by customer_id` as RawBuilder<object>;
    const [one, other] = (await platform.run(async ({ facts }) => [
      await facts.ask(statement, { engine: 'columnar' }),
      await facts.ask(statement, { engine: 'postgres' }),
    ])) as [FactsAnswer<object>, FactsAnswer<object>];
    expect(one.rows).toEqual(other.rows);
    expect(one.rows.length).toBeGreaterThan(20);
  }
});

const stagesAsGrades: GradeScheme = {
  by: 'rules',
  grades: givenStages.slice(2).map(({ stage, rule }) => ({
    ...{ key: stage.toLowerCase(), name: { en: stage, zh: stage }, rule },
  })),
};

const { rows } = await platform.database.pool.query(`insert into segments.segments
  (name, description, kind, shared, created_at, updated_at) values ('Some', '', 'hand', 'all', now(), now()) returning id`);
const segmentId = rows[0].id;
await platform.database.pool.query(
  'insert into segments.members (segment_id, customer_id, entered_at) select $1, id, now() from unnest($2::bigint[]) id',
  [segmentId, ids.slice(0, 20)],
);
await copied.caughtUp();

test('maps, lists, counts and previews are the same, whichever engine answers', async () => {
  const asked = async () =>
    platform.run(async (ctx) => ({
      rfm: { ...(await showRfm(ctx)), asOf: '' },
      scored: { ...(await listScored(ctx, { limit: 50 })), asOf: '' },
      previewed: { ...(await previewRfm(ctx, { windowDays: 90, scoring: limits })), asOf: '' },
      lifecycle: { ...(await showLifecycle(ctx)), asOf: '' },
      staged: { ...(await listStaged(ctx, { limit: 50 })), asOf: '' },
      grades: { ...(await showGrades(ctx)), asOf: '' },
      graded: { ...(await listGraded(ctx, { limit: 50 })), asOf: '' },
      otherPoints: (await previewGrades(ctx, { scheme: ofPurchases })).moved,
      otherRules: (await previewGrades(ctx, { scheme: stagesAsGrades })).moved,
      portrait: { ...(await portraitOf(ctx, { id: segmentId })), asOf: '', engine: '' },
      moves: (await previewLifecycle(ctx, { stages: givenStages.slice(2) })).moved,
    }));
  const byCopy = await asked();
  const { columnar } = platform;
  delete platform.columnar;
  const byPostgres = await asked();
  platform.columnar = columnar!;
  expect(byCopy).toEqual(byPostgres);
  expect(byCopy.rfm.customers).toBeGreaterThan(20);
  expect(byCopy.portrait.sides.find(({ side }) => side === 'rfmKind')?.parts.length).toBeGreaterThan(3);
  expect(byCopy.moves).toBeGreaterThan(0);
  expect(byCopy.otherRules).toBeGreaterThan(0);
});

test('lists of a stage, a grade or scores, and previews, say as of when they are, as the engine that answers does', async () => {
  const columnar = platform.columnar!;
  const asOf = new Date(Date.now() - 30_000);
  platform.columnar = {
    ...columnar,
    ask: async (question) => ({ ...(await columnar.ask(question)), asOf }),
  };
  const told = await platform.run(async (ctx) => [
    (await listScored(ctx, { limit: 1 })).asOf,
    (await listStaged(ctx, { limit: 1 })).asOf,
    (await listGraded(ctx, { limit: 1 })).asOf,
    (await previewRfm(ctx, { windowDays: 90, scoring: limits })).asOf,
    (await previewLifecycle(ctx, { stages: givenStages.slice(2) })).asOf,
    (await previewGrades(ctx, { scheme: ofPurchases })).asOf,
  ]);
  expect(told).toEqual(Array(6).fill(asOf.toISOString()));
  platform.columnar = columnar;
});

const kept = [
  'select * from segments.rfm order by customer_id',
  'select * from segments.stages order by customer_id',
  'select * from segments.grades order by customer_id',
  'select customer_id, from_stage, to_stage, cause, orders, last_order_at from segments.stage_changes order by id',
  'select customer_id, from_grade, to_grade, cause, points, met from segments.grade_changes order by customer_id, id',
  'select type, payload from platform.outbox order by id',
];

/** What is stored once all is worked out, which is then undone. */
async function workedOut(compute: (ctx: Context) => Promise<unknown>) {
  const stored: unknown[] = [];
  const undone = new Error('undone');
  await platform
    .run(async (ctx) => {
      await compute(ctx);
      for (const text of kept) stored.push((await sql.raw(text).execute(ctx.tx)).rows);
      throw undone;
    })
    .catch((error) => expect(error).toBe(undone));
  return stored;
}

test('the copy and PostgreSQL work out the same scores, stages and grades, with the same causes and events', async () => {
  const { pool } = platform.database;
  const sale = (customerId: string, nth: number) => ({
    customerId,
    worth: 100 * nth,
    at: '2026-03-05T02:00:00Z',
  });
  await documentsOf(platform, ids.slice(0, 20).map(sale));
  await pool.query('update customers.customers set binned_at = now() where id = any($1)', [
    ids.slice(50, 54),
  ]);
  await pool.query('delete from segments.stages where customer_id = $1', [ids[30]]);
  await pool.query(
    'update segments.stages set since = since - interval $$1 day$$, stage = $$churned$$ where customer_id = $1',
    [ids[31]],
  );
  await platform.run(askForRfm);
  await platform.run(askForLifecycle);
  await platform.run(askForGrades);
  await copied.caughtUp();
  const columnar = platform.columnar!;
  for (const compute of [computeRfm, computeStages, computeGrades]) {
    let asked = 0;
    platform.columnar = {
      ...columnar,
      ask(question) {
        asked += 1;
        return columnar.ask(question);
      },
    };
    const byCopy = await workedOut(compute);
    delete platform.columnar;
    const byPostgres = await workedOut(compute);
    platform.columnar = columnar;
    expect(byCopy).toEqual(byPostgres);
    expect({ compute: compute.name, asked }).toEqual({ compute: compute.name, asked: 1 });
    const before = await Promise.all(kept.map(async (text) => (await pool.query(text)).rows));
    expect(byPostgres).not.toEqual(before);
  }
});

test('a copy that ends while it works something out leaves that to PostgreSQL', async () => {
  const columnar = platform.columnar!;
  const byPostgres = await workedOut(computeRfm);
  platform.columnar = {
    ...columnar,
    ask: () => Promise.reject(new CopyUnavailable('The process is gone.')),
  };
  expect(await workedOut(computeRfm)).toEqual(byPostgres);
  platform.columnar = columnar;
});
