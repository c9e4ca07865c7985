import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { rightTo } from '../fields/field-rights.ts';
import { customerExists } from '../profiles/profiles.queries.ts';
import type { ValueChange } from './history.contract.ts';
import { changesOf, type HistoryPage } from './history.queries.ts';

/**
 * A page of what values of a customer changed, newest first. Fails with customers.not_found, and with
 * customers.field_not_readable where it is asked for a hidden field alone.
 */
export async function historyOf(
  ctx: Context,
  input: HistoryPage,
): Promise<{ items: ValueChange[]; next: string | null }> {
  if (!(await customerExists(ctx, input.id, 'any'))) throw fail('notFound', 'customers.not_found');
  const { field } = input;
  if (field !== undefined && rightTo(ctx, field) === 'hidden')
    throw fail('forbidden', 'customers.field_not_readable', { values: { field } });
  return changesOf(ctx, input);
}
