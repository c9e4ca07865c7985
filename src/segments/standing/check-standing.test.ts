import { beforeEach, expect, test } from 'vitest';
import { customFieldsFrom } from '#customers/customers.fixtures.ts';
import type { UserActor } from '#platform/access/actor.ts';
import { reachesEverything } from '#platform/access/reach.contract.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { changeScheme } from '../grades/grades.fixtures.ts';
import { editLifecycle } from '../lifecycle/lifecycle.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { checkSegments } from '../segments/check-segments.ts';
import { standingBrokenKinds } from './check-standing.ts';

const platform = await testPlatform();
const { pool } = platform.database;
const ownReach = { see: 'own', change: 'own', unassigned: false } as const;
const user = (userId: string, permission: string, of: Partial<UserActor> = {}): UserActor => ({
  ...userWith(permission),
  userId,
  ...of,
});
const colleagues = [
  user('7', 'segments.write'),
  user('8', 'segments.read'),
  user('9', 'segments.write', { reaches: { ...reachesEverything, customers: ownReach } }),
];
platform.readActiveUsers = async () => colleagues.map(({ userId: id }) => ({ id, name: id, email: id }));
platform.readColleague = async (_tx, userId) => colleagues.find((each) => each.userId === userId);

await platform.run((ctx) => customFieldsFrom(ctx, [{ key: 'level', type: 'text', label: { en: 'Level' } }]));
const hasLevel: Rule = { type: 'customField', field: 'level', operator: 'filled' };
const archive = (yes: boolean) =>
  pool.query('update customers.custom_fields set archived_at = $1', [yes ? '2026-03-01' : null]);
const name = { en: 'Top', zh: '顶级' };
const byLevel = { by: 'rules' as const, grades: [{ key: 'top', name, rule: hasLevel }] };

/** Who is told what, and how many of it are still to be shown. */
async function told() {
  const { rows: all } = await pool.query(
    'select id, user_id, kind, subject, made_at as "madeAt", read_at as "readAt" from platform.notifications order by kind, user_id',
  );
  const shown = await platform.run((ctx) =>
    Promise.all(standingBrokenKinds.map((kind) => kind.describe(ctx, all))),
  );
  return [all.map(({ kind, user_id }) => `${kind} ${user_id}`), shown.map(({ size }) => size > 0)];
}

beforeEach(async () => {
  await archive(false);
  await platform.run(async (ctx) => {
    const stages = [{ stage: 'loyal' as const, rule: hasLevel }];
    const { rows: versions } = await pool.query('select version from segments.lifecycle_settings');
    await editLifecycle({ ...ctx, ifMatch: String(versions[0].version) }, { stages });
  });
  await changeScheme(platform, byLevel);
  await pool.query('truncate platform.notifications');
});

test('who may change stages and grades is told, once, that a rule of theirs names what is archived, until it is there again', async () => {
  await platform.run(checkSegments);
  expect(await told()).toEqual([[], [false, false]]);
  await archive(true);
  await platform.run(checkSegments);
  await platform.run(checkSegments);
  const both = ['segments.grades_broken 7', 'segments.stages_broken 7'];
  expect(await told()).toEqual([both, [true, true]]);
  await archive(false);
  await pool.query("delete from graphile_worker._private_jobs where key like 'segments.compute%'");
  await platform.run(checkSegments);
  expect(await told()).toEqual([both, [false, false]]);
  const { rows: jobs } = await pool.query(
    "select key from graphile_worker.jobs where key like 'segments.compute%' order by 1",
  );
  expect(jobs.map(({ key }) => key)).toEqual(['segments.compute_grades', 'segments.compute_stages']);
});

test('grades that get another scheme stand still no more, stages do until theirs is mended', async () => {
  await archive(true);
  await platform.run(checkSegments);
  await changeScheme(platform, null);
  await platform.run(checkSegments);
  expect((await told())[1]).toEqual([true, false]);
});
