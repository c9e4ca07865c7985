import { bind } from '#platform/http/bind.ts';
import { recordsContract } from './records.contract.ts';
import { splitCustomer } from './split-customer.ts';

export const recordsRoutes = bind(recordsContract, {
  split: async (ctx, { id, recordIds }) => ({ id: await splitCustomer(ctx, { customerId: id, recordIds }) }),
});
