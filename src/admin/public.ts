export { settleCopy } from './backups/copies.ts';
export { leftOutTables } from './backups/left-out.ts';
export { readOrganisation } from './organisation/organisation.ts';
export { roleKeys } from './roles/role-keys.contract.ts';
export { permissionsGiven } from './roles/role-permissions.ts';
export { authenticate } from './sessions/authenticate.ts';
export { setupLink } from './setup/setup.ts';
export { readAssignee } from './users/users.queries.ts';
