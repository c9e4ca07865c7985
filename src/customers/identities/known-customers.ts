import type { Context } from '#platform/db/context.ts';
import { keyText, ownersOf } from './identities.queries.ts';

/** Which customers of a source these external ids name; unknown ids are absent. */
export async function customersKnownAs(
  ctx: Context,
  sourceId: string,
  externalIds: readonly string[],
): Promise<Map<string, string>> {
  const keys = externalIds.map((value) => ({ kind: 'external' as const, value }));
  const owners = await ownersOf(ctx, sourceId, keys);
  const known = keys.map((key) => [key.value, owners.get(keyText(key))] as const);
  return new Map(known.filter((entry): entry is [string, string] => entry[1] !== undefined));
}
