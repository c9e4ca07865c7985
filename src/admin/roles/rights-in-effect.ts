import {
  type FieldRights,
  type KindWithFields,
  kindsWithFields,
  type RightsToFields,
  readsEveryField,
} from '#platform/access/field-rights.contract.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { KnowsRights } from '#platform/db/platform.ts';
import { permissionsGiven, type RoleRights } from './role-permissions.ts';

export interface RightsInEffect {
  fields: FieldRights;
  permissions: ReadonlySet<string>;
}

type IsKnown = (kind: KindWithFields, field: string) => boolean;

/**
 * What roles give as it counts now, in their order: whoever asks what somebody may do asks here, so that rights are judged
 * as they are given. What a role says of a field that nobody knows keeps people from nothing, and would keep them from what
 * is for those who read every field.
 */
export async function rightsInEffect(
  platform: KnowsRights,
  db: Database | Tx,
  roles: readonly RoleRights[],
): Promise<RightsInEffect[]> {
  const isKnown = await knownFields(
    platform,
    db,
    roles.map(({ fields }) => fields),
  );
  return roles.map((role) => {
    const known = (kind: KindWithFields): RightsToFields =>
      Object.fromEntries(Object.entries(role.fields[kind]).filter(([field]) => isKnown(kind, field)));
    const fields = { customers: known('customers'), orders: known('orders') };
    return { fields, permissions: permissionsOf({ ...role, fields }, platform.permissions) };
  });
}

/** The same for one role. */
export async function rightsOf(
  platform: KnowsRights,
  db: Database | Tx,
  role: RoleRights,
): Promise<RightsInEffect> {
  const [rights] = await rightsInEffect(platform, db, [role]);
  return rights!;
}

/** Of the fields that rights name, the first that nobody knows. */
export async function unknownField(
  platform: KnowsRights,
  db: Database | Tx,
  fields: FieldRights,
): Promise<string | undefined> {
  const isKnown = await knownFields(platform, db, [fields]);
  return kindsWithFields
    .flatMap((kind) => Object.keys(fields[kind]).filter((field) => !isKnown(kind, field)))
    .at(0);
}

/** Fields of the product, and those that the organisation added: archived ones too, whose values lie in what arrived. */
async function knownFields(
  platform: KnowsRights,
  db: Database | Tx,
  named: readonly FieldRights[],
): Promise<IsKnown> {
  const prefix = 'field.';
  const asksAdded = named.some((fields) =>
    kindsWithFields.some((kind) => Object.keys(fields[kind]).some((field) => field.startsWith(prefix))),
  );
  const added = asksAdded ? await platform.readAddedFields?.(db) : undefined;
  return (kind, field) => {
    if (!platform.guardedFields[kind].has(field.split('.', 1)[0]!)) return false;
    return !added || !field.startsWith(prefix) || added[kind].has(field.slice(prefix.length));
  };
}

/**
 * What a role may do in effect. Permissions that no endpoint declares any more are dropped; and since a file of an import
 * holds rows of anybody with all that is told of them, only who sees and changes all customers and reads every field
 * may have to do with imports; what they fill is for the import to ask.
 */
function permissionsOf(role: RoleRights, declared: ReadonlySet<string>): ReadonlySet<string> {
  const wanted =
    role.key === 'owner' || (role.permissions === null && role.key !== null)
      ? permissionsGiven(role.key, declared)
      : (role.permissions ?? []).filter((permission) => declared.has(permission));
  const { see, change, unassigned } = role.reaches.customers;
  const reachesAll = see === 'all' && change === 'all' && unassigned;
  const readsFiles = reachesAll && kindsWithFields.every((kind) => readsEveryField(role.fields[kind]));
  return new Set(wanted.filter((permission) => readsFiles || !permission.startsWith('ingestion.')));
}
