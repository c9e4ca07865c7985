import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseNarrowReach } from '../profiles/needs-all.ts';
import type { CityTier, TierEntry } from './tiers.contract.ts';
import { deleteTier, writeTier } from './tiers.queries.ts';

export interface TierInput {
  city: string;
  tier: CityTier;
  source?: string | null | undefined;
  publishedOn?: string | null | undefined;
  note?: string | null | undefined;
}

/** Puts a city into a tier, in place of the one it had. */
export async function putTier(ctx: Context, input: TierInput): Promise<TierEntry> {
  refuseNarrowReach(ctx);
  const { tier, source = null, publishedOn = null, note = null } = input;
  const city = withoutEnding(input.city);
  const entry = await writeTier(ctx, {
    city,
    tier,
    source,
    publishedOn,
    note,
    updatedBy: actorName(ctx.actor),
  });
  await ctx.audit('customers.put_city_tier', 'city_tiers', { city, tier, source, publishedOn });
  return entry;
}

/** Takes a city out of its tier. Fails with customers.city_tier_not_found. */
export async function removeTier(ctx: Context, input: { city: string }): Promise<Record<string, never>> {
  refuseNarrowReach(ctx);
  const city = withoutEnding(input.city);
  if (!(await deleteTier(ctx, city))) throw fail('notFound', 'customers.city_tier_not_found');
  await ctx.audit('customers.remove_city_tier', 'city_tiers', { city });
  return {};
}

/** 上海市 and 上海 are one city. */
function withoutEnding(city: string): string {
  return city.replace(/(?<=.)市$/u, '');
}
