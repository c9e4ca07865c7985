import { refuseNarrowReach, refuseUnwritableFields } from '#customers/public.ts';
import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rulesBehind } from '../segments/rules-behind.ts';
import { segmentsFollowed } from './tag-rules.queries.ts';

/** Tags of everybody are put on and off by those who may change them. Fails with customers.needs_all and customers.field_not_writable. */
export function refuseToTag(ctx: Context): void {
  refuseNarrowReach(ctx);
  refuseUnwritableFields(ctx, ['tags']);
}

/**
 * Another rule of a segment that a tag follows, or that the rule of such a one stands on, puts tags on and off. Fails as
 * `refuseToTag`, and with segments.tag_follows for who does not keep tags.
 */
export async function refuseRetagging(ctx: Context, segmentId: string): Promise<void> {
  const followed = await segmentsFollowed(ctx);
  const behind = await rulesBehind(ctx, { type: 'segment', operator: 'in', segments: followed });
  if (!behind.has(segmentId)) return;
  if (!mayDo(ctx.actor, 'customers.tags')) throw fail('forbidden', 'segments.tag_follows');
  refuseToTag(ctx);
}
