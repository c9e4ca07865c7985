import type { Domain } from '#platform/domains/domain.ts';
import { customersEntered, customersLeft, gradeChanged, rfmComputed, stagesChanged } from './events.ts';
import { computeGradesJob } from './grades/grades.jobs.ts';
import { gradesRoutes } from './grades/grades.routes.ts';
import { onRfmComputed } from './grades/on-rfm-computed.ts';
import { hintsRoutes } from './hints/hints.routes.ts';
import { computeStagesJob } from './lifecycle/lifecycle.jobs.ts';
import { lifecycleRoutes } from './lifecycle/lifecycle.routes.ts';
import { listAct } from './memberships/list-act.ts';
import { listFilters } from './memberships/list-filters.ts';
import { forgetRemovedMembersJob, keepMovementMonthsJob } from './memberships/memberships.jobs.ts';
import { membershipsRoutes } from './memberships/memberships.routes.ts';
import { onCustomersRemoved } from './memberships/on-customers-removed.ts';
import { onTeamMoved } from './memberships/on-team-moved.ts';
import { computeRfmJob } from './rfm/rfm.jobs.ts';
import { rfmRoutes } from './rfm/rfm.routes.ts';
import { rulesRoutes } from './rules/rules.routes.ts';
import { onTeamRemoved } from './segments/on-team-removed.ts';
import { checkSegmentsJob } from './segments/segments.jobs.ts';
import { segmentsRoutes } from './segments/segments.routes.ts';
import { segmentBrokenKind } from './segments/tell-broken.ts';
import { standingBrokenKinds } from './standing/check-standing.ts';
import { onImportFinished } from './standing/on-import-finished.ts';
import { onImportUndone } from './standing/on-import-undone.ts';
import { tagRulesRoutes } from './tag-rules/tag-rules.routes.ts';

export const segmentsDomain: Domain = {
  name: 'segments',
  routes: [
    rulesRoutes,
    hintsRoutes,
    segmentsRoutes,
    membershipsRoutes,
    rfmRoutes,
    lifecycleRoutes,
    gradesRoutes,
    tagRulesRoutes,
  ],
  jobs: [
    checkSegmentsJob,
    forgetRemovedMembersJob,
    keepMovementMonthsJob,
    computeRfmJob,
    computeStagesJob,
    computeGradesJob,
  ],
  events: [customersEntered, customersLeft, rfmComputed, stagesChanged, gradeChanged],
  reactions: [
    onTeamMoved,
    onTeamRemoved,
    onCustomersRemoved,
    onRfmComputed,
    onImportFinished,
    onImportUndone,
  ],
  notificationKinds: [segmentBrokenKind, ...standingBrokenKinds],
  listFilters,
  bulkActs: [listAct],
  personalData: [
    { table: 'segments.members', customerColumn: 'customer_id' },
    { table: 'segments.movements', customerColumn: 'customer_id' },
    { table: 'segments.to_judge', customerColumn: 'customer_id' },
    { table: 'segments.rfm', customerColumn: 'customer_id' },
    { table: 'segments.stages', customerColumn: 'customer_id' },
    { table: 'segments.stage_changes', customerColumn: 'customer_id' },
    { table: 'segments.grades', customerColumn: 'customer_id' },
    { table: 'segments.grade_changes', customerColumn: 'customer_id' },
  ],
};
