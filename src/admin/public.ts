export { readOrganisation } from './organisation/organisation.ts';
export { authenticate } from './sessions/authenticate.ts';
export { setupLink } from './setup/setup.ts';
