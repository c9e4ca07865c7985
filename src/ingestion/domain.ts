import type { Domain } from '#platform/domains/domain.ts';

export const ingestionDomain: Domain = {
  name: 'ingestion',
  routes: [],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
