import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseUnreadable, refuseUnwritable } from '../fields/field-rights.ts';
import { customerExists, refuseUnchangeable } from '../profiles/profiles.queries.ts';
import { deleteIdNumber, wholeIdNumber } from './id-numbers.queries.ts';

/**
 * The whole identity number; the audit notes who saw whose, never the number. Fails with customers.not_found,
 * customers.id_number_not_found and customers.field_not_readable.
 */
export async function revealIdNumber(ctx: Context, { id }: { id: string }): Promise<{ value: string }> {
  refuseUnreadable(ctx, ['idNumber']);
  if (!(await customerExists(ctx, id, 'any'))) throw fail('notFound', 'customers.not_found');
  const value = await wholeIdNumber(ctx, id);
  if (value === undefined) throw fail('notFound', 'customers.id_number_not_found');
  await ctx.audit('customers.reveal_id_number', `customer:${id}`);
  return { value };
}

/** Deletes the identity number. Fails with customers.not_found, customers.id_number_not_found and customers.field_not_writable. */
export async function removeIdNumber(ctx: Context, { id }: { id: string }): Promise<Record<string, never>> {
  refuseUnwritable(ctx, ['idNumber']);
  await refuseUnchangeable(ctx, id, 'any');
  if (!(await deleteIdNumber(ctx, id))) throw fail('notFound', 'customers.id_number_not_found');
  await ctx.audit('customers.remove_id_number', `customer:${id}`);
  return {};
}
