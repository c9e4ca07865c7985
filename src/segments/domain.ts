import type { Domain } from '#platform/domains/domain.ts';
import { rfmComputed } from './events.ts';
import { hintsRoutes } from './hints/hints.routes.ts';
import { computeRfmJob } from './rfm/rfm.jobs.ts';
import { rfmRoutes } from './rfm/rfm.routes.ts';
import { rulesRoutes } from './rules/rules.routes.ts';

export const segmentsDomain: Domain = {
  name: 'segments',
  routes: [rulesRoutes, hintsRoutes, rfmRoutes],
  jobs: [computeRfmJob],
  events: [rfmComputed],
  reactions: [],
  personalData: [{ table: 'segments.rfm', customerColumn: 'customer_id' }],
};
