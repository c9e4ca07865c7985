import type { Domain } from '#platform/domains/domain.ts';

export const customersDomain: Domain = {
  name: 'customers',
  routes: [],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
