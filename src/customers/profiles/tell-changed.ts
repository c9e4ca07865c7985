import type { Context } from '#platform/db/context.ts';
import type { EventDefinition } from '#platform/events/events.ts';
import type { CustomersChanged } from '../events.ts';

const idsInOneEvent = 1_000;

/** One event for all of these customers: with their ids up to 1,000, beyond that only how many. */
export async function tellChanged(
  ctx: Context,
  event: EventDefinition,
  ids: readonly string[],
  importId?: string,
): Promise<void> {
  if (ids.length === 0) return;
  const payload: CustomersChanged = { count: ids.length };
  if (ids.length <= idsInOneEvent) payload.ids = [...ids];
  if (importId !== undefined) payload.importId = importId;
  await ctx.emit(event.type, payload);
}
