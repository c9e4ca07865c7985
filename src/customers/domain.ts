import type { Domain } from '#platform/domains/domain.ts';
import { activitiesRoutes } from './activities/activities.routes.ts';
import { customersBinned, customersCreated, customersRestored, customersUpdated } from './events.ts';
import { profilesRoutes } from './profiles/profiles.routes.ts';
import { recordsRoutes } from './records/records.routes.ts';
import { relationsRoutes } from './relations/relations.routes.ts';

export const customersDomain: Domain = {
  name: 'customers',
  routes: [profilesRoutes, recordsRoutes, relationsRoutes, activitiesRoutes],
  jobs: [],
  events: [customersCreated, customersUpdated, customersBinned, customersRestored],
  reactions: [],
  personalData: [
    { table: 'customers.customers', customerColumn: 'id' },
    { table: 'customers.contact_points', customerColumn: 'customer_id' },
    { table: 'customers.identities', customerColumn: 'customer_id' },
    { table: 'customers.source_records', customerColumn: 'customer_id' },
    { table: 'customers.possible_duplicates', customerColumn: 'customer_id' },
    { table: 'customers.possible_duplicates', customerColumn: 'other_customer_id' },
    { table: 'customers.customer_tags', customerColumn: 'customer_id' },
    { table: 'customers.id_numbers', customerColumn: 'customer_id' },
    { table: 'customers.relations', customerColumn: 'customer_id' },
    { table: 'customers.relations', customerColumn: 'related_id' },
    { table: 'customers.totals', customerColumn: 'customer_id' },
    { table: 'customers.search', customerColumn: 'customer_id' },
    { table: 'customers.activities', customerColumn: 'customer_id' },
    { table: 'customers.activity_keys', customerColumn: 'customer_id' },
  ],
};
