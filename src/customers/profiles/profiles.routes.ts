import { bind } from '#platform/http/bind.ts';
import { withinTime } from '../conditions/within-time.queries.ts';
import { assignCustomers } from './assign-customers.ts';
import { addContactPoint, removeContactPoint, updateContactPoint } from './contact-points.ts';
import { countCustomers } from './count-customers.queries.ts';
import { exportCustomers } from './export-customers.ts';
import { customerFacets } from './facets.queries.ts';
import { listCustomers } from './list-customers.queries.ts';
import { profilesContract } from './profiles.contract.ts';
import { refuseUnchangeable } from './profiles.queries.ts';
import { binCustomers, createCustomer, getCustomer, restoreCustomers, updateCustomer } from './profiles.ts';

export const profilesRoutes = bind(profilesContract, {
  list: (ctx, input) => withinTime(ctx, () => listCustomers(ctx, input)),
  count: (ctx, input) => withinTime(ctx, () => countCustomers(ctx, input)),
  facets: customerFacets,
  export: exportCustomers,
  get: (ctx, { id }) => getCustomer(ctx, id),
  create: createCustomer,
  update: updateCustomer,
  bin: async (ctx, { id }) => {
    await refuseUnchangeable(ctx, id, 'any');
    await binCustomers(ctx, [id]);
    return getCustomer(ctx, id);
  },
  restore: async (ctx, { id }) => {
    await refuseUnchangeable(ctx, id, 'any');
    await restoreCustomers(ctx, [id]);
    return getCustomer(ctx, id);
  },
  assign: assignCustomers,
  binMany: async (ctx, { ids }) => ({ items: await binCustomers(ctx, ids) }),
  restoreMany: async (ctx, { ids }) => ({ items: await restoreCustomers(ctx, ids) }),
  addContactPoint,
  updateContactPoint,
  removeContactPoint,
});
