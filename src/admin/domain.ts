import type { Domain } from '#platform/domains/domain.ts';
import { checkAudit } from './audit/audit.jobs.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import { backupFailed } from './backups/backup-failed.ts';
import { backupJobs } from './backups/backups.jobs.ts';
import { backupRoutes } from './backups/backups.routes.ts';
import { adminEvents } from './events.ts';
import { jobRoutes } from './jobs/jobs.routes.ts';
import { keyRoutes } from './keys/keys.routes.ts';
import { notificationRoutes } from './notifications/notifications.routes.ts';
import { organisationRoutes } from './organisation/organisation.routes.ts';
import { providerRoutes } from './provider/provider.routes.ts';
import { roleRoutes } from './roles/roles.routes.ts';
import { removeExpiredSessions } from './sessions/sessions.jobs.ts';
import { sessionRoutes } from './sessions/sessions.routes.ts';
import { setupRoutes } from './setup/setup.routes.ts';
import { teamRoutes } from './teams/teams.routes.ts';
import { twoStepRoutes } from './two-step/two-step.routes.ts';
import { invitationRoutes, memberRoutes } from './users/users.routes.ts';
import { visitRoutes } from './visits/visits.routes.ts';
import { webhookPaused } from './webhooks/pause-webhook.ts';
import { removeOldDeliveries } from './webhooks/webhooks.jobs.ts';
import { webhookRoutes } from './webhooks/webhooks.routes.ts';

export const adminDomain: Domain = {
  name: 'admin',
  routes: [
    setupRoutes,
    sessionRoutes,
    organisationRoutes,
    memberRoutes,
    invitationRoutes,
    roleRoutes,
    keyRoutes,
    twoStepRoutes,
    providerRoutes,
    teamRoutes,
    auditRoutes,
    backupRoutes,
    jobRoutes,
    notificationRoutes,
    visitRoutes,
    webhookRoutes,
  ],
  jobs: [checkAudit, removeExpiredSessions, removeOldDeliveries, ...backupJobs],
  events: adminEvents,
  reactions: [],
  personalData: [],
  notificationKinds: [backupFailed, webhookPaused],
};
