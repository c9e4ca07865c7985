import { bind } from '#platform/http/bind.ts';
import { tiersContract } from './tiers.contract.ts';
import { listTiers } from './tiers.queries.ts';
import { putTier, removeTier } from './tiers.ts';

export const tiersRoutes = bind(tiersContract, {
  cityTiers: async (ctx) => ({ items: await listTiers(ctx) }),
  putCityTier: putTier,
  removeCityTier: removeTier,
});
