import type { Context } from '#platform/db/context.ts';
import { externalOwners } from './identities.queries.ts';

/** Which customers of a source these external ids name; unknown ids are absent. */
export async function customersKnownAs(
  ctx: Context,
  sourceId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  return externalOwners(ctx, sourceId, externalIds);
}
