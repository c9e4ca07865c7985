import { refuseNarrowReach } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { conditionsOf, type Rule } from '../rules/rule-tree.contract.ts';
import { askingOf } from '../rules/rules.ts';
import { refuseTagCircles } from '../tag-rules/refuse-circles.ts';
import { rulesIn } from './given-scheme.contract.ts';
import type { Asking } from './graded-customers.queries.ts';
import type { GradeSettings, gradesContract } from './grades.contract.ts';
import { countMoves, holdGrades, noteGraded, storeGrades } from './grades.queries.ts';
import type { GradeScheme } from './scheme.contract.ts';
import { askForGrading, readGrades, type StoredGrades, writeScheme } from './stored-grades.queries.ts';

type Endpoints = (typeof gradesContract)['endpoints'];

/** What the rules of a scheme are asked with; refuses as the asking of one rule does. */
function askingOfScheme(ctx: Context, scheme: GradeScheme): Promise<Asking & { whole: Rule }> {
  return askingOf(ctx, { any: rulesIn(scheme) });
}

/** The same of a new scheme, which may not ask for grades itself. Fails with segments.grades_in_circles. */
async function askingOfNew(ctx: Context, scheme: GradeScheme): Promise<Asking & { whole: Rule }> {
  const asking = await askingOfScheme(ctx, scheme);
  if (conditionsOf(asking.whole).some(({ condition }) => condition.type === 'grade'))
    throw fail('invalid', 'segments.grades_in_circles');
  return asking;
}

/** How many would change grade by another scheme, of those whom the actor reaches. */
export async function previewGrades(
  ctx: Context,
  { scheme }: { scheme: GradeScheme },
): Promise<OutputOf<Endpoints['previewGrades']>> {
  const asking = await askingOfNew(ctx, scheme);
  const flows = await countMoves(ctx, scheme, asking, reachedByRule(ctx, asking.whole));
  const moved = flows
    .filter(({ from, to }) => from !== to)
    .reduce((total, { customers }) => total + customers, 0);
  return { moved, flows };
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
  if (scheme) await askingOfNew(ctx, scheme);
  if (!(await writeScheme(ctx, ctx.ifMatch ?? '', scheme)))
    throw fail('conflict', 'segments.version_conflict');
  await refuseTagCircles(ctx);
  await ctx.audit('segments.grades_changed', 'grades', { scheme });
  await enqueueGrades(ctx);
  const { scheme: saved, isGiven, version } = await readGrades(ctx);
  return { scheme: saved, isGiven, version };
}

/** Asks for the grades anew. */
export async function askForGrades(ctx: Context): Promise<StoredGrades['state']> {
  await askForGrading(ctx);
  await enqueueGrades(ctx);
  return (await readGrades(ctx)).state;
}

function enqueueGrades(ctx: Context): Promise<void> {
  return ctx.enqueue('segments.compute_grades', {}, { key: 'segments.compute_grades' });
}

/**
 * Works the grades out where somebody asked for them or a new day has begun in the organisation's time zone; gives nothing
 * where they stand. Whose grade changed is told, but not when grades are worked out for the very first time. Fails as the
 * asking of a rule does, and leaves the grades as they were.
 */
export async function computeGrades(ctx: Context): Promise<{ moved: number } | undefined> {
  await holdGrades(ctx);
  const { scheme, version, appliedVersion, asked, state } = await readGrades(ctx);
  const asking = await askingOfScheme(ctx, scheme);
  const { today } = asking.moment;
  if (!state.computing && state.computedFor === today) return undefined;
  const began = performance.now();
  const moves = await storeGrades(ctx, { scheme, version, byScheme: appliedVersion !== version }, asking);
  const tookMs = Math.round(performance.now() - began);
  if (appliedVersion !== null)
    for (const { from, to, ids } of moves)
      await ctx.emit('segments.grade_changed', { from, to, customerIds: ids });
  await noteGraded(ctx, { asked, version, day: today, tookMs });
  return { moved: moves.reduce((total, { ids }) => total + ids.length, 0) };
}
