import type { Domain } from '#platform/domains/domain.ts';
import { rulesRoutes } from './rules/rules.routes.ts';

export const segmentsDomain: Domain = {
  name: 'segments',
  routes: [rulesRoutes],
  jobs: [],
  events: [],
  reactions: [],
  personalData: [],
};
