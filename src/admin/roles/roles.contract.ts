import { z } from 'zod';
import { fieldRights, writesEveryField } from '#platform/access/field-rights.contract.ts';
import { extents, isWithinExtent } from '#platform/access/reach.contract.ts';
import { contract, count, endpoint, id, nothing } from '#platform/http/contract.ts';
import { roleKeys } from './role-keys.contract.ts';

/** What names a role wherever one is told: the key of one that comes with the product, or the id of an own one. */
export const roleName = z
  .union([z.enum(roleKeys), id])
  .meta({ description: 'A key such as `member`, or the id of a role of your own.' });

const reach = z
  .strictObject({
    see: z.enum(extents),
    change: z.enum(extents).meta({ description: 'At most as far as `see`.' }),
    unassigned: z.boolean().meta({ description: 'Records that nobody looks after, too.' }),
  })
  .refine(({ see, change }) => isWithinExtent(change, see), {
    message: 'changes further than it sees',
    path: ['change'],
  });

/** How far somebody sees and changes records, by kind. */
export const reaches = z.strictObject({ customers: reach, orders: reach });

const rightsOfKind = z
  .record(z.string().regex(/^[a-zA-Z]+(\..{1,80})?$/), z.enum(fieldRights))
  .refine((rights) => Object.keys(rights).length <= 500, { message: 'too many fields' });

/** What may be done with single fields, by kind of record. */
export const fieldRightsByKind = z.strictObject({ customers: rightsOfKind, orders: rightsOfKind }).meta({
  description:
    'By field what is less than `write`; `field` speaks for every custom field (`field.<key>`), `custom` for every further column of customers (`custom.<name>`), that is not named itself.',
});

const permission = z
  .string()
  .regex(/^[a-z]+\.[a-zA-Z]+$/)
  .max(80);

export const role = z.object({
  id,
  key: z.enum(roleKeys).nullable().meta({ description: 'Null for roles of your own.' }),
  name: z.string().nullable().meta({ description: 'Null for roles that come with the product.' }),
  permissions: z.array(z.string()),
  isAsGiven: z.boolean().meta({ description: 'Permissions as the product gives them to this key.' }),
  reaches,
  fields: fieldRightsByKind,
  users: count.meta({ description: 'Active users who have it.' }),
  version: z.number().int(),
});
export type Role = z.output<typeof role>;

const roleFields = {
  name: z.string().trim().min(1).max(60),
  permissions: z.array(permission).max(500),
  reaches,
  fields: fieldRightsByKind.default(writesEveryField),
};

const refusals = [
  'admin.beyond_own_rights',
  'admin.permission_unknown',
  'admin.field_unknown',
  'admin.role_name_taken',
] as const;

export const rolesContract = contract('admin', {
  roles: endpoint({
    method: 'GET',
    path: '/roles',
    summary:
      'Lists roles with their permissions and how far they reach and which fields they keep from people, and every permission that there is.',
    needs: 'admin.manage',
    input: nothing,
    output: z.object({ items: z.array(role), permissions: z.array(z.string()) }),
  }),
  createRole: endpoint({
    method: 'POST',
    path: '/roles',
    summary: 'Makes a role of your own.',
    needs: 'admin.manage',
    input: z.strictObject(roleFields),
    output: role,
    fails: [...refusals],
  }),
  changeRole: endpoint({
    method: 'PATCH',
    path: '/roles/:id',
    summary:
      'Changes a role for all who have it; a role of the product gets other permissions (null: as they were given), another reach or other fields, an owner never.',
    needs: 'admin.manage',
    ifMatch: true,
    input: z.strictObject({
      id,
      name: roleFields.name.optional(),
      permissions: roleFields.permissions.nullable().optional(),
      reaches: reaches.optional(),
      fields: fieldRightsByKind.optional(),
    }),
    output: role,
    fails: [...refusals, 'admin.role_not_found', 'admin.version_conflict', 'admin.role_fixed'],
  }),
  removeRole: endpoint({
    method: 'DELETE',
    path: '/roles/:id',
    summary: 'Removes a role of your own that nobody has.',
    needs: 'admin.manage',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['admin.role_not_found', 'admin.role_in_use', 'admin.role_fixed', 'admin.beyond_own_rights'],
  }),
});
