import {
  type FieldRights,
  type GuardedFields,
  kindsWithFields,
  type RightsToFields,
} from '#platform/access/field-rights.contract.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Platform } from '#platform/db/platform.ts';

type KnowsFields = Pick<Platform, 'guardedFields' | 'readFieldsInUse'>;

/**
 * Rights as they count now: what a role says of a field that is gone or out of use keeps people from nothing, and would keep
 * them from what is for those who read every field. It stays with the role, and counts again when the field comes back.
 */
export async function rightsInUse(
  platform: KnowsFields,
  db: Database | Tx,
  fields: FieldRights,
): Promise<FieldRights> {
  const named = kindsWithFields.flatMap((kind) => Object.keys(fields[kind]));
  const isAdded = named.some((field) => field.startsWith('field.'));
  const added = isAdded ? await platform.readFieldsInUse?.(db) : undefined;
  const isInUse = (kind: keyof GuardedFields, field: string) => {
    if (!platform.guardedFields[kind].has(field.split('.', 1)[0]!)) return false;
    return !added || !field.startsWith('field.') || added[kind].has(field.slice('field.'.length));
  };
  const kept = (kind: keyof GuardedFields): RightsToFields =>
    Object.fromEntries(Object.entries(fields[kind]).filter(([field]) => isInUse(kind, field)));
  return { customers: kept('customers'), orders: kept('orders') };
}

/** What is left out of `fields` by `rightsInUse`. */
export async function rightsOutOfUse(
  platform: KnowsFields,
  tx: Tx,
  fields: FieldRights,
): Promise<FieldRights> {
  const kept = await rightsInUse(platform, tx, fields);
  const left = (kind: keyof GuardedFields): RightsToFields =>
    Object.fromEntries(Object.entries(fields[kind]).filter(([field]) => !Object.hasOwn(kept[kind], field)));
  return { customers: left('customers'), orders: left('orders') };
}
