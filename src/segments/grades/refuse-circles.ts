import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { asksAbout, wholeOfStored } from '../segments/rules-behind.ts';
import { rulesIn } from './given-scheme.contract.ts';
import { readGrades } from './stored-grades.queries.ts';

/** Fails with segments.grades_in_circles where the scheme comes back to grades by way of segments or stages as they are stored now. */
export async function refuseGradeCircles(ctx: Context): Promise<void> {
  const { scheme } = await readGrades(ctx);
  const { whole } = await wholeOfStored(ctx, rulesIn(scheme));
  if (whole && asksAbout(whole, 'grade')) throw fail('conflict', 'segments.grades_in_circles');
}
