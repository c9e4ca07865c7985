import type { Domain } from '#platform/domains/domain.ts';
import { customersEntered, customersLeft, rfmComputed } from './events.ts';
import { hintsRoutes } from './hints/hints.routes.ts';
import { membershipsRoutes } from './memberships/memberships.routes.ts';
import { onCustomersRemoved } from './memberships/on-customers-removed.ts';
import { computeRfmJob } from './rfm/rfm.jobs.ts';
import { rfmRoutes } from './rfm/rfm.routes.ts';
import { rulesRoutes } from './rules/rules.routes.ts';
import { onTeamRemoved } from './segments/on-team-removed.ts';
import { checkSegmentsJob } from './segments/segments.jobs.ts';
import { segmentsRoutes } from './segments/segments.routes.ts';
import { segmentBrokenKind } from './segments/tell-broken.ts';

export const segmentsDomain: Domain = {
  name: 'segments',
  routes: [rulesRoutes, hintsRoutes, segmentsRoutes, membershipsRoutes, rfmRoutes],
  jobs: [checkSegmentsJob, computeRfmJob],
  events: [customersEntered, customersLeft, rfmComputed],
  reactions: [onTeamRemoved, onCustomersRemoved],
  notificationKinds: [segmentBrokenKind],
  personalData: [
    { table: 'segments.members', customerColumn: 'customer_id' },
    { table: 'segments.movements', customerColumn: 'customer_id' },
    { table: 'segments.to_judge', customerColumn: 'customer_id' },
    { table: 'segments.rfm', customerColumn: 'customer_id' },
  ],
};
