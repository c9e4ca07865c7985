import type { Domain } from '#platform/domains/domain.ts';
import { activitiesRoutes } from './activities/activities.routes.ts';
import { sweepAttachmentsJob } from './attachments/attachments.jobs.ts';
import { attachmentsRoutes } from './attachments/attachments.routes.ts';
import { customFieldsRoutes } from './custom-fields/custom-fields.routes.ts';
import { duplicatesRoutes } from './duplicates/duplicates.routes.ts';
import {
  customersBinned,
  customersCreated,
  customersRemoved,
  customersRestored,
  customersUpdated,
  remindersDue,
} from './events.ts';
import { guardedFields } from './fields/customer-fields.contract.ts';
import { fieldsRoutes } from './fields/fields.routes.ts';
import { historyRoutes } from './history/history.routes.ts';
import { idNumbersRoutes } from './id-numbers/id-numbers.routes.ts';
import { originsRoutes } from './origins/origins.routes.ts';
import { onTeamRemoved } from './profiles/on-team-removed.ts';
import { onUserDeactivated } from './profiles/on-user-deactivated.ts';
import { onUserMoved } from './profiles/on-user-moved.ts';
import { profilesRoutes } from './profiles/profiles.routes.ts';
import { markSearchJob } from './profiles/search.jobs.ts';
import { assignedKind } from './profiles/tell-assigned.ts';
import { qualityRoutes } from './quality/quality.routes.ts';
import { recordsRoutes } from './records/records.routes.ts';
import { relationsRoutes } from './relations/relations.routes.ts';
import { tellDueRemindersJob } from './reminders/reminders.jobs.ts';
import { remindersRoutes } from './reminders/reminders.routes.ts';
import { reminderDueKind } from './reminders/tell-due.ts';
import { recomputeSourceJob } from './sources/sources.jobs.ts';
import { sourcesRoutes } from './sources/sources.routes.ts';
import { tagsRoutes } from './tags/tags.routes.ts';
import { tiersRoutes } from './tiers/tiers.routes.ts';
import { onTeamRemovedViews } from './views/on-team-removed.ts';
import { viewsRoutes } from './views/views.routes.ts';
import { workEndedKinds } from './works/tell-work-ended.ts';
import { worksJobs } from './works/works.jobs.ts';
import { worksRoutes } from './works/works.routes.ts';

export const customersDomain: Domain = {
  name: 'customers',
  routes: [
    profilesRoutes,
    fieldsRoutes,
    customFieldsRoutes,
    originsRoutes,
    historyRoutes,
    recordsRoutes,
    duplicatesRoutes,
    qualityRoutes,
    sourcesRoutes,
    tagsRoutes,
    tiersRoutes,
    idNumbersRoutes,
    relationsRoutes,
    activitiesRoutes,
    remindersRoutes,
    attachmentsRoutes,
    worksRoutes,
    viewsRoutes,
  ],
  jobs: [recomputeSourceJob, markSearchJob, tellDueRemindersJob, sweepAttachmentsJob, ...worksJobs],
  events: [
    customersCreated,
    customersUpdated,
    customersBinned,
    customersRestored,
    customersRemoved,
    remindersDue,
  ],
  reactions: [onUserMoved, onUserDeactivated, onTeamRemoved, onTeamRemovedViews],
  guardedFields: { customers: guardedFields },
  notificationKinds: [reminderDueKind, assignedKind, ...workEndedKinds],
  personalData: [
    { table: 'customers.customers', customerColumn: 'id' },
    { table: 'customers.contact_points', customerColumn: 'customer_id' },
    { table: 'customers.identities', customerColumn: 'customer_id' },
    { table: 'customers.source_records', customerColumn: 'customer_id' },
    { table: 'customers.unique_values', customerColumn: 'customer_id' },
    { table: 'customers.possible_duplicates', customerColumn: 'customer_id' },
    { table: 'customers.possible_duplicates', customerColumn: 'other_customer_id' },
    { table: 'customers.customer_tags', customerColumn: 'customer_id' },
    { table: 'customers.tag_tellings', customerColumn: 'customer_id' },
    { table: 'customers.waiting_keys', customerColumn: 'customer_id' },
    { table: 'customers.id_numbers', customerColumn: 'customer_id' },
    { table: 'customers.relations', customerColumn: 'customer_id' },
    { table: 'customers.relations', customerColumn: 'related_id' },
    { table: 'customers.totals', customerColumn: 'customer_id' },
    { table: 'customers.search', customerColumn: 'customer_id' },
    { table: 'customers.activities', customerColumn: 'customer_id' },
    { table: 'customers.activity_keys', customerColumn: 'customer_id' },
    { table: 'customers.activity_values', customerColumn: 'customer_id' },
    { table: 'customers.reminders', customerColumn: 'customer_id' },
    { table: 'customers.attachments', customerColumn: 'customer_id' },
    { table: 'customers.import_sightings', customerColumn: 'customer_id' },
    { table: 'customers.former_activities', customerColumn: 'customer_id' },
    { table: 'customers.value_changes', customerColumn: 'customer_id' },
  ],
};
