import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import type { Reaches } from '#platform/access/reach.contract.ts';
import type { RoleKey } from './role-keys.contract.ts';

/** What the product gives to its roles; an organisation may give otherwise, but not to owners. */
const given: Record<RoleKey, (permission: string) => boolean> = {
  owner: () => true,
  administrator: (permission) => permission !== 'customers.sensitive',
  manager: (permission) => !permission.startsWith('admin.') && permission !== 'customers.sensitive',
  member: (permission) =>
    !permission.startsWith('admin.') &&
    permission !== 'customers.sensitive' &&
    permission !== 'customers.tags' &&
    permission !== 'customers.fields',
  viewer: (permission) => permission.endsWith('.read'),
};

/** The permissions that a role of the product has as it comes, of those that endpoints declare. */
export function permissionsGiven(key: RoleKey, declared: Iterable<string>): string[] {
  return [...declared].filter(given[key]).sort();
}

export interface RoleRights {
  key: RoleKey | null;
  /** Null: as the product gives them. */
  permissions: readonly string[] | null;
  reaches: Reaches;
  fields: FieldRights;
}
