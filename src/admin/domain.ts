import type { Domain } from '#platform/domains/domain.ts';

export const adminDomain: Domain = {
  name: 'admin',
  routes: [],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
