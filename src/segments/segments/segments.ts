import { isDeepStrictEqual } from 'node:util';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf, OutputOf } from '#platform/http/contract.ts';
import { refuseGradeCircles } from '../grades/refuse-circles.ts';
import { refuseStagesBehindStages } from '../lifecycle/refuse-stage-circles.ts';
import { copyMembers } from '../memberships/move-members.ts';
import { type Rule, segmentsNamedBy } from '../rules/rule-tree.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { refuseTagCircles } from '../tag-rules/refuse-circles.ts';
import { refuseRetagging } from '../tag-rules/refuse-retagging.ts';
import { combined } from './combined.ts';
import { countCustomers } from './count-members.queries.ts';
import { rulesBehind, wholeRuleOf } from './rules-behind.ts';
import type { Segment, segmentsContract } from './segments.contract.ts';
import {
  countSegments,
  findSegment,
  holdRules,
  insertSegment,
  type StoredSegment,
  seenSegmentsOf,
  updateSegmentRow,
  writeArchived,
  writeRetaken,
} from './segments.queries.ts';
import { mayRead, shownSegments } from './shown-segments.ts';

type Endpoints = (typeof segmentsContract)['endpoints'];

const mostSegments = 500;

/** The segments that the caller sees, with what they may be told of them. */
export async function listSegments(
  ctx: Context,
  input: { archived: boolean },
): Promise<OutputOf<Endpoints['segments']>> {
  return {
    items: await shownSegments(ctx, await seenSegmentsOf(ctx, input)),
    reached: await countCustomers(ctx, 'customers'),
  };
}

/** Those in use of whose members the caller may be told, by name. */
export async function nameSegments(ctx: Context): Promise<OutputOf<Endpoints['segmentNames']>> {
  const items = [];
  for (const segment of await seenSegmentsOf(ctx, { archived: false })) {
    const { id, name, kind, mayChange } = segment;
    if (mayRead(ctx, await wholeRuleOf(ctx, segment))) items.push({ id, name, kind, mayChange });
  }
  return { items };
}

/** One that the caller sees. Fails with segments.segment_not_found. */
export async function getSegment(ctx: Context, { id }: { id: string }): Promise<Segment> {
  const found = await seenSegment(ctx, id);
  return (await shownSegments(ctx, [found]))[0]!;
}

/** Fails with segments.segment_not_found where it is not there or not seen. */
export async function seenSegment(ctx: Context, id: string): Promise<StoredSegment> {
  const found = await findSegment(ctx, id);
  if (!found) throw fail('notFound', 'segments.segment_not_found');
  return found;
}

/**
 * Saves a segment, whose members are worked out soon after. Fails with segments.rule_lacking, segments.rule_of_hand_made,
 * segments.too_many and as `askingOf`.
 */
export async function makeSegment(ctx: Context, input: InputOf<Endpoints['makeSegment']>): Promise<Segment> {
  const { kind, rule } = input;
  if (kind === 'hand' && rule) throw fail('invalid', 'segments.rule_of_hand_made');
  if (kind !== 'hand' && !rule) throw fail('invalid', 'segments.rule_lacking');
  return getSegment(ctx, { id: await save(ctx, { ...input, rule: rule ?? null }) });
}

type NewSegment = Pick<StoredSegment, 'name' | 'description' | 'kind' | 'rule' | 'shared'>;

async function save(ctx: Context, segment: NewSegment): Promise<string> {
  const { kind, shared, rule } = segment;
  await holdRules(ctx);
  if ((await countSegments(ctx)) >= mostSegments) throw fail('conflict', 'segments.too_many');
  if (rule) await askingOf(ctx, rule);
  const id = await insertSegment(ctx, segment);
  await ctx.audit('segments.segment_made', `segment:${id}`, { name: segment.name, kind, shared });
  return id;
}

/** A dynamic segment of those in some segments. Fails as `makeSegment`. */
export async function combineSegments(
  ctx: Context,
  { operation, segments, ...words }: InputOf<Endpoints['combineSegments']>,
): Promise<Segment> {
  return makeSegment(ctx, { ...words, kind: 'dynamic', rule: combined(operation, segments) });
}

/**
 * Saves a copy as the caller's own, seen by nobody else. Fails with segments.segment_not_found,
 * segments.segment_not_readable where its rule is lost, and as `makeSegment`.
 */
export async function copySegment(
  ctx: Context,
  { id, name }: { id: string; name: string },
): Promise<Segment> {
  const { description, kind, rule, lost } = await seenSegment(ctx, id);
  if (lost) throw fail('forbidden', 'segments.segment_not_readable');
  const copy = await save(ctx, { name, description, kind, rule, shared: 'me' });
  if (kind === 'hand') await copyMembers(ctx, id, copy);
  return getSegment(ctx, { id: copy });
}

/**
 * Changes what is named; members follow another rule soon after, and stay where it is the same. Fails with
 * segments.segment_not_found, segments.segment_not_yours, segments.version_conflict, segments.rule_of_hand_made, segments.goes_in_circles,
 * segments.stages_in_circles, segments.tag_in_circles, segments.grades_in_circles, with segments.hides_from_yourself for who
 * shares another's so that they would not see it, as `refuseRetagging` and as `askingOf`.
 */
export async function updateSegment(
  ctx: Context,
  input: InputOf<Endpoints['updateSegment']>,
): Promise<Segment> {
  const { id, rule } = input;
  if (rule) await holdRules(ctx);
  const before = await changeableSegment(ctx, id);
  if (String(before.version) !== ctx.ifMatch)
    throw fail('conflict', 'segments.version_conflict', { current: await getSegment(ctx, { id }) });
  if (rule && before.kind === 'hand') throw fail('invalid', 'segments.rule_of_hand_made');
  const asking = rule && (await askingOf(ctx, rule));
  if (rule) {
    await refuseCircle(ctx, id, rule);
    if (!isDeepStrictEqual(rule, before.rule)) await refuseRetagging(ctx, id);
  }
  const { name = before.name, description = before.description, shared = before.shared } = input;
  const teamId = await ownersTeam(ctx, before.ownerId);
  await updateSegmentRow(ctx, id, { name, description, shared, rule, teamId });
  if (asking) {
    await refuseTagCircles(ctx);
    await refuseStagesBehindStages(ctx, id, asking.whole);
    await refuseGradeCircles(ctx);
  }
  const after = await findSegment(ctx, id);
  if (!after) throw fail('forbidden', 'segments.hides_from_yourself');
  const fields = Object.keys(input).filter((key) => key !== 'id');
  await ctx.audit('segments.segment_changed', `segment:${id}`, { name, shared, fields });
  return (await shownSegments(ctx, [after]))[0]!;
}

/** The team of the owner as it is now; of a segment that nobody owns that of the caller. */
async function ownersTeam({ actor, assignee }: Context, ownerId: string | null): Promise<string | null> {
  const caller = actor.kind === 'user' ? actor : undefined;
  if (ownerId === null || ownerId === caller?.userId) return caller?.teamId ?? null;
  return (await assignee(ownerId))?.teamId ?? null;
}

async function refuseCircle(ctx: Context, id: string, rule: Rule): Promise<void> {
  const behind = await rulesBehind(ctx, rule);
  if (segmentsNamedBy(rule).includes(id) || behind.has(id))
    throw fail('conflict', 'segments.goes_in_circles');
}

/** Locks it. Fails with segments.segment_not_found and segments.segment_not_yours. */
export async function changeableSegment(ctx: Context, id: string): Promise<StoredSegment> {
  const found = await findSegment(ctx, id, { lock: true });
  if (!found) throw fail('notFound', 'segments.segment_not_found');
  if (!found.mayChange) throw fail('forbidden', 'segments.segment_not_yours');
  return found;
}

/**
 * Has the members of a static segment in use taken again, soon after. Fails with segments.not_taken_once for others,
 * segments.segment_not_found and segments.segment_not_yours.
 */
export async function retakeSegment(ctx: Context, { id }: { id: string }): Promise<Segment> {
  const { name, kind, archivedAt } = await changeableSegment(ctx, id);
  if (kind !== 'static' || archivedAt !== null) throw fail('conflict', 'segments.not_taken_once');
  await writeRetaken(ctx, id);
  await ctx.audit('segments.segment_retaken', `segment:${id}`, { name });
  return getSegment(ctx, { id });
}

/** Takes it out of use, or into use again. Fails with segments.segment_not_found and segments.segment_not_yours. */
export async function archiveSegment(ctx: Context, id: string, archived: boolean): Promise<Segment> {
  await holdRules(ctx);
  const { name, archivedAt } = await changeableSegment(ctx, id);
  if ((archivedAt !== null) !== archived) {
    await writeArchived(ctx, id, archived);
    const action = archived ? 'segments.segment_archived' : 'segments.segment_unarchived';
    await ctx.audit(action, `segment:${id}`, { name });
    await ctx.enqueue('check-segments', {}, { key: 'check-segments' });
  }
  return getSegment(ctx, { id });
}
