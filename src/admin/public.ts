export { settleCopy } from './backups/copies.ts';
export { leftOutTables } from './backups/left-out.ts';
export { readOrganisation } from './organisation/organisation.ts';
export { authenticate } from './sessions/authenticate.ts';
export { setupLink } from './setup/setup.ts';
