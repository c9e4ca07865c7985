import type { Context } from '#platform/db/context.ts';
import type { Way } from './history.contract.ts';

/**
 * The same context, whose changes are kept as part of this. Where they are part of something already they stay so: a bulk
 * act is one however deep the change is made.
 */
export function because<Given extends Context>(ctx: Given, way: Way, id: string | null = null): Given {
  return ctx.cause ? ctx : { ...ctx, cause: { way, id } };
}
