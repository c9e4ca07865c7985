import { expect, test } from 'vitest';
import type { Team } from '../teams.contract.ts';
import { branchOf, teamOptions, teamsBelow } from './team-tree.ts';

const team = (id: string, parentId: string | null): Team => ({
  id,
  parentId,
  name: `T${id}`,
  users: 0,
  version: 1,
});
const teams = [team('1', null), team('2', '1'), team('4', '2'), team('3', '1')];

test('a branch is a team with all below it, however deep', () => {
  expect([...branchOf(teams, '2')]).toEqual(['2', '4']);
  expect([...branchOf(teams, '1')].toSorted()).toEqual(['1', '2', '3', '4']);
  expect(teamsBelow(teams, '1').map(({ id }) => id)).toEqual(['2', '3']);
});

test('a team is never offered itself or a team below it as its new place', () => {
  expect(teamOptions(teams, '2').map(({ value }) => value)).toEqual(['1', '3']);
});

test('a choice says which teams it lies below', () => {
  expect(teamOptions(teams)).toContainEqual({ value: '4', label: 'T4', note: 'T1 › T2' });
});
