import { bind } from '#platform/http/bind.ts';
import { sourcesContract } from './sources.contract.ts';
import { countSources } from './sources.queries.ts';
import { listSources, startRecompute, updateSource } from './sources.ts';

export const sourcesRoutes = bind(sourcesContract, {
  sources: async (ctx) => ({ items: await listSources(ctx) }),
  counts: async (ctx) => ({ items: await countSources(ctx) }),
  updateSource,
  recomputeSource: startRecompute,
});
