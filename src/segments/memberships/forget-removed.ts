import { customerNames } from '#customers/public.ts';
import { systemActor } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { forgetGradeChanges } from '../grades/stored-grades.queries.ts';
import { forgetStageChanges } from '../lifecycle/lifecycle.queries.ts';
import { forgetMovements, whoMovedAndIsAbsent } from './movements.queries.ts';
import { holdUpkeep } from './upkeep.queries.ts';

const atOnce = 5_000;

/** Of those among these customers who are gone for good nothing is kept of where they belonged; whoever is in the bin may come back. */
export async function forgetRemoved(ctx: Context, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const known = await customerNames({ ...ctx, actor: systemActor }, ids);
  const removed = ids.filter((id) => !known.has(id));
  await forgetMovements(ctx, removed);
  await forgetStageChanges(ctx, removed);
  await forgetGradeChanges(ctx, removed);
}

/** The same of everybody who ever moved. */
export async function forgetAllRemoved(ctx: Context): Promise<void> {
  // Whoever judges could write anew what is forgotten here.
  await holdUpkeep(ctx);
  const absent = await whoMovedAndIsAbsent(ctx);
  for (let at = 0; at < absent.length; at += atOnce) await forgetRemoved(ctx, absent.slice(at, at + atOnce));
}
