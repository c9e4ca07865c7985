import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { storedKey } from '../custom-fields/custom-values.queries.ts';
import { changesOfEdit, claimChanges } from '../custom-fields/custom-values.ts';
import { customersBinned, customersCreated, customersRestored, customersUpdated } from '../events.ts';
import { refuseUnwritable } from '../fields/field-rights.ts';
import { claimUnderNewName } from '../identities/identities.queries.ts';
import { asBefore, lookedAfterBy, ownerOfNew } from './assign-customers.ts';
import { attachContactPoint, type ContactPointInput } from './contact-points.ts';
import { customerDetailOf } from './customer-detail.queries.ts';
import type { CustomerEdit } from './customer-edit.contract.ts';
import { columnsOf } from './edit-many.ts';
import type { CustomerDetail } from './profiles.contract.ts';
import {
  changedColumns,
  editCustomers,
  insertCustomer,
  lockCustomer,
  moveToBin,
} from './profiles.queries.ts';
import { refreshSearch } from './search.queries.ts';
import { tellAssigned } from './tell-assigned.ts';
import { tellChanged } from './tell-changed.ts';

/** One customer, from the bin too. Fails with customers.not_found. */
export async function getCustomer(ctx: Context, id: string): Promise<CustomerDetail> {
  const customer = await customerDetailOf(ctx, id);
  if (!customer) throw fail('notFound', 'customers.not_found');
  return customer;
}

/** The fields that an edit sets, as rights name them. */
function fieldsSet({ customFields, ...edit }: CustomerEdit): string[] {
  return [...Object.keys(edit), ...Object.keys(customFields ?? {}).map((key) => storedKey({ key }))];
}

/**
 * Makes a customer by hand. A phone or e-mail that leads to another customer already stays with that one. Fails
 * with customers.contact_point_invalid, customers.contact_point_exists, customers.time_zone_unknown,
 * customers.field_not_writable and the refusals of custom fields.
 */
export async function createCustomer(
  ctx: Context,
  input: CustomerEdit & { displayName: string; contactPoints: ContactPointInput[] },
): Promise<CustomerDetail> {
  const { contactPoints, ...told } = input;
  refuseUnwritable(ctx, fieldsSet(told));
  const { ownerId = ownerOfNew(ctx), customFields, ...edit } = told;
  const changes = await changesOfEdit(ctx, customFields, { kind: edit.kind ?? 'person' });
  const id = await insertCustomer(ctx, columnsOf(edit), changes, await lookedAfterBy(ctx, ownerId));
  await claimChanges(ctx, id, changes);
  const customer = { id, country: edit.country ?? null };
  for (const point of contactPoints) await attachContactPoint(ctx, customer, point);
  await refreshSearch(ctx, [id]);
  await tellChanged(ctx, customersCreated, [id]);
  await tellAssigned(ctx, ownerId, [id]);
  await ctx.audit('customers.create', `customer:${id}`);
  return asBefore(ctx, id);
}

/**
 * Edits a customer by hand; what equals the stored values changes nothing. Fails with customers.not_found,
 * customers.field_not_writable for one of them, and with customers.version_conflict (which carries the present customer)
 * where somebody else was faster.
 */
export async function updateCustomer(
  ctx: Context,
  input: CustomerEdit & { id: string },
): Promise<CustomerDetail> {
  const { id, customFields, ...edit } = input;
  refuseUnwritable(ctx, fieldsSet({ ...edit, customFields }));
  const values = columnsOf(edit);
  const locked = await lockCustomer(ctx, id);
  if (String(locked.version) !== ctx.ifMatch) {
    const detail = 'Somebody changed this customer meanwhile.';
    throw fail('conflict', 'customers.version_conflict', { detail, current: await getCustomer(ctx, id) });
  }
  const changed = await changedColumns(ctx, id, values);
  const changes = await changesOfEdit(ctx, customFields, { id, kind: edit.kind ?? locked.kind });
  const given = changed.includes('owner_id') ? await lookedAfterBy(ctx, edit.ownerId ?? null) : undefined;
  if (changed.length + changes.length > 0) {
    await claimChanges(ctx, id, changes);
    await editCustomers(ctx, [id], {
      columns: Object.fromEntries(changed.map((column) => [column, values[column] ?? null])),
      changes,
      given,
    });
    if (changed.includes('display_name')) await claimUnderNewName(ctx, id);
    await refreshSearch(ctx, [id]);
    await tellChanged(ctx, customersUpdated, [id]);
    if (given) await tellAssigned(ctx, given.ownerId, [id]);
    await ctx.audit('customers.update', `customer:${id}`, {
      fields: [...changed, ...changes.map(({ field }) => storedKey(field))],
    });
  }
  return asBefore(ctx, id);
}

type BulkItem = { id: string; outcome: 'done' | 'unchanged' | 'notFound' };

/** Puts customers into the bin and says for each what became of it. */
export function binCustomers(ctx: Context, ids: readonly string[]): Promise<BulkItem[]> {
  return move(ctx, ids, true);
}

/** Takes customers out of the bin and says for each what became of it. */
export function restoreCustomers(ctx: Context, ids: readonly string[]): Promise<BulkItem[]> {
  return move(ctx, ids, false);
}

async function move(ctx: Context, ids: readonly string[], into: boolean): Promise<BulkItem[]> {
  const { seen, moved } = await moveToBin(ctx, ids, into);
  await tellChanged(ctx, into ? customersBinned : customersRestored, moved);
  const subject = moved.length === 1 ? `customer:${moved[0]}` : 'customers';
  if (moved.length > 0)
    await ctx.audit(into ? 'customers.bin' : 'customers.restore', subject, { ids: moved });
  const done = new Set(moved);
  return ids.map((id) => ({ id, outcome: done.has(id) ? 'done' : seen.has(id) ? 'unchanged' : 'notFound' }));
}
