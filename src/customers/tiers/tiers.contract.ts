import { z } from 'zod';
import { contract, day, endpoint, instant, nothing } from '#platform/http/contract.ts';

/** How big and lively a city is for business, from first to fifth. */
export const cityTier = z.enum(['first', 'new_first', 'second', 'third', 'fourth', 'fifth']);
export type CityTier = z.output<typeof cityTier>;

const city = z.string().trim().min(1).max(60).meta({ description: 'A city without 市: 上海.' });

const tierEntry = z.object({
  city,
  tier: cityTier,
  source: z.string().nullable().meta({ description: 'The list that says so; null = entered by hand.' }),
  publishedOn: day.nullable(),
  note: z.string().nullable(),
  updatedBy: z.string(),
  updatedAt: instant,
});
export type TierEntry = z.output<typeof tierEntry>;

/** The tiers of cities: a dated, sourced list that people may change. */
export const tiersContract = contract('customers', {
  cityTiers: endpoint({
    method: 'GET',
    path: '/city-tiers',
    summary: 'Lists the cities that stand in a tier, with the list that says so.',
    needs: 'customers.read',
    input: nothing,
    output: z.object({ items: z.array(tierEntry) }),
  }),
  putCityTier: endpoint({
    method: 'PUT',
    path: '/city-tiers/:city',
    summary: 'Puts a city into a tier; lists and filters follow at once.',
    needs: 'customers.write',
    input: z.strictObject({
      city,
      tier: cityTier,
      source: z.string().trim().min(1).max(300).nullable().optional(),
      publishedOn: day.nullable().optional(),
      note: z.string().trim().min(1).max(500).nullable().optional(),
    }),
    output: tierEntry,
    fails: ['customers.needs_all'],
  }),
  removeCityTier: endpoint({
    method: 'DELETE',
    path: '/city-tiers/:city',
    summary: 'Takes a city out of its tier.',
    needs: 'customers.write',
    input: z.strictObject({ city }),
    output: nothing,
    fails: ['customers.needs_all', 'customers.city_tier_not_found'],
  }),
});
