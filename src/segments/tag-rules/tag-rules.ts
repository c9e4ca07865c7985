import { beginTagRule, endTagRule as endRule } from '#customers/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf, OutputOf } from '#platform/http/contract.ts';
import { readableSegment } from '../memberships/memberships.ts';
import { holdUpkeep } from '../memberships/upkeep.queries.ts';
import { findSegment, holdRules } from '../segments/segments.queries.ts';
import { refuseTagCircles } from './refuse-circles.ts';
import { refuseToTag } from './refuse-retagging.ts';
import type { tagRulesContract } from './tag-rules.contract.ts';
import { deleteTagRule, readTagRule, writeTagRule } from './tag-rules.queries.ts';

type Endpoints = (typeof tagRulesContract)['endpoints'];
type Told = OutputOf<Endpoints['tagRule']>;

/** Which segment a tag follows, by the name that the actor knows. */
export async function showTagRule(ctx: Context, { id }: { id: string }): Promise<Told> {
  const rule = await readTagRule(ctx, id);
  if (!rule) return { segment: null, settled: true };
  const { segmentId, settled } = rule;
  return { segment: segmentId === null ? null : await shownSegment(ctx, segmentId), settled };
}

async function shownSegment(ctx: Context, id: string): Promise<NonNullable<Told['segment']>> {
  const seen = await findSegment(ctx, id);
  const segment = seen ?? (await findSegment({ ...ctx, actor: systemActor }, id));
  const isBroken = !segment || segment.lost || segment.findings.length > 0;
  const standsStill = segment?.archivedAt ? 'archived' : isBroken ? 'broken' : null;
  return { id, name: seen?.name ?? null, standsStill };
}

/**
 * Lets a tag follow a dynamic segment in use, of everybody: hence by those who may change all. Fails with
 * customers.needs_all, customers.field_not_writable, customers.tag_not_found, segments.segment_not_found, segments.segment_not_readable,
 * segments.tag_needs_rule and segments.tag_in_circles.
 */
export async function setTagRule(
  ctx: Context,
  { id, segmentId }: InputOf<Endpoints['setTagRule']>,
): Promise<Told> {
  refuseToTag(ctx);
  await holdRules(ctx);
  const { segment } = await readableSegment(ctx, segmentId);
  if (segment.kind !== 'dynamic' || segment.archivedAt !== null)
    throw fail('invalid', 'segments.tag_needs_rule');
  const before = await readTagRule(ctx, id, { lock: true });
  if (before?.segmentId === segmentId) return showTagRule(ctx, { id });
  await beginTagRule(ctx, id);
  await writeTagRule(ctx, id, segmentId);
  await refuseTagCircles(ctx);
  await ctx.audit('segments.tag_rule_set', `tag:${id}`, { segmentId, segment: segment.name });
  return showTagRule(ctx, { id });
}

/** Lets a tag follow nothing any more. Fails with customers.needs_all and customers.field_not_writable. */
export async function endTagRule(
  ctx: Context,
  { id, carriers }: InputOf<Endpoints['endTagRule']>,
): Promise<Told> {
  refuseToTag(ctx);
  // Whoever moves members puts the tag on just now: those count, too.
  await holdUpkeep(ctx);
  const before = await readTagRule(ctx, id, { lock: true });
  if (!before) return { segment: null, settled: true };
  if (carriers === 'takeOff') await writeTagRule(ctx, id, null);
  else {
    await deleteTagRule(ctx, id);
    await endRule(ctx, id);
  }
  await ctx.audit('segments.tag_rule_ended', `tag:${id}`, { segmentId: before.segmentId, carriers });
  return showTagRule(ctx, { id });
}
