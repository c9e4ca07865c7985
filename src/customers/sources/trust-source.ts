import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/db/context.ts';
import { storedName } from '../fields/customer-fields.contract.ts';
import { measuredField } from '../quality/measured-fields.contract.ts';
import { lockSource, writeSource } from './sources.queries.ts';

/**
 * Keeps how far a source is trusted, as a whole and by field (names of the API). What is told replaces what was
 * kept: a field that is left out is trusted like the source again, and the trust of the whole stays where none is
 * told. Customers are computed by it from their next change on. Fields that are not measured are ignored.
 */
export async function trustSource(
  ctx: Context,
  sourceId: string,
  told: { trust?: number | undefined; fieldTrust?: Record<string, number> | undefined },
): Promise<void> {
  if (told.trust === undefined && told.fieldTrust === undefined) return;
  const stored = await lockSource(ctx, sourceId);
  if (!stored) return;
  const known = measuredField.options.filter((field) => told.fieldTrust?.[field] !== undefined);
  const fieldTrust = Object.fromEntries(known.map((field) => [storedName(field), told.fieldTrust![field]!]));
  const trust = told.trust ?? stored.trust;
  const before = { trust: stored.trust, fieldTrust: stored.fieldTrust };
  if (isDeepStrictEqual(before, { trust, fieldTrust })) return;
  await writeSource(ctx, { ...stored, trust, fieldTrust });
  await ctx.audit('customers.update_source', `source:${sourceId}`, { before, after: { trust, fieldTrust } });
}
