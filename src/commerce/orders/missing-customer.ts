import { customerNames } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';

/** Fails with commerce.customer_not_found where nobody has this id; whoever is in the bin keeps their documents. */
export async function refuseMissingCustomer(ctx: Context, customerId: string): Promise<void> {
  const known = await customerNames(ctx, [customerId]);
  if (!known.has(customerId)) throw fail('notFound', 'commerce.customer_not_found');
}
