import { bind } from '#platform/http/bind.ts';
import { recordsContract } from './records.contract.ts';
import { listSources } from './sources.queries.ts';

export const recordsRoutes = bind(recordsContract, {
  sources: async (ctx) => ({ items: await listSources(ctx) }),
});
