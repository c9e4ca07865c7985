import type { Domain } from '#platform/domains/domain.ts';

export const commerceDomain: Domain = {
  name: 'commerce',
  routes: [],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
