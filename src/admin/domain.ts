import type { Domain } from '#platform/domains/domain.ts';
import { organisationRoutes } from './organisation/organisation.routes.ts';
import { setupRoutes } from './setup/setup.routes.ts';

export const adminDomain: Domain = {
  name: 'admin',
  routes: [setupRoutes, organisationRoutes],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
