import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { customersFrom } from '#customers/customers.fixtures.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { readLifecycle } from '../lifecycle/lifecycle.queries.ts';
import { computeStages } from '../lifecycle/lifecycle.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { makeSegment } from '../segments/segments.ts';
import { keepUp, membersIn } from '../segments.fixtures.ts';
import { onTeamMoved } from './on-team-moved.ts';

const platform = await testPlatform();
const { db } = platform.database;

test('a team that lies elsewhere takes its customers along into segments of the team above, on the same day', async () => {
  let above = '10';
  platform.readTeams = async () => [
    { id: '1', parentId: null, name: 'All' },
    { id: '10', parentId: '1', name: 'South' },
    { id: '20', parentId: '1', name: 'North' },
    { id: '11', parentId: above, name: 'Till' },
  ];
  const [ann] = await platform.run((ctx) => customersFrom(ctx, [{ externalId: 'A', name: 'Ann' }]));
  await sql`update customers.customers set owner_id = 1, team_id = 11 where id = ${ann}`.execute(db);
  const of = async (team: string) => {
    const rule: Rule = { type: 'team', operator: 'is', teams: [team], below: true };
    const words = { name: team, description: '', kind: 'dynamic', shared: 'all' } as const;
    return (await platform.run((ctx) => makeSegment(ctx, { ...words, rule }))).id;
  };
  const [south, north] = [await of('10'), await of('20')];
  await platform.run(computeStages);
  await keepUp(platform);
  expect([await membersIn(platform, south), await membersIn(platform, north)]).toEqual([[ann], []]);
  above = '20';
  const ctx = { transact: platform.run } as Parameters<typeof onTeamMoved.run>[0];
  await onTeamMoved.run(ctx, { teamId: '11', into: '20' });
  platform.clock.set('2026-03-05T08:01:00Z');
  await keepUp(platform);
  expect([await membersIn(platform, south), await membersIn(platform, north)]).toEqual([[], [ann]]);
  expect((await platform.run(readLifecycle)).state.computing).toBe(true);
});
