import { refuseNarrowReach } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { forgetRemoved } from '../memberships/forget-removed.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { readableRules, storedRule } from '../rules/stored-rule.ts';
import { asksAbout, wholeOfStored, wholeRule } from '../segments/rules-behind.ts';
import { holdRules } from '../segments/segments.queries.ts';
import { withMoved } from '../standing/standing.ts';
import { refuseTagCircles } from '../tag-rules/refuse-circles.ts';
import { rulesIn } from './given-scheme.contract.ts';
import type { Asking } from './graded-customers.queries.ts';
import type { GradeSettings, gradesContract } from './grades.contract.ts';
import { countMoves, holdGrades, noteGraded, storeGrades } from './grades.queries.ts';
import type { GradeScheme, ToldScheme } from './scheme.contract.ts';
import { askForGrading, readGrades, type StoredGrades, writeScheme } from './stored-grades.queries.ts';

type Endpoints = (typeof gradesContract)['endpoints'];

/** The settings as they are told; of a rule that this version cannot read nobody knows who may be told it. */
export function settingsOf({ scheme, isGiven, version }: StoredGrades): GradeSettings {
  const shown = <Row extends { rule: Rule }>(row: Row) => ({ ...row, rule: storedRule(row.rule) ?? null });
  const told: ToldScheme =
    scheme.by === 'points'
      ? { ...scheme, criteria: scheme.criteria.map(shown) }
      : { ...scheme, grades: scheme.grades.map(shown) };
  return { scheme: told, isGiven, version };
}

/** What the rules of a scheme are asked with; refuses as the asking of one rule does. */
function askingOfScheme(ctx: Context, scheme: GradeScheme): Promise<Asking & { whole: Rule }> {
  return askingOf(ctx, { any: rulesIn(scheme) });
}

/** The same of a new scheme, which may not ask for grades itself. Fails with segments.grades_in_circles. */
async function askingOfNew(ctx: Context, scheme: GradeScheme): Promise<Asking & { whole: Rule }> {
  const asking = await askingOfScheme(ctx, scheme);
  if (asksAbout(asking.whole, 'grade')) throw fail('invalid', 'segments.grades_in_circles');
  return asking;
}

/**
 * How many would change grade by another scheme, of those whom the actor reaches by it and by those that grades are worked
 * out by. Fails as the asking of all their rules does.
 */
export async function previewGrades(
  ctx: Context,
  { scheme }: { scheme: GradeScheme },
): Promise<OutputOf<Endpoints['previewGrades']>> {
  const asking = await askingOfNew(ctx, scheme);
  const whole = await wholeRule(ctx, asking.whole, 'grade');
  refuseUnreadable(ctx, whole ?? asking.whole);
  return withMoved(await countMoves(ctx, scheme, asking, reachedByRule(ctx, whole)));
}

/**
 * Changes the scheme of grades, of everybody: hence by those who may change all. Fails with customers.needs_all,
 * segments.version_conflict and segments.grades_in_circles, and as the asking of a rule does.
 */
export async function editGrades(
  ctx: Context,
  { scheme }: { scheme: GradeScheme | null },
): Promise<GradeSettings> {
  refuseNarrowReach(ctx);
  await holdRules(ctx);
  if (scheme) await askingOfNew(ctx, scheme);
  if (!(await writeScheme(ctx, ctx.ifMatch ?? '', scheme)))
    throw fail('conflict', 'segments.version_conflict');
  await refuseTagCircles(ctx);
  await ctx.audit('segments.grades_changed', 'grades', { scheme });
  await enqueueGrades(ctx);
  return settingsOf(await readGrades(ctx));
}

/** Asks for the grades anew. */
export async function askForGrades(ctx: Context): Promise<StoredGrades['state']> {
  await askForGrading(ctx);
  await enqueueGrades(ctx);
  return (await readGrades(ctx)).state;
}

/** Has grades worked out anew by stages that became others, where the scheme asks for them. */
export async function gradesFollowStages(ctx: Context): Promise<void> {
  const { whole } = await wholeOfStored(ctx, rulesIn((await readGrades(ctx)).scheme));
  if (whole && asksAbout(whole, 'stage')) await askForGrades(ctx);
}

/** Has grades that stood still for a broken rule worked out soon, where they are asked for or another day has begun. */
export function resumeGrades(ctx: Context): Promise<void> {
  return enqueueGrades(ctx);
}

function enqueueGrades(ctx: Context): Promise<void> {
  return ctx.enqueue('segments.compute_grades', {}, { key: 'segments.compute_grades' });
}

/**
 * Works the grades out where somebody asked for them or a new day has begun in the organisation's time zone; gives nothing
 * where they stand. Whose grade changed is told, but not when grades are worked out for the very first time; of customers
 * who are gone for good nothing is kept. Fails as the asking of a rule does, and leaves the grades as they were.
 */
export async function computeGrades(ctx: Context): Promise<{ moved: number } | undefined> {
  await holdGrades(ctx);
  const { scheme, version, appliedVersion, asked, state } = await readGrades(ctx);
  if (readableRules(rulesIn(scheme)).length < rulesIn(scheme).length)
    throw fail('invalid', 'segments.rule_not_askable');
  const asking = await askingOfScheme(ctx, scheme);
  const { today } = asking.moment;
  if (!state.computing && state.computedFor === today) return undefined;
  const began = performance.now();
  const moves = await storeGrades(ctx, { scheme, version, byScheme: appliedVersion !== version }, asking);
  const tookMs = Math.round(performance.now() - began);
  for (const { to, ids } of moves) if (to === null) await forgetRemoved(ctx, ids);
  if (appliedVersion !== null)
    for (const { from, to, ids } of moves)
      await ctx.emit('segments.grade_changed', { from, to, customerIds: ids });
  await noteGraded(ctx, { asked, version, day: today, tookMs });
  return { moved: moves.reduce((total, { ids }) => total + ids.length, 0) };
}
