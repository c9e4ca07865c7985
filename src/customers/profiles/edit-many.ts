import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { storedKey } from '../custom-fields/custom-values.queries.ts';
import { changesOfMany } from '../custom-fields/custom-values.ts';
import { customersUpdated } from '../events.ts';
import { storedName } from '../fields/customer-fields.contract.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import type { CustomerEdit } from './customer-edit.contract.ts';
import { type ColumnValues, editCustomers, unlike } from './profiles.queries.ts';
import { refreshSearch } from './search.queries.ts';
import { tellChanged } from './tell-changed.ts';

/** An edit as values by column. Fails with customers.time_zone_unknown. */
export function columnsOf(edit: Omit<CustomerEdit, 'customFields'>): ColumnValues {
  if (typeof edit.timeZone === 'string' && !isTimeZone(edit.timeZone)) {
    throw fail('invalid', 'customers.time_zone_unknown', { values: { timeZone: edit.timeZone } });
  }
  const values: ColumnValues = {};
  for (const [field, value] of Object.entries(edit)) {
    if (value !== undefined) values[storedName(field)] = value;
  }
  return values;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * Writes the same values to many whom the actor may change and has locked; gives back those that had others. Fails with
 * customers.field_not_writable and as `changesOfMany`.
 */
export async function editMany(
  ctx: Context,
  ids: readonly string[],
  edit: Omit<CustomerEdit, 'kind' | 'displayName' | 'ownerId'>,
): Promise<string[]> {
  const { customFields, ...given } = edit;
  refuseUnwritable(ctx, Object.keys(given));
  const columns = columnsOf(given);
  const changes = customFields ? await changesOfMany(ctx, customFields) : [];
  const changed = await unlike(ctx, ids, { columns, changes });
  if (changed.length === 0) return [];
  await editCustomers(ctx, changed, { columns, changes });
  if ('company' in columns) await refreshSearch(ctx, changed);
  await tellChanged(ctx, customersUpdated, changed);
  const fields = [...Object.keys(columns), ...changes.map(({ field }) => storedKey(field))];
  await ctx.audit('customers.update', 'customers', { fields, ids: changed });
  return changed;
}
