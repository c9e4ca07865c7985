import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { Option } from '#platform/ui/select.tsx';
import { type Team, teamsContract } from '../teams.contract.ts';

/** The teams right below one. */
export function teamsBelow(teams: readonly Team[], id: string): Team[] {
  return teams.filter(({ parentId }) => parentId === id);
}

/** A team and all below it, by id. */
export function branchOf(teams: readonly Team[], id: string): Set<string> {
  return new Set([id, ...teamsBelow(teams, id).flatMap((team) => [...branchOf(teams, team.id)])]);
}

/** Teams as choices, each with the ones above it as its note; `except` leaves out a team with all below it. */
export function teamOptions(teams: readonly Team[], except?: string): Option[] {
  const left = except === undefined ? new Set<string>() : branchOf(teams, except);
  const above = (team: Team): string[] => {
    const parent = teams.find(({ id }) => id === team.parentId);
    return parent ? [...above(parent), parent.name] : [];
  };
  return teams
    .filter(({ id }) => !left.has(id))
    .map((team) => ({ value: team.id, label: team.name, note: above(team).join(' › ') || undefined }));
}

/** All teams, each behind the one that it belongs to; empty until they are read. */
export function useTeams(): Team[] {
  return useEndpoint(teamsContract.endpoints.teams, {}).data?.items ?? [];
}
