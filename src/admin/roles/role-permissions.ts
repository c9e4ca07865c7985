import {
  type FieldRights,
  kindsWithFields,
  readsEveryField,
} from '#platform/access/field-rights.contract.ts';
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

/**
 * What a role may do in effect. Permissions that no endpoint declares any more are dropped; and since a file of an import
 * holds rows of anybody with all that is told of them, only who sees and changes all customers and reads every field
 * may have to do with imports; what they fill is for the import to ask.
 */
export function permissionsOf(role: RoleRights, declared: ReadonlySet<string>): ReadonlySet<string> {
  const wanted =
    role.key === 'owner' || (role.permissions === null && role.key !== null)
      ? permissionsGiven(role.key, declared)
      : (role.permissions ?? []).filter((permission) => declared.has(permission));
  const { see, change, unassigned } = role.reaches.customers;
  const reachesAll = see === 'all' && change === 'all' && unassigned;
  const readsFiles = reachesAll && kindsWithFields.every((kind) => readsEveryField(role.fields[kind]));
  return new Set(wanted.filter((permission) => readsFiles || !permission.startsWith('ingestion.')));
}
